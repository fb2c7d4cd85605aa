using System.Buffers.Binary;
using System.Text;
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

    private DocumentTables(int documents) => _numbers = new int[documents];

    public List<PassageEntry> Passages { get; } = [];

    public List<SnipEntry> Snips { get; } = [];

    public List<int> SnipDocuments { get; } = [];

    /// <summary>Where each passage stands; ascending.</summary>
    public List<int> PassageDocuments { get; } = [];

    /// <summary>Words that BM25 counts, by passage.</summary>
    public List<int> Lengths { get; } = [];

    /// <summary>Words that BM25 counts in all live passages together.</summary>
    public long TotalLength { get; private set; }

    public static DocumentTables Read(IndexReader reader)
    {
        var tables = new DocumentTables(reader.MaxDoc);
        foreach (var leaf in reader.Leaves) tables.Read(leaf);
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
        var passage = PassageDocuments.BinarySearch(document);
        return passage >= 0 ? passage : ~passage;
    }

    public int DocumentToSnip(int document) => _numbers[document] is < 0 and not Deleted ? ~_numbers[document] : -1;

    /// <summary>Marks every passage of a snip that has a marked one.</summary>
    public void SpreadToSnips(bool[] marked)
    {
        foreach (var snip in Snips)
        {
            var passages = marked.AsSpan(snip.FirstPassage, snip.PassageCount);
            if (passages.Contains(true)) passages.Fill(true);
        }
    }

    private void Read(AtomicReaderContext leaf)
    {
        var live = leaf.AtomicReader.LiveDocs;
        // Null where the part of the index has no passage.
        var passageValues = leaf.AtomicReader.GetBinaryDocValues(Fields.Passage);
        var snipValues = leaf.AtomicReader.GetBinaryDocValues(Fields.Snip);
        var ids = leaf.AtomicReader.GetBinaryDocValues(Fields.Id);
        var episodes = leaf.AtomicReader.GetBinaryDocValues(Fields.EpisodeKey);
        var value = new BytesRef();
        for (var document = 0; document < leaf.AtomicReader.MaxDoc; document++)
        {
            var number = leaf.DocBase + document;
            if (live is not null && !live.Get(document))
            {
                _numbers[number] = Deleted;
                continue;
            }

            passageValues?.Get(document, value);
            if (value.Length > 0)
            {
                _numbers[number] = Passages.Count;
                PassageDocuments.Add(number);
                var bytes = value.Bytes.AsSpan(value.Offset, value.Length);
                Lengths.Add(BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));
                TotalLength += Lengths[^1];
                Passages.Add(new PassageEntry(
                    Snips.Count,
                    BinaryPrimitives.ReadInt32LittleEndian(bytes),
                    BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
                    BinaryPrimitives.ReadUInt128LittleEndian(bytes[12..]),
                    bytes[28]));
                continue;
            }

            _numbers[number] = ~Snips.Count;
            SnipDocuments.Add(number);
            AddSnip(document, snipValues, ids, episodes);
        }
    }

    private void AddSnip(int document, BinaryDocValues snips, BinaryDocValues ids, BinaryDocValues episodes)
    {
        var value = new BytesRef();
        snips.Get(document, value);
        var bytes = value.Bytes.AsSpan(value.Offset, value.Length);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var start = ReadTime(bytes[4..]);
        var end = ReadTime(bytes[12..]);
        var day = BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]);
        var date = day > 0 ? DateOnly.FromDayNumber(day) : (DateOnly?)null;
        Snips.Add(new SnipEntry(ReadText(ids, document, value), ReadText(episodes, document, value), Passages.Count - count, count, start, end, date));
    }

    private static TimeSpan? ReadTime(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes) is >= 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static string ReadText(BinaryDocValues values, int document, BytesRef value)
    {
        values.Get(document, value);
        return Encoding.UTF8.GetString(value.Bytes, value.Offset, value.Length);
    }
}
