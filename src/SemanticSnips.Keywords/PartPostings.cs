using System.Numerics;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SemanticSnips.Keywords;

/// <summary>In which passages of a part the stems of a query stand, how often and where; the index holds the words themselves.</summary>
/// <remarks>
/// Who speaks in a passage stands in it, too: once, however often the name is called out above a turn. Not thread-safe; serves one query after the other.
/// </remarks>
/// <param name="part">Whose documents are read.</param>
/// <param name="words">The words of each stem.</param>
/// <param name="names">The names of speakers of each stem.</param>
/// <param name="tables">The live passages.</param>
internal sealed class PartPostings(DocumentPart part, StemWords words, StemWords names, DocumentTables tables)
{
    private readonly TermsEnum? _said = part.Said.Open();
    private readonly TermsEnum? _called = part.Called.Open();
    private readonly List<PostingPacker> _packers = [];
    private readonly List<PackedPostings> _postings = [];

    // How often each of the part's passages has a stem that is written in several ways; zeros between two stems.
    private readonly int[] _counts = new int[part.Passages];
    private readonly ulong[] _isCounted = new ulong[(part.Passages + 63) / 64];
    private readonly List<ulong> _pairs = [];
    private readonly List<DocsAndPositionsEnum?> _positions = []; // those of one reading serve the next
    private int _opened;
    private DocsEnum? _documents;
    private long _decoded;

    /// <summary>The numbers of the part's passages: the first, and the one after the last.</summary>
    public (int From, int To) Passages => (part.FirstPassage, part.FirstPassage + part.Passages);

    /// <summary>Postings that were decoded since it was asked last, those of deleted passages and those with places too.</summary>
    public long TakeDecoded()
    {
        var decoded = _decoded;
        _decoded = 0;
        return decoded;
    }

    /// <summary>Finds stems; what was found before is forgotten.</summary>
    public void Read(IReadOnlyList<string> stems)
    {
        while (_packers.Count < stems.Count) _packers.Add(new PostingPacker());
        _postings.Clear();
        for (var i = 0; i < stems.Count; i++)
        {
            if (part.Common.Find(stems[i]) is not { } postings)
            {
                Read(stems[i], _packers[i]);
                postings = _packers[i].Packed;
                part.Common.Add(stems[i], postings);
            }

            _postings.Add(postings);
        }
    }

    /// <summary>The passages in which a stem stands, until the next are found.</summary>
    /// <param name="stem">Its place among those that were found.</param>
    public PackedPostings Of(int stem) => _postings[stem];

    /// <summary>Forgets which passages hold pairs.</summary>
    public void ClearPairs() => _pairs.Clear();

    /// <summary>Notes that a passage holds both words of a pair. Passages come stretch by stretch, in any order within one.</summary>
    /// <param name="passage">Its number.</param>
    /// <param name="pair">The place of the pair's first stem in the query.</param>
    public void AddPair(int passage, int pair) => _pairs.Add(((ulong)passage << 32) | (uint)pair);

    /// <summary>Ends a stretch.</summary>
    /// <param name="from">How many pairs there were when it began.</param>
    /// <returns>How many there are.</returns>
    public int SortPairs(int from)
    {
        CollectionsMarshal.AsSpan(_pairs)[from..].Sort();
        return _pairs.Count;
    }

    /// <summary>Sets the proximity of passages that hold pairs.</summary>
    /// <param name="passages">Ascending; of all parts. Null for all.</param>
    /// <param name="stems">The query's.</param>
    /// <param name="shares">What each pair comes to at most.</param>
    /// <param name="proximity">By passage.</param>
    public void ReadProximity(int[]? passages, IReadOnlyList<string> stems, double[] shares, float[] proximity)
    {
        var pairs = CollectionsMarshal.AsSpan(_pairs);
        var documents = tables.PassageDocuments;
        _opened = 0;
        StemPlaces[] places = [.. stems.Select(stem => new StemPlaces(this, stem))];
        var next = passages is null ? 0 : FirstFrom(passages, part.FirstPassage);
        for (var i = 0; i < pairs.Length;)
        {
            var passage = (int)(pairs[i] >> 32);
            if (passages is not null)
            {
                while (next < passages.Length && passages[next] < passage) next++;
                if (next == passages.Length) return;
                if (passages[next] > passage)
                {
                    i += FirstFrom(pairs[i..], (ulong)passages[next] << 32);
                    continue;
                }
            }

            var document = documents[passage] - part.Range.Leaf.DocBase;
            var sum = 0f;
            for (; i < pairs.Length && (int)(pairs[i] >> 32) == passage; i++)
            {
                var pair = (int)(uint)pairs[i];
                sum += (float)(shares[pair] * Proximity.Nearness(places[pair].In(document), places[pair + 1].In(document)));
            }

            proximity[passage] = sum;
        }
    }

