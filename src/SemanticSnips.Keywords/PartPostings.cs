using System.Numerics;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SemanticSnips.Keywords;

/// <summary>A passage in which a stem stands.</summary>
/// <param name="Passage">Its number.</param>
/// <param name="Frequency">How often the stem stands there.</param>
internal readonly record struct Posting(int Passage, int Frequency);

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
    private readonly List<List<Posting>> _postings = [];
    private readonly List<Posting[]?> _common = []; // in place of those, where they are held for everybody

    // How often each of the part's passages has a stem that is written in several ways; zeros between two stems.
    private readonly int[] _counts = new int[part.Passages];
    private readonly ulong[] _isCounted = new ulong[(part.Passages + 63) / 64];
    private readonly List<int> _left = [];
    private readonly List<int> _right = [];
    private DocsEnum? _documents;
    private int _read;

    /// <summary>Postings that were decoded so far, those of deleted passages and those with places too.</summary>
    public long Decoded { get; private set; }

    /// <summary>Finds stems; what was found before is forgotten.</summary>
    public void Read(IReadOnlyList<string> stems)
    {
        while (_postings.Count < stems.Count)
        {
            _postings.Add([]);
            _common.Add(null);
        }

        for (_read = 0; _read < stems.Count; _read++)
        {
            if ((_common[_read] = part.Common.Find(stems[_read])) is not null) continue;
            Read(stems[_read], _postings[_read]);
            part.Common.Add(stems[_read], Of(_read));
        }
    }

    /// <summary>The passages in which a stem stands, ascending.</summary>
    /// <param name="stem">Its place among those that were read.</param>
    public ReadOnlySpan<Posting> Of(int stem) => _common[stem] is { } common ? common : CollectionsMarshal.AsSpan(_postings[stem]);

    /// <summary>Forgets the passages that are not allowed.</summary>
    /// <param name="allowed">By passage.</param>
    public void Keep(bool[] allowed)
    {
        for (var stem = 0; stem < _read; stem++)
        {
            if (_common[stem] is not { } common)
            {
                _postings[stem].RemoveAll(p => !allowed[p.Passage]);
                continue;
            }

            _common[stem] = null;
            _postings[stem].Clear();
            _postings[stem].AddRange(common.Where(p => allowed[p.Passage]));
        }
    }

    /// <summary>Adds what two stems earn to the proximity of each passage that holds both.</summary>
    /// <param name="left">A stem.</param>
    /// <param name="right">The one after it among those that were read.</param>
    /// <param name="place">The place of the first.</param>
    /// <param name="share">What the pair comes to at most.</param>
    /// <param name="proximity">By passage.</param>
    public void AddProximity(string left, string right, int place, double share, float[] proximity)
    {
        List<DocsAndPositionsEnum>? lefts = null, rights = null;
        var some = Of(place);
        var others = Of(place + 1);
        var documents = tables.PassageDocuments;
        for (var (l, r) = (0, 0); l < some.Length && r < others.Length;)
        {
            var passage = some[l].Passage;
            if (passage != others[r].Passage)
            {
                if (passage < others[r].Passage) l = FirstFrom(some, l, others[r].Passage);
                else r = FirstFrom(others, r, passage);
                continue;
            }

            var document = documents[passage] - part.Range.Leaf.DocBase;
            ReadPlaces(lefts ??= OpenPlaces(left), document, _left);
            ReadPlaces(rights ??= OpenPlaces(right), document, _right);
            proximity[passage] += (float)(share * Proximity.Nearness(_left, _right));
            (l, r) = (l + 1, r + 1);
        }
    }

    /// <summary>The place of the first posting of a passage or one after it, looked for from a place on: the farther away, the longer the steps.</summary>
    private static int FirstFrom(ReadOnlySpan<Posting> postings, int from, int passage)
    {
        var step = 1;
        for (; from + step < postings.Length && postings[from + step].Passage < passage; step *= 2) from += step;
        var end = Math.Min(from + step, postings.Length);
        for (from++; from < end;)
        {
            var middle = (from + end) >>> 1;
            if (postings[middle].Passage < passage) from = middle + 1;
            else end = middle;
        }

        return from;
    }

    private void Read(string stem, List<Posting> postings)
    {
        postings.Clear();
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
                postings.Add(new Posting(part.FirstPassage + at, _counts[at]));
                _counts[at] = 0;
            }
        }
    }

    /// <summary>The postings of a stem that is written in one way only.</summary>
    private void ReadSingle(DocsEnum? documents, bool countsEach, List<Posting> postings)
    {
        if (documents is null) return;
        var numbers = tables.Numbers[part.Range.Leaf.DocBase..];
        for (var document = First(documents); document < part.Range.To; document = documents.NextDoc())
        {
            Decoded++;
            if (numbers[document] is >= 0 and var passage)
                postings.Add(new Posting(passage, countsEach ? documents.Freq : 1));
        }
    }

    /// <summary>Counts the postings of one word of several.</summary>
    private void Count(DocsEnum? documents, bool countsEach)
    {
        if (documents is null) return;
        var numbers = tables.Numbers[part.Range.Leaf.DocBase..];
        for (var document = First(documents); document < part.Range.To; document = documents.NextDoc())
        {
            Decoded++;
            if (numbers[document] is not (>= 0 and var passage)) continue;
            var at = passage - part.FirstPassage;
            _counts[at] += countsEach ? documents.Freq : 1;
            _isCounted[at / 64] |= 1UL << at;
        }
    }

    private int First(DocsEnum documents) => part.Range.From > 0 ? documents.Advance(part.Range.From) : documents.NextDoc();

    private DocsEnum? OpenDocuments(TermsEnum? cursor, LeafWords leaf, string word) =>
        cursor is not null && leaf.Seek(cursor, word) ? _documents = cursor.Docs(null, _documents) : null;

    private List<DocsAndPositionsEnum> OpenPlaces(string stem)
    {
        var places = new List<DocsAndPositionsEnum>();
        foreach (var word in words.Of(stem))
        {
            if (_said is not null && part.Said.Seek(_said, word)) places.Add(_said.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE));
        }

        return places;
    }

    private void ReadPlaces(List<DocsAndPositionsEnum> words, int document, List<int> places)
    {
        places.Clear();
        foreach (var word in words)
        {
            if (word.DocID < document && word.Advance(document) == DocIdSetIterator.NO_MORE_DOCS) continue;
            if (word.DocID != document) continue;
            Decoded++;
            for (var i = word.Freq; i > 0; i--) places.Add(word.NextPosition());
        }

        if (words.Count > 1) places.Sort();
    }
}
