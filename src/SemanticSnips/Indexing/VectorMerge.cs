using System.Collections;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>Keeps vector segments few while they come in small ones.</summary>
internal static class VectorMerge
{
    /// <summary>The segments with one more, which takes those before it in as long as they are no larger than what it has become.</summary>
    /// <remarks>As a binary counter carries: n batches leave at most log2(n) + 1 segments, and a vector is written at most so many times.</remarks>
    public static IReadOnlyList<VectorSegmentInfo> Add(string folder, int dimensions, IReadOnlyList<VectorSegmentInfo> segments, VectorSegmentInfo added)
    {
        var (kept, rows) = (segments.Count, added.Rows);
        while (kept > 0 && segments[kept - 1].Rows <= rows) rows += segments[--kept].Rows;
        if (kept == segments.Count) return [.. segments, added];
        using var store = VectorStore.Open(folder, dimensions, [.. segments.Skip(kept), added]);
        return [.. segments.Take(kept), Write(folder, store, _ => true)];
    }

    /// <summary>Writes one segment of a store's rows: of each key the row that a look-up finds, where it is wanted.</summary>
    public static VectorSegmentInfo Write(string folder, VectorStore store, Func<UInt128, bool> isWanted)
    {
        var rows = Enumerable.Range(0, store.Count)
            .Where(r => isWanted(store.KeyOf(r)) && store.TryFindRow(store.KeyOf(r), out var found) && found == r).ToList();
        return VectorSegmentWriter.Write(folder, store.Dimensions, rows.ConvertAll(store.KeyOf), new Rows(store, rows));
    }

    /// <summary>Vectors that are copied when they are asked for, so that not all are in memory at once.</summary>
    private sealed class Rows(VectorStore store, List<int> rows) : IReadOnlyList<float[]>
    {
        public int Count => rows.Count;

        public float[] this[int index] => store.VectorOf(rows[index]);

        public IEnumerator<float[]> GetEnumerator() => rows.Select(store.VectorOf).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
