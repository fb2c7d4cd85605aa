using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>The words of a field by their stem. Thread-safe.</summary>
internal sealed class StemWords(IndexReader reader, string field)
{
    private readonly ConcurrentDictionary<string, string[]> _known = new(StringComparer.Ordinal);

    /// <summary>The words that have a stem, in ordinal order; they stand together among the terms, since they begin alike.</summary>
    public string[] Of(string stem)
    {
        if (_known.TryGetValue(stem, out var known)) return known;
        var found = reader.Leaves.SelectMany(leaf => Find(leaf.AtomicReader, stem)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

        // What nobody says is not kept: of that there is no end.
        if (found.Length > 0) _known[stem] = found;
        return found;
    }

    private IEnumerable<string> Find(AtomicReader part, string stem)
    {
        if (part.GetTerms(field) is not { } terms) yield break;
        var prefix = new BytesRef(Stemmer.PrefixOf(stem));
        var words = terms.GetEnumerator();
        for (var isThere = words.SeekCeil(prefix) != TermsEnum.SeekStatus.END; isThere
            && StringHelper.StartsWith(words.Term, prefix); isThere = words.MoveNext())
        {
            var word = words.Term.Utf8ToString();
            if (Analysis.Stem(word) == stem) yield return word;
        }
    }
}
