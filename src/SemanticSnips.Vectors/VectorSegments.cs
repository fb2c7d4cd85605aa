using System.Runtime.InteropServices;

namespace SemanticSnips.Vectors;

/// <summary>The segments of a store as one run of rows, and the life of their mappings.</summary>
/// <remarks>
/// A safe handle, because its reference count does what a store must: whoever scans holds a reference, so that
/// disposing during a scan unmaps the files only after it.
/// </remarks>
internal sealed class VectorSegments : SafeHandle
{
    private readonly VectorSegment[] _segments;
    private readonly int[] _firstRows;
    private volatile bool _disposed;

    public VectorSegments(VectorSegment[] segments, int dimensions) : base(0, ownsHandle: true)
    {
        _segments = segments;
        _firstRows = new int[segments.Length];
        Dimensions = dimensions;
        for (var i = 0; i < segments.Length; i++)
        {
            _firstRows[i] = Count;
            Count = checked(Count + segments[i].Info.Rows);
        }

        SetHandle(1);
    }

    public int Count { get; }

    public int Dimensions { get; }

    public override bool IsInvalid => handle == 0;

    public ReadOnlySpan<VectorSegment> All => _segments;

    public UInt128 KeyOf(int row) => Find(row, out var local).Keys[local];

    public ReadOnlySpan<float> VectorOf(int row) => Find(row, out var local).Vector(local);

    /// <summary>Keeps the mappings alive until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public Hold Use() => new(this);

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

    protected override void Dispose(bool disposing)
    {
        // A safe handle gives out references until its count is zero, even when disposed: scans that overlap
        // without a pause would keep it open for ever.
        _disposed = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        foreach (var segment in _segments) segment.Dispose();
        return true;
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

    public readonly ref struct Hold
    {
        private readonly VectorSegments _segments;

        public Hold(VectorSegments segments)
        {
            ObjectDisposedException.ThrowIf(segments._disposed, typeof(VectorStore));
            var added = false;
            segments.DangerousAddRef(ref added);
            _segments = segments;
        }

        public void Dispose() => _segments.DangerousRelease();
    }
}
