using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>In which passages the words of a stem stand, and how often; the index holds the words themselves.</summary>
/// <remarks>
/// Who speaks in a passage stands in it, too: once, however often the name is called out above a turn. Not thread-safe; serves one query after the other.
/// </remarks>
internal sealed class StemPostings(IndexReader reader, StemWords words, StemWords names, DocumentTables tables)
{
    private readonly int[] _frequencies = new int[tables.Passages.Count];
    private readonly List<int> _passages = [];

    /// <summary>The passages in which the stem that was last read stands.</summary>
    public ReadOnlySpan<int> Passages => CollectionsMarshal.AsSpan(_passages);

    /// <summary>Postings that were decoded so far, those of deleted passages too.</summary>
    public long Decoded { get; private set; }

    /// <summary>How often the stem that was last read stands in a passage.</summary>
    public int FrequencyOf(int passage) => _frequencies[passage];

    /// <summary>The passages in which this one's stem stands and another's, ascending.</summary>
    public List<int> SharedWith(StemPostings other)
    {
        List<int> shared = [.. _passages.Where(p => other.FrequencyOf(p) > 0)];
        shared.Sort();
        return shared;
    }

    /// <summary>Finds a stem.</summary>
    public void Read(string stem)
    {
        foreach (var passage in _passages) _frequencies[passage] = 0;
        _passages.Clear();
        foreach (var leaf in reader.Leaves) Read(leaf, stem);
    }

    /// <summary>Counts the live passages with a stem, without finding them where the index knows their number.</summary>
    public int Count(string stem)
    {
        if (words.Of(stem) is [var only] && names.Of(stem) is [] && !reader.HasDeletions) return reader.DocFreq(new Term(Fields.Text, only));
        Read(stem);
        return _passages.Count;
    }

    private void Read(AtomicReaderContext leaf, string stem)
    {
        foreach (var word in words.Of(stem)) Read(leaf, new Term(Fields.Text, word), countsEach: true);
        foreach (var name in names.Of(stem)) Read(leaf, new Term(Fields.Speaker, name), countsEach: false);
    }

    private void Read(AtomicReaderContext leaf, Term term, bool countsEach)
    {
        var documents = leaf.AtomicReader.GetTermDocsEnum(term);
        if (documents is null) return;
        while (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
        {
            Decoded++;
            var passage = tables.DocumentToPassage(leaf.DocBase + documents.DocID);
            if (passage < 0) continue;
            if (_frequencies[passage] == 0) _passages.Add(passage);
            _frequencies[passage] += countsEach ? documents.Freq : 1;
        }
    }
}

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
