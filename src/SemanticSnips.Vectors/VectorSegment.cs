using System.IO.Hashing;
using System.IO.MemoryMappedFiles;

namespace SemanticSnips.Vectors;

/// <summary>One segment, verified and mapped into memory. Its spans point into the mapping and die with it.</summary>
internal sealed unsafe class VectorSegment : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly float* _vectors;

    private VectorSegment(MemoryMappedFile file, VectorSegmentInfo info)
    {
        _file = file;
        Info = info;
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _vectors = (float*)(_start + VectorSegmentFormat.VectorsOffset(info.Rows));
    }

    public VectorSegmentInfo Info { get; }

    public ReadOnlySpan<UInt128> Keys => new(_start + VectorSegmentFormat.HeaderBytes, Info.Rows);

    public ReadOnlySpan<float> Vector(int row) => Vectors(row, 1);

    /// <summary>The floats of <paramref name="count"/> consecutive rows; rows that are too many for one span are refused by the checked product.</summary>
    public ReadOnlySpan<float> Vectors(int row, int count) => new(_vectors + ((long)row * Info.Dimensions), checked(count * Info.Dimensions));

    /// <summary>What a commit would say of a segment's file, by its name and its header; null where these are not a segment's.</summary>
    public static VectorSegmentInfo? TryIdentify(string path)
    {
        if (!VectorSegmentFormat.TryReadFileName(Path.GetFileName(path), out var checksum)) return null;
        using var file = SegmentFile.TryOpen(path, FileShare.Read | FileShare.Delete);
        if (file is null) return null;
        Span<byte> header = stackalloc byte[VectorSegmentFormat.HeaderBytes];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && VectorSegmentFormat.TryReadHeader(header, out var size)
            ? new VectorSegmentInfo(Path.GetFileName(path), size.Rows, size.Dimensions, checksum)
            : null;
    }

    /// <summary>Maps the file after its length, header and checksum have proved to be those of <paramref name="info"/>.</summary>
    /// <remarks>The checksum at the file's end is always compared, that of its content only where <paramref name="readsAll"/> asks for it or the file's time is
    /// another than when it was written.</remarks>
    public static VectorSegment Open(string folder, VectorSegmentInfo info, bool readsAll = false)
    {
        VectorSegmentFormat.RequireLittleEndian();
        var path = Path.Combine(folder, info.File);
        if (info.File != Path.GetFileName(info.File) || info.Rows < 0)
            throw new VectorFormatException(path, $"a segment named '{info.File}' of {info.Rows} rows", "a file name without a folder, and 0 rows or more");

        FileStream file;
        try
        {
            file = SegmentFile.TryOpen(path, FileShare.Read | FileShare.Delete)
                ?? throw new VectorFormatException(path, "0 bytes (truncated, or a pipe, device or socket)", "a vector segment that the index's commit names");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VectorFormatException($"{path}: found no such file, expected a vector segment that the index's commit names.", e) { IsMissing = true };
        }

        using (file)
        {
            CheckEnvelope(file, path, info);
            var segment = new VectorSegment(
                MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true), info);
            try
            {
                segment.CheckContent(path, readsAll || !IsAsWritten(path, info));
                return segment;
            }
            catch
            {
                segment.Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        if (_view.SafeMemoryMappedViewHandle.IsClosed) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static void CheckEnvelope(FileStream file, string path, VectorSegmentInfo info)
    {
        if (file.Length < VectorSegmentFormat.HeaderBytes + VectorSegmentFormat.ChecksumBytes)
            throw new VectorFormatException(
                path, $"{file.Length} bytes (truncated)", $"at least {VectorSegmentFormat.HeaderBytes + VectorSegmentFormat.ChecksumBytes}");
        Span<byte> header = stackalloc byte[VectorSegmentFormat.HeaderBytes];
        file.ReadExactly(header);
        VectorSegmentFormat.CheckHeader(header, path, info);
        var expected = VectorSegmentFormat.FileBytes(info.Rows, info.Dimensions);
        if (file.Length != expected)
            throw new VectorFormatException(path, $"{file.Length} bytes ({(file.Length < expected ? "truncated" : "too long")})",
                $"{expected} bytes for {info.Rows} rows of {info.Dimensions} dimensions");
    }

    private static bool IsAsWritten(string path, VectorSegmentInfo info) => info.WrittenTicks != 0 && File.GetLastWriteTimeUtc(path).Ticks == info.WrittenTicks;

    private void CheckContent(string path, bool readsAll)
    {
        var end = VectorSegmentFormat.ChecksumOffset(Info.Rows, Info.Dimensions);
        var stored = *(ulong*)(_start + end);
        if (stored != Info.Checksum)
            throw new VectorFormatException(path, $"the checksum {stored:x16} at the end of the file", $"{Info.Checksum:x16}, as the commit says");
        if (!readsAll) return;
        var hash = new XxHash3();
        const long Piece = 1 << 30; // a span counts in int
        for (long offset = 0; offset < end; offset += Piece) hash.Append(new ReadOnlySpan<byte>(_start + offset, (int)Math.Min(Piece, end - offset)));
        var actual = hash.GetCurrentHashAsUInt64();
        if (actual != Info.Checksum) throw new VectorFormatException(path, $"content with the checksum {actual:x16} (damaged)", $"{Info.Checksum:x16}");
    }
}
