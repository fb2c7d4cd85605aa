using System.Buffers.Binary;
using System.IO.Hashing;

namespace SemanticSnips.Keywords;

/// <summary>Verifies the CRC-32 that Lucene writes at the end of each file.</summary>
/// <remarks>Lucene itself checks the large files only when it merges them, and at a third of a gigabyte a second.</remarks>
internal static class Checksums
{
    private const int FooterBytes = 16;
    private const int BufferBytes = 1 << 20;

    /// <summary>Reads the files of a commit that a reader has opened, but for those that are as their stamps say.</summary>
    /// <exception cref="InvalidDataException">A file is not what was written.</exception>
    public static void Verify(string folder, IEnumerable<string> files, FileStamps stamps)
    {
        var buffer = new byte[BufferBytes];
        foreach (var path in files.Select(f => Path.Combine(folder, f)))
        {
            // A compound file has no checksum of its own; the writer makes none.
            if (!path.EndsWith(".cfs", StringComparison.Ordinal) && !stamps.Holds(path)) Verify(path, buffer);
        }
    }

    private static void Verify(string path, byte[] buffer)
    {
        using var file = TryOpen(path);
        if (file is null) return;
        if (file.Length < FooterBytes) throw new InvalidDataException($"'{path}' has {file.Length} bytes, expected {FooterBytes} or more. It is truncated.");

        var hash = new Crc32();
        for (var left = file.Length - sizeof(long); left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(part);
            hash.Append(part);
            left -= part.Length;
        }

        Span<byte> stored = stackalloc byte[sizeof(long)];
        file.ReadExactly(stored);
        var expected = BinaryPrimitives.ReadInt64BigEndian(stored);
        if (expected != hash.GetCurrentHashAsUInt32())
        {
            throw new InvalidDataException(
                $"'{path}' ends with the checksum {expected:x8}, but its content has {hash.GetCurrentHashAsUInt32():x8}. It is damaged.");
        }
    }

    /// <summary>Null where a writer has deleted the file since the reader opened it: there is a newer commit, and nothing is amiss.</summary>
    private static FileStream? TryOpen(string path)
    {
        try
        {
            if (RegularFilesDirectory.HoldsNothing(path)) throw new InvalidDataException($"'{path}' is empty. It is truncated.");
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
