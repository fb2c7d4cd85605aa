using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>A live passage. Its layout is that of the tables' file.</summary>
/// <param name="VectorKey">The content key of its vector.</param>
/// <param name="Snip">Its snip's number.</param>
/// <param name="From">First character in the snip's text.</param>
/// <param name="To">Character after the last in the snip's text.</param>
/// <param name="Kind">The kind that the writer gave it.</param>
internal readonly record struct PassageEntry(UInt128 VectorKey, int Snip, int From, int To, byte Kind);

/// <summary>A live snip.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EpisodeKey">Equal for snips of one episode.</param>
/// <param name="FirstPassage">The number of its first passage.</param>
/// <param name="PassageCount">How many passages it has.</param>
/// <param name="Start">Its begin within the episode.</param>
/// <param name="End">Its end within the episode.</param>
/// <param name="Date">Its date, where it has one.</param>
internal sealed record SnipEntry(string Id, string EpisodeKey, int FirstPassage, int PassageCount, TimeSpan? Start, TimeSpan? End, DateOnly? Date);

/// <summary>What every search needs of each live document: read once when a commit is opened, or mapped where somebody has kept it.</summary>
internal sealed class DocumentTables
{
    // Each document is a passage (its number), a snip (the complement of its number) or deleted.
    private const int Deleted = int.MinValue;

    private readonly ReadOnlyMemory<int> _numbers;
    private readonly ReadOnlyMemory<PassageEntry> _passages;
    private readonly ReadOnlyMemory<int> _snipDocuments;
    private readonly ReadOnlyMemory<int> _passageDocuments;
    private readonly ReadOnlyMemory<int> _lengths;

    private DocumentTables(
        ReadOnlyMemory<int> numbers,
        ReadOnlyMemory<PassageEntry> passages,
        ReadOnlyMemory<int> passageDocuments,
        ReadOnlyMemory<int> lengths,
        IReadOnlyList<SnipEntry> snips,
        ReadOnlyMemory<int> snipDocuments,
        long totalLength)
    {
        (_numbers, _passages, _passageDocuments, _lengths, _snipDocuments) = (numbers, passages, passageDocuments, lengths, snipDocuments);
        (Passages, Snips, TotalLength) = (new MemoryList<PassageEntry>(passages), snips, totalLength);
    }

    public IReadOnlyList<PassageEntry> Passages { get; }

    public IReadOnlyList<SnipEntry> Snips { get; }

    public ReadOnlySpan<int> SnipDocuments => _snipDocuments.Span;

    /// <summary>For each document the number of its passage, or less than 0.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.Span;

    /// <summary>Where each passage stands; ascending.</summary>
    public ReadOnlySpan<int> PassageDocuments => _passageDocuments.Span;

    /// <summary>Words that BM25 counts, by passage.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.Span;

    /// <summary>Words that BM25 counts in all live passages together.</summary>
    public long TotalLength { get; }

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

        var (numbers, entries, passageDocuments, lengths) = (new int[reader.MaxDoc], new PassageEntry[passages], new int[passages], new int[passages]);
        var (snipEntries, snipDocuments) = (new SnipEntry[snips], new int[snips]);
        OnAllCores.Each(places, place =>
        {
            numbers.AsSpan(place.Piece.Range.FirstDocument, place.Piece.Range.Documents).Fill(Deleted);
            place.Piece.Read(place.Passage, place.Snip, AddPassage, AddSnip);
        });
        var total = 0L;
        foreach (var length in lengths) total += length;
        return new DocumentTables(numbers, entries, passageDocuments, lengths, snipEntries, snipDocuments, total);

        void AddPassage(int document, int passage, int length, PassageEntry entry)
        {
            (entries[passage], lengths[passage], passageDocuments[passage]) = (entry, length, document);
            numbers[document] = passage;
        }

        void AddSnip(int document, int snip, SnipEntry entry)
        {
            (snipEntries[snip], snipDocuments[snip]) = (entry, document);
            numbers[document] = ~snip;
        }
    }

    /// <summary>Takes what <see cref="AddTo"/> has kept.</summary>
    public static DocumentTables Of(TableFile file) => new(
        file.Get<int>("documents"),
        file.Get<PassageEntry>("passages"),
        file.Get<int>("passages.documents"),
        file.Get<int>("passages.words"),
        new KeptSnips(file),
        file.Get<int>("snips.documents"),
        file.Get<long>("words").Span[0]);

    /// <summary>Keeps all of it in a file.</summary>
    public void AddTo(TableWriter file)
    {
        file.Add("documents", _numbers.Span);
        file.Add("passages", _passages.Span);
        file.Add("passages.documents", _passageDocuments.Span);
        file.Add("passages.words", _lengths.Span);
        file.Add("snips.documents", _snipDocuments.Span);
        file.Add("words", [TotalLength]);
        KeptSnips.Add(file, Snips);
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

    public int DocumentToPassage(int document) => Numbers[document] is >= 0 and var passage ? passage : -1;

    /// <summary>How many live passages stand before a document.</summary>
    public int PassagesBefore(int document)
    {
        var passage = PassageDocuments.BinarySearch(document);
        return passage >= 0 ? passage : ~passage;
    }

    public int DocumentToSnip(int document) => Numbers[document] is < 0 and not Deleted and var snip ? ~snip : -1;

    /// <summary>Marks every passage of a snip that has a marked one.</summary>
    public void SpreadToSnips(bool[] marked)
    {
        foreach (var snip in Snips)
        {
            var passages = marked.AsSpan(snip.FirstPassage, snip.PassageCount);
            if (passages.Contains(true)) passages.Fill(true);
        }
    }
}
