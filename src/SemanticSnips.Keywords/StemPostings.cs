using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>In which passages the words of a stem stand, and how often; the index holds the words themselves.</summary>
/// <remarks>Not thread-safe; serves one query after the other.</remarks>
internal sealed class StemPostings(IndexReader reader, DocumentTables tables)
{
    private readonly int[] _frequencies = new int[tables.Passages.Count];
    private readonly List<int> _passages = [];

    /// <summary>The passages in which the stem that was last read stands.</summary>
    public IReadOnlyList<int> Passages => _passages;

    /// <summary>How often the stem that was last read stands in a passage.</summary>
    public int FrequencyOf(int passage) => _frequencies[passage];

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
        var (count, single) = (0, true);
        foreach (var leaf in reader.Leaves)
        {
            var words = WordsOf(leaf.AtomicReader, stem).Take(2).ToList();
            single &= words.Count == 0 || (words.Count == 1 && !leaf.AtomicReader.HasDeletions);
            if (!single) break;
            count += words.Sum(w => leaf.AtomicReader.DocFreq(new Term(Fields.Text, w)));
        }

        if (single) return count;
        Read(stem);
        return _passages.Count;
    }

    private void Read(AtomicReaderContext leaf, string stem)
    {
        foreach (var word in WordsOf(leaf.AtomicReader, stem))
        {
            var documents = leaf.AtomicReader.GetTermDocsEnum(new Term(Fields.Text, word));
            if (documents is null) continue;
            while (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                var passage = tables.DocumentToPassage(leaf.DocBase + documents.DocID);
                if (passage < 0) continue;
                if (_frequencies[passage] == 0) _passages.Add(passage);
                _frequencies[passage] += documents.Freq;
            }
        }
    }

    /// <summary>The words of a part of the index that have a stem; they stand together, since they begin alike.</summary>
    private static IEnumerable<BytesRef> WordsOf(AtomicReader part, string stem)
    {
        if (part.GetTerms(Fields.Text) is not { } terms) yield break;
        var prefix = new BytesRef(Stemmer.PrefixOf(stem));
        var words = terms.GetEnumerator();
        for (var at = words.SeekCeil(prefix); at != TermsEnum.SeekStatus.END && StringHelper.StartsWith(words.Term, prefix); at = Next())
        {
            var word = Encoding.UTF8.GetString(words.Term.Bytes, words.Term.Offset, words.Term.Length);
            if (Analysis.Stem(word) == stem) yield return BytesRef.DeepCopyOf(words.Term);
        }

        TermsEnum.SeekStatus Next() => words.MoveNext() ? TermsEnum.SeekStatus.FOUND : TermsEnum.SeekStatus.END;
    }
}
