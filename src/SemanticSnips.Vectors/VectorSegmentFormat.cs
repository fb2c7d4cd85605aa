using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SemanticSnips.Vectors;

/// <summary>Format version 1 of a vector segment: the layout, and where each block begins.</summary>
/// <remarks>
/// All numbers are little-endian.
/// <code>
/// offset            bytes                  what
/// 0                 8                      magic, the ASCII characters "SnipVecs"
/// 8                 4                      format version, unsigned: 1
/// 12                4                      dimensions, unsigned: 1 to 65,536
/// 16                8                      rows, unsigned: 0 to 2^31 - 1
/// 24                40                     reserved, zero
/// 64                16 x rows              keys, unsigned 128-bit, in row order
/// (next multiple of 64, filled with zeros)
///                   4 x dimensions x rows  vectors, IEEE 754 binary32, unit length, in row order
/// (directly after)  8                      XXH3-64 (seed 0) of all bytes before
/// </code>
/// A file ends there: a longer one is refused like a shorter one. Vectors begin at a multiple of 64 bytes, so that a
/// mapped segment is read with aligned loads whenever the dimensions are a multiple of 16.
/// </remarks>
internal static partial class VectorSegmentFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 64;
    public const int KeyBytes = 16;
    public const int ChecksumBytes = 8;
    public const int Alignment = 64;
    public const int MaxDimensions = 65_536;

    public static ReadOnlySpan<byte> Magic => "SnipVecs"u8;

    public static long VectorsOffset(long rows) => (HeaderBytes + (rows * KeyBytes) + Alignment - 1) / Alignment * Alignment;

    public static long ChecksumOffset(long rows, int dimensions) => VectorsOffset(rows) + (rows * dimensions * sizeof(float));

    public static long FileBytes(long rows, int dimensions) => ChecksumOffset(rows, dimensions) + ChecksumBytes;

    public static string FileName(ulong checksum) => $"v-{checksum:x16}.vec";

    /// <summary>Whether a segment, or one that is being written, may have a name.</summary>
    public static bool IsFileName(string name) => OwnName().IsMatch(name);

    public static byte[] Header(int dimensions, int rows)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), (uint)dimensions);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)rows);
        return header;
    }

    /// <summary>The checksum in a segment's name; false for any other name.</summary>
    public static bool TryReadFileName(string name, out ulong checksum)
    {
        checksum = 0;
        return name.StartsWith("v-", StringComparison.Ordinal) && IsFileName(name)
            && ulong.TryParse(name.AsSpan(2, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out checksum);
    }

    /// <summary>Rows and dimensions as a header says them; false where it is no header of this version.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out (int Rows, int Dimensions) size)
    {
        size = default;
        if (!header.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != Version) return false;
        var dimensions = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        var rows = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        if (dimensions is 0 or > MaxDimensions || rows > int.MaxValue) return false;
        size = ((int)rows, (int)dimensions);
        return true;
    }

    /// <summary>Refuses a header that is not exactly the one this segment must have.</summary>
    public static void CheckHeader(ReadOnlySpan<byte> header, string path, VectorSegmentInfo expected)
    {
        if (!header.StartsWith(Magic))
            throw new VectorFormatException(path, $"the first bytes {Convert.ToHexString(header[..8])}", $"{Convert.ToHexString(Magic)} (a vector segment)");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (version != Version) throw new VectorFormatException(path, $"format version {version}", $"version {Version}");
        var dimensions = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (dimensions != (uint)expected.Dimensions)
            throw new VectorFormatException(path, $"vectors of {dimensions} dimensions", $"{expected.Dimensions} dimensions, as the index's model has");
        var rows = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        if (rows != (ulong)expected.Rows) throw new VectorFormatException(path, $"{rows} rows", $"{expected.Rows} rows, as the commit says");
    }

    /// <summary>The blocks are read and written in place, so a big-endian processor would mistake every number.</summary>
    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Vector segments are little-endian and are read in place; this processor is big-endian.");
    }

    [GeneratedRegex("^(v-[0-9a-f]{16}\\.vec|[0-9a-f]{32}\\.vec\\.tmp)$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();
}
