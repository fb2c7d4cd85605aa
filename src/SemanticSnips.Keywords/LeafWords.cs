using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>Where one leaf keeps the postings of its words in a field: looked up among its terms once, which takes as long as some thousand postings.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LeafWords(AtomicReader leaf, string field)
{
    private readonly ConcurrentDictionary<string, (BytesRef Bytes, TermState? State)> _known = new(StringComparer.Ordinal);

    /// <summary>A new cursor among the leaf's terms; null where it has none. For one thread.</summary>
    public TermsEnum? Open() => leaf.GetTerms(field)?.GetEnumerator();

    /// <summary>Sets a cursor on a word.</summary>
    /// <param name="cursor">Of <see cref="Open"/>.</param>
    /// <param name="word">One of the index's.</param>
    /// <returns>Whether the leaf has it.</returns>
    public bool Seek(TermsEnum cursor, string word)
    {
        if (!_known.TryGetValue(word, out var known))
        {
            var bytes = new BytesRef(word);
            known = (bytes, cursor.SeekExact(bytes) ? cursor.GetTermState() : null);
            _known[word] = known;
        }

        if (known.State is null) return false;
        cursor.SeekExact(known.Bytes, known.State);
        return true;
    }
}
