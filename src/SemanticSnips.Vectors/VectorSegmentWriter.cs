using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace SemanticSnips.Vectors;

/// <summary>Writes immutable vector segments.</summary>
/// <remarks>Thread-safe: any number of segments may be written into one folder at once.</remarks>
internal static class VectorSegmentWriter
{
    /// <summary>How far a squared length may be from 1. Far above what rounding in float32 or a model's runtime leaves, far below an unnormalised
    /// vector.</summary>
    internal const float UnitTolerance = 1e-3f;

    /// <summary>
    /// Writes one segment: into a temporary file that is flushed to the disk, then renamed, so that under its final name a
    /// segment is always whole. A crash leaves at most a file that ends in <c>.tmp</c>.
    /// </summary>
    /// <param name="folder">Where to write; created when absent.</param>
    /// <param name="dimensions">Floats a vector, 1 to 65,536.</param>
    /// <param name="keys">One content key a row. Duplicates are allowed; a look-up finds the last.</param>
    /// <param name="vectors">One unit vector a row, in the order of <paramref name="keys"/>. Read during the call only.</param>
    /// <returns>What <see cref="VectorStore.Open"/> needs in order to find and verify the segment.</returns>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    /// <exception cref="VectorFormatException">A vector has another number of dimensions, contains NaN or infinity, or is not of unit length. Nothing is
    /// written.</exception>
    /// <remarks>The name depends on the content alone. If the same content is there already and whole, it is kept; if damaged, it is replaced.</remarks>
    public static VectorSegmentInfo Write(string folder, int dimensions, IReadOnlyList<UInt128> keys, IReadOnlyList<float[]> vectors)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, VectorSegmentFormat.MaxDimensions);
        if (keys.Count != vectors.Count)
            throw new ArgumentException($"There are {keys.Count} keys for {vectors.Count} vectors; each row needs one of both.", nameof(vectors));
        VectorSegmentFormat.RequireLittleEndian();
        for (var row = 0; row < vectors.Count; row++) CheckVector(vectors[row], dimensions, row);

        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.vec.tmp");
        try
        {
            var info = WriteFile(temporary, dimensions, keys, vectors);
            var path = Path.Combine(folder, info.File);
            if (!IsWhole(folder, info)) File.Move(temporary, path, overwrite: true);
            DirectoryFlush.ToDisk(folder);
            return info with { WrittenTicks = File.GetLastWriteTimeUtc(path).Ticks };
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static VectorSegmentInfo WriteFile(string path, int dimensions, IReadOnlyList<UInt128> keys, IReadOnlyList<float[]> vectors)
    {
        var hash = new XxHash3();
        // Shared, so that whoever looks at the folder meanwhile is neither refused nor in the way.
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 20);

        void Append(ReadOnlySpan<byte> bytes)
        {
            hash.Append(bytes);
            file.Write(bytes);
        }

        Append(VectorSegmentFormat.Header(dimensions, keys.Count));
        foreach (var key in keys) Append(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in key)));
        var padding = VectorSegmentFormat.VectorsOffset(keys.Count) - VectorSegmentFormat.HeaderBytes - ((long)keys.Count * VectorSegmentFormat.KeyBytes);
        Append(new byte[padding]);
        foreach (var vector in vectors) Append(MemoryMarshal.AsBytes(vector.AsSpan()));
        var checksum = hash.GetCurrentHashAsUInt64();
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in checksum)));
        file.Flush(flushToDisk: true);
        return new VectorSegmentInfo(VectorSegmentFormat.FileName(checksum), keys.Count, dimensions, checksum);
    }

    /// <summary>Whether a file is one that this class made, by its name and by how it begins. What a crash left empty or full of zeros is.</summary>
    /// <param name="path">A file.</param>
    public static bool IsOwn(string path)
    {
        if (!VectorSegmentFormat.IsFileName(Path.GetFileName(path))) return false;
        try
        {
            using var file = SegmentFile.TryOpen(path, FileShare.ReadWrite | FileShare.Delete);
            if (file is null) return true;
            Span<byte> start = stackalloc byte[VectorSegmentFormat.Magic.Length];
            var read = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            return VectorSegmentFormat.Magic.StartsWith(read) || !read.ContainsAnyExcept((byte)0);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static bool IsWhole(string folder, VectorSegmentInfo info)
    {
        if (!File.Exists(Path.Combine(folder, info.File))) return false;
        try
        {
            using var segment = VectorSegment.Open(folder, info, readsAll: true);
            return true;
        }
        catch (VectorFormatException)
        {
            return false;
        }
    }

    private static void CheckVector(float[]? vector, int dimensions, int row)
    {
        const string NotWritten = "Nothing was written; check the model that made the vector.";
        if (vector?.Length != dimensions)
            throw new VectorFormatException($"The vector of row {row} has {vector?.Length ?? 0} dimensions, expected {dimensions}. {NotWritten}");
        var squaredLength = DotProduct.Compute(vector, vector);
        if (!float.IsFinite(squaredLength))
            throw new VectorFormatException(
                $"The vector of row {row} contains NaN, infinity or a number too large to square; expected a unit vector. {NotWritten}");
        if (MathF.Abs(squaredLength - 1) > UnitTolerance)
            throw new VectorFormatException($"The vector of row {row} has the length {MathF.Sqrt(squaredLength):0.######}, expected 1. {NotWritten}");
    }
}
