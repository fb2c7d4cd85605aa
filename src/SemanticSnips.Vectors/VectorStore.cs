using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SemanticSnips.Vectors;

/// <summary>Unit vectors in immutable segments, mapped into memory: look-up by key, exact scores and exact nearest rows.</summary>
/// <remarks>
/// Rows are numbered from 0 in the order of the segments, and within one in the order of writing. Which rows are live is
/// not the store's business: callers pass a <see cref="RowBitmap"/>.
/// <para>
/// Thread-safe. Disposing while another thread scans is safe: the files are unmapped when the last scan ends, and later
/// calls throw <see cref="ObjectDisposedException"/>. What is returned is the caller's own; nothing points into the mapped files.
/// </para>
/// <code>
/// var info = VectorSegmentWriter.Write(folder, 384, keys, vectors);
/// using var store = VectorStore.Open(folder, 384, [info]);
/// foreach (var (row, cosine) in store.Top(query, 10)) Console.WriteLine($"{cosine:0.000} {store.KeyOf(row)}");
/// </code>
/// </remarks>
internal sealed partial class VectorStore : IDisposable
{
    /// <summary>Few is one key in so many rows.</summary>
    private const int FewShare = 8;

    private readonly VectorSegments _segments;
    private readonly Lazy<KeyTable> _keys;

    private VectorStore(VectorSegments segments)
    {
        _segments = segments;
        _keys = new Lazy<KeyTable>(() => new KeyTable(segments));
        _sketch = new Lazy<SignSketch>(() => SignSketch.Build(segments));
    }

    /// <summary>Number of rows in all segments.</summary>
    public int Count => _segments.Count;

    /// <summary>Floats a vector.</summary>
    public int Dimensions => _segments.Dimensions;

    /// <summary>The rows in place, for who holds them.</summary>
    internal VectorSegments Segments => _segments;

    /// <summary>Opens exactly the segments that are named, after verifying size, header and checksum of each. Makes and changes nothing.</summary>
    /// <param name="folder">Where the segments are.</param>
    /// <param name="dimensions">Floats a vector, as the index's model has.</param>
    /// <param name="segments">Oldest first: their rows follow each other in this order. May be empty.</param>
    /// <param name="readsAll">Verify the content of every segment; by default only of those whose file changed since it was written.</param>
    /// <exception cref="VectorFormatException">A segment is missing, truncated, damaged, of another format version, or has other rows or dimensions than
    /// expected.</exception>
    /// <exception cref="IOException">The system refuses to read.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses to read.</exception>
    public static VectorStore Open(string folder, int dimensions, IReadOnlyList<VectorSegmentInfo> segments, bool readsAll = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        var opened = new List<VectorSegment>(segments.Count);
        try
        {
            foreach (var info in segments)
            {
                if (info.Dimensions != dimensions)
                    throw new VectorFormatException(
                        Path.Combine(folder, info.File), $"vectors of {info.Dimensions} dimensions", $"{dimensions} dimensions, as the index's model has");
                opened.Add(VectorSegment.Open(folder, info, readsAll));
            }

            return new VectorStore(new VectorSegments([.. opened], dimensions));
        }
        catch
        {
            foreach (var segment in opened) segment.Dispose();
            throw;
        }
    }

    /// <summary>Finds the row with a key. If several have it, the newest wins: the last row of the last segment.</summary>
    /// <param name="key">The content key.</param>
    /// <param name="row">The row; -1 where there is none.</param>
    /// <remarks>The first call builds a hash table over all keys: some tens of milliseconds for a million rows.</remarks>
    public bool TryFindRow(UInt128 key, out int row)
    {
        using var hold = _segments.Use();
        return _keys.Value.TryFind(key, out row);
    }

    /// <summary>The row of each of many keys.</summary>
    /// <param name="count">How many keys there are.</param>
    /// <param name="keyOf">The key of a number below that.</param>
    /// <returns>A row that has the key, or -1.</returns>
    /// <remarks>
    /// Most keys come in the order in which their rows were written, and then each is found where the one before leads to. Only the others are looked for:
    /// a few of them all at once, in one walk over the rows; many as <see cref="TryFindRow"/> does, whose table they pay for.
    /// </remarks>
    public int[] FindRows(int count, Func<int, UInt128> keyOf)
    {
        using var hold = _segments.Use();
        var (rows, expected, others) = (new int[count], 0, new List<int>());
        for (var i = 0; i < count; i++)
        {
            rows[i] = expected < Count && _segments.KeyOf(expected) == keyOf(i) ? expected++ : -1;
            if (rows[i] < 0) others.Add(i);
        }

        if (others.Count <= Count / FewShare)
        {
            var found = Find(others.Select(keyOf));
            foreach (var i in others) rows[i] = found[keyOf(i)];
        }
        else if (Count > 0)
        {
            foreach (var i in others) _keys.Value.TryFind(keyOf(i), out rows[i]);
        }

        return rows;
    }

    /// <summary>The content key of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public UInt128 KeyOf(int row)
    {
        CheckRow(row);
        using var hold = _segments.Use();
        return _segments.KeyOf(row);
    }

    /// <summary>A copy of the vector of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public float[] VectorOf(int row)
    {
        var vector = new float[Dimensions];
        CopyVector(row, vector);
        return vector;
    }

    /// <summary>Copies the vector of a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1.</param>
    /// <param name="into">Receives it; <see cref="Dimensions"/> floats.</param>
    /// <exception cref="ArgumentException">There is room for another number of floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public void CopyVector(int row, Span<float> into)
    {
        CheckRow(row);
        if (into.Length != Dimensions)
            throw new ArgumentException($"There is room for {into.Length} floats, expected {Dimensions}, as a vector has.", nameof(into));
        using var hold = _segments.Use();
        _segments.VectorOf(row).CopyTo(into);
    }

    /// <summary>Unmaps the segments, at once or as soon as the last scan on another thread has ended.</summary>
    public void Dispose() => _segments.Dispose();

    /// <summary>The last row of each key, or -1.</summary>
    private Dictionary<UInt128, int> Find(IEnumerable<UInt128> keys)
    {
        var found = new Dictionary<UInt128, int>();
        foreach (var key in keys) found[key] = -1;
        if (found.Count == 0) return found;
        var row = 0;
        foreach (var segment in _segments.All)
        {
            foreach (var key in segment.Keys)
            {
                ref var last = ref CollectionsMarshal.GetValueRefOrNullRef(found, key);
                if (!Unsafe.IsNullRef(ref last)) last = row;
                row++;
            }
        }

        return found;
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"The store has rows 0 to {Count - 1}.");
    }
}
