using System.Buffers.Binary;

namespace SemanticSnips.Transcripts.Sources;

/// <summary>Where the entries of a ZIP lie. Honest archives hold each byte for one entry; what names the same bytes twice multiplies the work.</summary>
internal static class ZipLayout
{
    private const int EndLength = 22;
    private const int DirectoryEntryLength = 46;
    private const int LocalHeaderLength = 30;

    /// <summary>The numbers, in the directory's order, of entries whose bytes belong to one that begins before them; of two at one place the first owns
    /// it.</summary>
    /// <param name="stream">A ZIP whose directory can be read; its position is kept.</param>
    /// <param name="count">How many entries the directory has.</param>
    public static IReadOnlySet<int> FindOverlaps(Stream stream, int count)
    {
        var position = stream.Position;
        try
        {
            var overlaps = new HashSet<int>();
            var end = 0L;
            foreach (var (index, from, to) in Spans(stream, count).OrderBy(span => span.From).ThenBy(span => span.Index))
            {
                if (from < end) overlaps.Add(index);
                else end = to;
            }

            return overlaps;
        }
        finally
        {
            stream.Position = position;
        }
    }

    private static List<(int Index, long From, long To)> Spans(Stream stream, int count)
    {
        var spans = new List<(int, long, long)>();
        var tail = new byte[Math.Min(stream.Length, EndLength + ushort.MaxValue)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndLength) return spans;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        // An archive of four gigabytes says where its directory is elsewhere; so large a one is not read at all.
        if (start >= stream.Length) return spans;
        var directory = new byte[Math.Min(stream.Length - start, int.MaxValue / 2)];
        stream.Position = start;
        stream.ReadExactly(directory);
        ReadOnlySpan<byte> rest = directory;
        for (var i = 0; i < count && rest.Length >= DirectoryEntryLength && rest.StartsWith("PK\x01\x02"u8); i++)
        {
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(rest[20..]);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(rest[30..]),
                comment = BinaryPrimitives.ReadUInt16LittleEndian(rest[32..]);
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(rest[42..]);
            var length = DirectoryEntryLength + name + extra + comment;
            // Sizes beyond 32 bits stand elsewhere; such an entry is larger than what is read.
            spans.Add((i, offset, offset + LocalHeaderLength + name + (packed == uint.MaxValue ? 0 : packed)));
            if (length > rest.Length) break;
            rest = rest[length..];
        }

        return spans;
    }
}