    /// <summary>The place of the first that is no less than a value, looked for from the beginning on: the farther away, the longer the steps.</summary>
    private static int FirstFrom<T>(ReadOnlySpan<T> ascending, T value)
        where T : IComparable<T>
    {
        var end = 1;
        while (end < ascending.Length && ascending[end].CompareTo(value) < 0) end *= 2;
        var from = end / 2;
        var found = ascending[from..Math.Min(end + 1, ascending.Length)].BinarySearch(value);
        return from + (found >= 0 ? found : ~found);
    }

    private void Read(string stem, PostingPacker postings)
    {
        postings.Start();
        var (said, called) = (words.Of(stem), names.Of(stem));
        if (said.Length + called.Length == 1)
        {
            if (said is [var word]) ReadSingle(OpenDocuments(_said, part.Said, word), countsEach: true, postings);
            else ReadSingle(OpenDocuments(_called, part.Called, called[0]), countsEach: false, postings);
            return;
        }

        foreach (var word in said) Count(OpenDocuments(_said, part.Said, word), countsEach: true);
        foreach (var name in called) Count(OpenDocuments(_called, part.Called, name), countsEach: false);
        for (var i = 0; i < _isCounted.Length; i++)
        {
            for (; _isCounted[i] != 0; _isCounted[i] &= _isCounted[i] - 1)
            {
                var at = (i * 64) + BitOperations.TrailingZeroCount(_isCounted[i]);
                postings.Add(part.FirstPassage + at, _counts[at]);
                _counts[at] = 0;
            }
        }
    }

    /// <summary>The postings of a stem that is written in one way only.</summary>
    private void ReadSingle(DocsEnum? documents, bool countsEach, PostingPacker postings)
    {
        if (documents is null) return;
        var numbers = tables.Numbers[part.Range.Leaf.DocBase..];
        for (var document = First(documents); document < part.Range.To; document = documents.NextDoc())
        {
            _decoded++;
            if (numbers[document] is >= 0 and var passage)
                postings.Add(passage, countsEach ? documents.Freq : 1);
        }
    }

    /// <summary>Counts the postings of one word of several.</summary>
    private void Count(DocsEnum? documents, bool countsEach)
    {
        if (documents is null) return;
        var numbers = tables.Numbers[part.Range.Leaf.DocBase..];
        for (var document = First(documents); document < part.Range.To; document = documents.NextDoc())
        {
            _decoded++;
            if (numbers[document] is not (>= 0 and var passage)) continue;
            var at = passage - part.FirstPassage;
            _counts[at] += countsEach ? documents.Freq : 1;
            _isCounted[at / 64] |= 1UL << at;
        }
    }

    private int First(DocsEnum documents) => part.Range.From > 0 ? documents.Advance(part.Range.From) : documents.NextDoc();

    private DocsEnum? OpenDocuments(TermsEnum? cursor, LeafWords leaf, string word) =>
        cursor is not null && leaf.Seek(cursor, word) ? _documents = cursor.Docs(null, _documents) : null;

    /// <summary>Where one stem stands, document by document.</summary>
    private sealed class StemPlaces(PartPostings owner, string stem)
    {
        private readonly List<int> _places = [];
        private List<DocsAndPositionsEnum>? _words;
        private int _document = -1;

        /// <summary>Its places in a document, ascending; until the next.</summary>
        /// <param name="document">The same as before or a later one, as the leaf numbers it.</param>
        public List<int> In(int document)
        {
            if (document == _document) return _places;
            _document = document;
            _places.Clear();
            foreach (var word in _words ??= owner.OpenPlaces(stem))
            {
                if (word.DocID < document && word.Advance(document) == DocIdSetIterator.NO_MORE_DOCS) continue;
                if (word.DocID != document) continue;
                owner._decoded++;
                for (var i = word.Freq; i > 0; i--) _places.Add(word.NextPosition());
            }

            if (_words.Count > 1) _places.Sort();
            return _places;
        }
    }

    private List<DocsAndPositionsEnum> OpenPlaces(string stem)
    {
        var places = new List<DocsAndPositionsEnum>();
        foreach (var word in words.Of(stem))
        {
            if (_said is null || !part.Said.Seek(_said, word)) continue;
            if (_opened == _positions.Count) _positions.Add(null);
            places.Add(_positions[_opened] = _said.DocsAndPositions(null, _positions[_opened], DocsAndPositionsFlags.NONE));
            _opened++;
        }

        return places;
    }
}
