using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace SemanticSnips.Transcripts.Sources;

/// <summary>Reads ZIP entries in memory. Nothing is unpacked to disk, so entry names are only ever shown.</summary>
internal static class ZipSources
{
    private const int EndRecordLength = 22;

    // So much is unpacked at once, whatever it comes from.
    private const long HarmlessBytes = 64 << 20;

    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8);

    public static bool IsZip(Stream stream)
    {
        Span<byte> start = stackalloc byte[4];
        var read = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        stream.Position = 0;
        return IsZip(start[..read]);
    }

    /// <summary>One item an entry, in ordinal order of their names. Owns the stream.</summary>
    public static IEnumerable<RawSource> Read(string file, Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        using (stream)
        {
            using var archive = Open(stream, limits, out var trouble);
            if (archive is null)
            {
                yield return RawSource.Skip(file, trouble);
                yield break;
            }

            var overlapping = ZipLayout.FindOverlaps(stream, archive.Entries.Count);
            var mostUnpacked = Math.Min(limits.MaxArchiveBytes, Math.Max(HarmlessBytes, stream.Length * limits.MaxRatio));
            var unpacked = 0L;
            var entries = archive.Entries.Select((entry, index) => (Entry: entry, Index: index)).Where(item => IsVisibleFile(item.Entry));
            foreach (var (entry, index) in entries.OrderBy(item => item.Entry.FullName, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var raw = overlapping.Contains(index)
                    ? RawSource.Skip(file + "!" + entry.FullName, "Its bytes are those of another entry, as in hostile archives only.")
                    : Read(file + "!" + entry.FullName, entry, limits, unpacked, mostUnpacked);
                unpacked += raw.Bytes.Length;
                var folder = Path.GetFileName(Path.GetDirectoryName(entry.FullName.Replace('\\', '/')));
                yield return raw with { Name = entry.Name, Folder = string.IsNullOrEmpty(folder) ? Path.GetFileNameWithoutExtension(file) : folder };
            }
        }
    }

    private static bool IsVisibleFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) &&
        !entry.FullName.Split('/', '\\').Any(part => part.StartsWith('.') && part is not ("." or ".."));

    private static ZipArchive? Open(Stream stream, ReadLimits limits, out string trouble)
    {
        trouble = "";
        try
        {
            if (stream.Length > limits.MaxArchiveBytes)
            {
                trouble = RawSource.TooLarge(stream.Length, limits.MaxArchiveBytes);
            }
            else if (CountEntries(stream) is var count && count > limits.MaxEntries)
            {
                trouble = $"The archive has {(count == ushort.MaxValue ? "65,535 or more" : $"{count:N0}")} entries; more than {limits.MaxEntries:N0} are " +
                    $"not read. Unpack it and index the folder.";
            }
            else
            {
                var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                _ = archive.Entries.Count; // Reads the directory, so that damage shows here.
                return archive;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or OverflowException)
        {
            trouble = $"The archive is damaged: {e.Message}";
        }

        return null;
    }

    /// <summary>What the end record says before anything is allocated for the entries; 65,535 means "that or more". 0 where there is no such record.</summary>
    private static int CountEntries(Stream stream)
    {
        var tail = new byte[Math.Min(stream.Length, EndRecordLength + ushort.MaxValue)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        stream.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        return at < 0 || tail.Length - at < EndRecordLength ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
    }

    private static RawSource Read(string file, ZipArchiveEntry entry, ReadLimits limits, long unpacked, long mostUnpacked)
    {
        if (entry.IsEncrypted) return RawSource.Skip(file, "The entry is encrypted. Unpack the archive with its password and index the folder.");
        if (entry.Length > limits.MaxBytes) return RawSource.Skip(file, RawSource.TooLarge(entry.Length, limits.MaxBytes));
        if (unpacked + entry.Length > mostUnpacked)
            return RawSource.Skip(file, $"The archive unpacks to more than {mostUnpacked:N0} bytes; this entry is not read. Unpack it and index the folder.");
        // Below a megabyte nothing can hurt, and a short repetitive text may well pack as tightly.
        if (entry.Length > 1 << 20 && entry.Length / Math.Max(entry.CompressedLength, 1) > limits.MaxRatio)
            return RawSource.Skip(file, $"The entry unpacks to more than {limits.MaxRatio} times its packed size, as only hostile archives do.");
        try
        {
            var bytes = new byte[entry.Length];
            using var stream = entry.Open();
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count < bytes.Length || stream.ReadByte() >= 0)
                return RawSource.Skip(
                    file, $"The entry is damaged: it says it has {entry.Length:N0} bytes and has {(count < bytes.Length ? $"{count:N0}" : "more")}.");
            if (Crc32.HashToUInt32(bytes) != entry.Crc32) return RawSource.Skip(file, "The entry is damaged: its checksum is another than the archive says.");
            if (IsZip(bytes)) return RawSource.Skip(file, "It is an archive inside an archive. Unpack it and index the folder.");
            return new RawSource(file, bytes, entry.LastWriteTime);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            return RawSource.Skip(file, $"The entry cannot be unpacked: {e.Message}");
        }
    }
}
