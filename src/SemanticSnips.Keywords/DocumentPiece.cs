using System.Buffers.Binary;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>Reads the live documents of a range into their places among all.</summary>
/// <remarks>A snip's passages stand before it, and may begin in the range before.</remarks>
internal sealed class DocumentPiece(DocumentRange range)
{
    /// <summary>What is read.</summary>
    public DocumentRange Range => range;

    /// <summary>Live passages in the range; known once they are counted, as the next.</summary>
    public int Passages { get; private set; }

    /// <summary>Live snips in the range.</summary>
    public int Snips { get; private set; }

    /// <summary>Counts the range's live documents, without reading them.</summary>
    public void Count()
    {
        var live = range.Leaf.AtomicReader.LiveDocs;
        var passages = range.Leaf.AtomicReader.GetDocsWithField(Fields.Passage); // null where the leaf has no passage
        for (var document = range.From; document < range.To; document++)
        {
            if (live is not null && !live.Get(document)) continue;
            if (passages?.Get(document) ?? false) Passages++;
            else Snips++;
        }
    }

    /// <summary>Reads the documents.</summary>
    /// <param name="passage">The number of the range's first passage.</param>
    /// <param name="snip">The number of its first snip.</param>
    /// <param name="addPassage">Receives document, number, length in words and entry of each passage.</param>
    /// <param name="addSnip">Receives document, number and entry of each snip.</param>
    public void Read(int passage, int snip, Action<int, int, int, PassageEntry> addPassage, Action<int, int, SnipEntry> addSnip)
    {
        // Values of one leaf are another object for each thread that asks for them.
        var leaf = range.Leaf.AtomicReader;
        var (live, isPassage, passages) = (leaf.LiveDocs, leaf.GetDocsWithField(Fields.Passage), leaf.GetBinaryDocValues(Fields.Passage));
        var (snips, ids, episodes) = (leaf.GetBinaryDocValues(Fields.Snip), leaf.GetBinaryDocValues(Fields.Id), leaf.GetBinaryDocValues(Fields.EpisodeKey));
        var (value, episode) = (new BytesRef(), "");
        for (var document = range.From; document < range.To; document++)
        {
            if (live is not null && !live.Get(document)) continue;
            if (isPassage?.Get(document) ?? false)
            {
                passages.Get(document, value);
                var (length, entry) = ReadPassage(value.Bytes.AsSpan(value.Offset, value.Length), snip);
                addPassage(range.Leaf.DocBase + document, passage++, length, entry);
                continue;
            }

            // Snips of one episode mostly stand together, and share its key.
            var id = ReadText(ids, document, value);
            if (ReadText(episodes, document, value) is var other && other != episode) episode = other;
            snips.Get(document, value);
            addSnip(range.Leaf.DocBase + document, snip++, ReadSnip(value.Bytes.AsSpan(value.Offset, value.Length), id, episode, passage));
        }
    }

    private static (int Length, PassageEntry Entry) ReadPassage(ReadOnlySpan<byte> bytes, int snip) => (
        BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
        new PassageEntry(
            BinaryPrimitives.ReadUInt128LittleEndian(bytes[12..]),
            snip,
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            bytes[28]));

    private static SnipEntry ReadSnip(ReadOnlySpan<byte> bytes, string id, string episode, int passagesBefore)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var day = BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]);
        return new SnipEntry(
            id, episode, passagesBefore - count, count, ReadTime(bytes[4..]), ReadTime(bytes[12..]), day > 0 ? DateOnly.FromDayNumber(day) : null);
    }

    private static TimeSpan? ReadTime(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes) is >= 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static string ReadText(BinaryDocValues values, int document, BytesRef value)
    {
        values.Get(document, value);
        return Encoding.UTF8.GetString(value.Bytes, value.Offset, value.Length);
    }
}
