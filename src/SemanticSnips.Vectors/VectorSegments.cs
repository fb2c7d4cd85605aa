using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SemanticSnips.Lifetimes;

namespace SemanticSnips.Vectors;

/// <summary>The segments of a store as one run of rows, and the life of their mappings: whoever scans holds them, so that disposing unmaps the files only after
/// the scan.</summary>
internal sealed class VectorSegments : CountedHandle
{
    private const int CacheLine = 64;

    private readonly VectorSegment[] _segments;
    private readonly int[] _firstRows;

    public VectorSegments(VectorSegment[] segments, int dimensions) : base(typeof(VectorStore))
    {
        _segments = segments;
        _firstRows = new int[segments.Length];
        Dimensions = dimensions;
        for (var i = 0; i < segments.Length; i++)
        {
            _firstRows[i] = Count;
            Count = checked(Count + segments[i].Info.Rows);
        }
    }

    public int Count { get; }

    public int Dimensions { get; }

    public ReadOnlySpan<VectorSegment> All => _segments;

    public UInt128 KeyOf(int row) => Find(row, out var local).Keys[local];

    /// <summary>In the mapping: for as long as the segments are held.</summary>
    public ReadOnlySpan<float> VectorOf(int row) => Find(row, out var local).Vector(local);

    /// <summary>Has a row's floats fetched from memory, without waiting for them.</summary>
    public unsafe void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        var bytes = MemoryMarshal.AsBytes(VectorOf(row));
        var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)); // of the mapping, which never moves
        for (var i = 0; i < bytes.Length; i += CacheLine) Sse.Prefetch0(start + i);
    }

    /// <summary>Scores the rows from <paramref name="firstRow"/> on, as many as there is room for.</summary>
    public void Score(ReadOnlySpan<float> query, int firstRow, Span<float> cosines)
    {
        while (cosines.Length > 0)
        {
            var segment = Find(firstRow, out var local);
            var count = Math.Min(cosines.Length, segment.Info.Rows - local);
            DotProduct.Rows(query, segment.Vectors(local, count), cosines[..count]);
            cosines = cosines[count..];
            firstRow += count;
        }
    }

    protected override void Free()
    {
        foreach (var segment in _segments) segment.Dispose();
    }

    private VectorSegment Find(int row, out int local)
    {
        var at = Array.BinarySearch(_firstRows, row);
        if (at < 0) at = ~at - 1;
        // Segments without rows share their first row with the next one; the search may land on any of them.
        while (row - _firstRows[at] >= _segments[at].Info.Rows) at++;
        local = row - _firstRows[at];
        return _segments[at];
    }
}
