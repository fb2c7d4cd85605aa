using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>A live passage.</summary>
/// <param name="Snip">Its snip's number.</param>
/// <param name="From">First character in the snip's text.</param>
/// <param name="To">Character after the last in the snip's text.</param>
/// <param name="VectorKey">The content key of its vector.</param>
/// <param name="Kind">The kind that the writer gave it.</param>
internal readonly record struct PassageEntry(int Snip, int From, int To, UInt128 VectorKey, byte Kind);

/// <summary>A live snip.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EpisodeKey">Equal for snips of one episode.</param>
/// <param name="FirstPassage">The number of its first passage.</param>
/// <param name="PassageCount">How many passages it has.</param>
/// <param name="Start">Its begin within the episode.</param>
/// <param name="End">Its end within the episode.</param>
/// <param name="Date">Its date, where it has one.</param>
internal sealed record SnipEntry(string Id, string EpisodeKey, int FirstPassage, int PassageCount, TimeSpan? Start, TimeSpan? End, DateOnly? Date);

/// <summary>What every search needs of each live document, read once when a commit is opened.</summary>
internal sealed class DocumentTables
{
    // Each document is a passage (its number), a snip (the complement of its number) or deleted.
    private const int Deleted = int.MinValue;

    private readonly int[] _numbers;
    private readonly PassageEntry[] _passages;
    private readonly SnipEntry[] _snips;
    private readonly int[] _snipDocuments;
    private readonly int[] _passageDocuments;
    private readonly int[] _lengths;

    private DocumentTables(int documents, int passages, int snips)
    {
        _numbers = new int[documents];
        (_passages, _passageDocuments, _lengths) = (new PassageEntry[passages], new int[passages], new int[passages]);
        (_snips, _snipDocuments) = (new SnipEntry[snips], new int[snips]);
    }

    public IReadOnlyList<PassageEntry> Passages => _passages;

    public IReadOnlyList<SnipEntry> Snips => _snips;

    public ReadOnlySpan<int> SnipDocuments => _snipDocuments;

    /// <summary>Where each passage stands; ascending.</summary>
    public ReadOnlySpan<int> PassageDocuments => _passageDocuments;

    /// <summary>Words that BM25 counts, by passage.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Words that BM25 counts in all live passages together.</summary>
    public long TotalLength { get; private set; }

    /// <summary>Reads every document, on all cores.</summary>
    /// <param name="reader">The index.</param>
    /// <param name="fewest">Documents that are read at a time at least, but for small leaves.</param>
    public static DocumentTables Read(IndexReader reader, int fewest = DocumentRange.FewestDocuments)
    {
        var pieces = DocumentRange.Of(reader, fewest).ConvertAll(range => new DocumentPiece(range));
        OnAllCores.Each(pieces, piece => piece.Count());
        var places = new List<(DocumentPiece Piece, int Passage, int Snip)>();
        var (passages, snips) = (0, 0);
        foreach (var piece in pieces)
        {
            places.Add((piece, passages, snips));
            passages += piece.Passages;
            snips += piece.Snips;
        }

        var tables = new DocumentTables(reader.MaxDoc, passages, snips);
        OnAllCores.Each(places, place =>
        {
            tables._numbers.AsSpan(place.Piece.Range.FirstDocument, place.Piece.Range.Documents).Fill(Deleted);
            place.Piece.Read(place.Passage, place.Snip, tables.AddPassage, tables.AddSnip);
        });
        foreach (var length in tables._lengths) tables.TotalLength += length;
        return tables;
    }

    public static IEnumerable<ReadOnlyMemory<byte>> ReadStates(IndexReader reader)
    {
        foreach (var leaf in reader.Leaves)
        {
            var live = leaf.AtomicReader.LiveDocs;
            var snips = leaf.AtomicReader.GetBinaryDocValues(Fields.Snip);
            var states = leaf.AtomicReader.GetBinaryDocValues(Fields.State);
            if (snips is null || states is null) continue;
            var value = new BytesRef();
            for (var document = 0; document < leaf.AtomicReader.MaxDoc; document++)
            {
                if (live is not null && !live.Get(document)) continue;
                snips.Get(document, value);
                if (value.Length == 0) continue;
                states.Get(document, value);
                yield return value.Bytes.AsMemory(value.Offset, value.Length).ToArray();
            }
        }
    }

    public int DocumentToPassage(int document) => _numbers[document] >= 0 ? _numbers[document] : -1;

    /// <summary>How many live passages stand before a document.</summary>
    public int PassagesBefore(int document)
    {
        var passage = _passageDocuments.AsSpan().BinarySearch(document);
        return passage >= 0 ? passage : ~passage;
    }

    public int DocumentToSnip(int document) => _numbers[document] is < 0 and not Deleted ? ~_numbers[document] : -1;

    /// <summary>Marks every passage of a snip that has a marked one.</summary>
    public void SpreadToSnips(bool[] marked)
    {
        foreach (var snip in _snips)
        {
            var passages = marked.AsSpan(snip.FirstPassage, snip.PassageCount);
            if (passages.Contains(true)) passages.Fill(true);
        }
    }

    private void AddPassage(int document, int passage, int length, PassageEntry entry)
    {
        (_passages[passage], _lengths[passage], _passageDocuments[passage]) = (entry, length, document);
        _numbers[document] = passage;
    }

    private void AddSnip(int document, int snip, SnipEntry entry)
    {
        (_snips[snip], _snipDocuments[snip]) = (entry, document);
        _numbers[document] = ~snip;
    }
}
