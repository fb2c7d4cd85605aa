using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SemanticSnips.Keywords;

/// <summary>Where the words of two stems stand in passages that hold both.</summary>
/// <remarks>Not thread-safe; serves one pair after the other.</remarks>
internal sealed class PairPostings(IndexReader reader, StemWords words, DocumentTables tables)
{
    private readonly List<int> _left = [];
    private readonly List<int> _right = [];

    /// <summary>Postings that were decoded so far, with their places.</summary>
    public long Decoded { get; private set; }

    /// <summary>Adds what a pair earns to the proximity of each passage.</summary>
    /// <param name="left">A stem.</param>
    /// <param name="right">Another.</param>
    /// <param name="share">What the pair comes to at most.</param>
    /// <param name="passages">Those that hold both, ascending.</param>
    /// <param name="proximity">By passage.</param>
    public void AddTo(string left, string right, double share, IReadOnlyList<int> passages, float[] proximity)
    {
        var next = 0;
        foreach (var leaf in reader.Leaves)
        {
            var end = leaf.DocBase + leaf.AtomicReader.MaxDoc;
            if (next == passages.Count || DocumentOf(next) >= end) continue;
            var (lefts, rights) = (Open(leaf, left), Open(leaf, right));
            for (; next < passages.Count && DocumentOf(next) < end; next++)
            {
                var document = DocumentOf(next) - leaf.DocBase;
                Read(lefts, document, _left);
                Read(rights, document, _right);
                proximity[passages[next]] += (float)(share * Proximity.Nearness(_left, _right));
            }
        }

        int DocumentOf(int place) => tables.PassageDocuments[passages[place]];
    }

    private List<DocsAndPositionsEnum> Open(AtomicReaderContext leaf, string stem) =>
        [.. words.Of(stem).Select(word => leaf.AtomicReader.GetTermPositionsEnum(new Term(Fields.Text, word))).OfType<DocsAndPositionsEnum>()];

    private void Read(List<DocsAndPositionsEnum> words, int document, List<int> positions)
    {
        positions.Clear();
        foreach (var word in words)
        {
            if (word.DocID < document && word.Advance(document) == DocIdSetIterator.NO_MORE_DOCS) continue;
            if (word.DocID != document) continue;
            Decoded++;
            for (var i = word.Freq; i > 0; i--) positions.Add(word.NextPosition());
        }

        if (words.Count > 1) positions.Sort();
    }
}
