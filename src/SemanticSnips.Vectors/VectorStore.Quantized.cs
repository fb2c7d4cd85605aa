using System.Numerics;

namespace SemanticSnips.Vectors;

internal sealed partial class VectorStore
{
    // Rows that the one-bit sketch passes on to the floats: so many a wanted row, and so many times the square root of the
    // store's rows. Measured on bge-small passages, 5,000 to 26,000 of them, 16 and 4 still find all of the ten nearest.
    private const int SketchOversampling = 96;
    private const int SketchRootShare = 8;

    private readonly Lazy<SignSketch> _sketch;

    /// <summary>
    /// The rows nearest to a query, nearly: a sketch of one bit a float proposes candidates among all rows, and exact floats
    /// order those. By cosine descending, then by row ascending.
    /// </summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="count">At most so many rows.</param>
    /// <param name="allowed">Only these rows; null for all. It must not change during the call.</param>
    /// <param name="threads">At most so many threads; 0 for as many as there are cores. The result does not depend on it.</param>
    /// <returns><paramref name="count"/> rows, or all allowed ones where there are fewer, with exact cosines. A row of <see cref="Top"/> may rarely be
    /// missing.</returns>
    /// <exception cref="ArgumentException">The query has another length or is not finite, or the bitmap covers another number of rows.</exception>
    /// <remarks>
    /// The first call derives the sketch: <see cref="Dimensions"/> / 8 + 8 bytes of memory a row, kept with the store. That takes a
    /// second or two for a million rows, so it pays for a large store that answers many queries. Where the allowed
    /// rows are no more than the candidates would be, or the vectors have more than 4,096 dimensions, it scans exactly
    /// instead. Hundreds of near-copies of one text may crowd each other out among the candidates.
    /// </remarks>
    public ScoredRow[] TopQuantized(ReadOnlySpan<float> query, int count, RowBitmap? allowed = null, int threads = 0)
    {
        CheckQuery(query);
        CheckTop(count, allowed);
        count = Math.Min(count, Count);
        if (count == 0) return [];
        var candidates = ((long)SketchOversampling * count) + (long)(SketchRootShare * Math.Sqrt(Count));
        if (!CanSketch || (allowed?.SetCount ?? Count) <= candidates) return Top(query, count, allowed, threads);

        using var hold = _segments.Use();
        var rows = ChooseBySigns(query, allowed, (int)candidates, threads);
        var floats = query.ToArray();
        var top = new TopRows(count);
        RowScan.Run(rows.Length, threads, () => new TopRows(count), (part, from, to) =>
        {
            foreach (var row in rows.AsSpan(from, to - from)) part.Add(row, DotProduct.Compute(floats, _segments.VectorOf(row)));
        }, top.Add);
        return top.ToSorted();
    }

    /// <summary>Whether the vectors have few enough dimensions for a sketch.</summary>
    public bool CanSketch => Dimensions <= SignDots.MaxDimensions;

    /// <summary>Sketches some rows in an order of the caller's, who keeps the sketch: it holds no memory of the store's.</summary>
    /// <param name="rows">Each 0 to <see cref="Count"/> - 1; one that is named twice stands there twice.</param>
    /// <exception cref="ArgumentException">The vectors have more than 4,096 dimensions.</exception>
    public SignSketch SketchOf(ReadOnlyMemory<int> rows)
    {
        if (!CanSketch)
            throw new ArgumentException($"The vectors have {Dimensions} dimensions, expected {SignDots.MaxDimensions} at most.", nameof(rows));
        using var hold = _segments.Use();
        return SignSketch.Build(_segments, rows);
    }

    /// <summary>The mean of some rows' vectors: its dot product with a query is the mean of their cosines.</summary>
    /// <param name="rows">Each 0 to <see cref="Count"/> - 1; one that is named twice counts twice.</param>
    /// <returns><see cref="Dimensions"/> numbers; zeros where there is no row.</returns>
    public double[] MeanOf(ReadOnlyMemory<int> rows)
    {
        using var hold = _segments.Use();
        var sums = new double[Dimensions];

        // Each block's sum by itself, so that the order in which they are added does not hang on the threads.
        var blocks = new double[(rows.Length + RowScan.BlockRows - 1) / RowScan.BlockRows][];
        RowScan.Run(rows.Length, 0, static () => 0, (_, from, to) => blocks[from / RowScan.BlockRows] = SumOf(rows.Span[from..to]), static _ => { });
        foreach (var block in blocks)
        {
            for (var i = 0; i < sums.Length; i++) sums[i] += block[i];
        }

        for (var i = 0; i < sums.Length; i++) sums[i] /= Math.Max(1, rows.Length);
        return sums;
    }

    private double[] SumOf(ReadOnlySpan<int> rows)
    {
        var sums = new double[Dimensions];
        foreach (var row in rows)
        {
            var vector = _segments.VectorOf(row);
            var i = 0;
            for (; i <= vector.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(vector[i..]), out var low, out var high);
                (new Vector<double>(sums, i) + low).CopyTo(sums, i);
                (new Vector<double>(sums, i + Vector<double>.Count) + high).CopyTo(sums, i + Vector<double>.Count);
            }

            for (; i < vector.Length; i++) sums[i] += vector[i];
        }

        return sums;
    }

    private int[] ChooseBySigns(ReadOnlySpan<float> query, RowBitmap? allowed, int count, int threads)
    {
        var sketch = _sketch.Value;
        var sketchQuery = sketch.Prepare(query);
        var parts = new List<Candidates>();
        RowScan.Run(Count, threads, () => new Candidates(count), (candidates, from, to) =>
        {
            Span<float> estimates = stackalloc float[SignDots.PackRows];
            for (var first = from; first < to; first += SignDots.PackRows)
            {
                var rows = allowed?.Word(first / RowBitmap.RowsPerWord) ?? ulong.MaxValue;
                if (rows == 0) continue;
                if (to - first < SignDots.PackRows) rows &= (1UL << (to - first)) - 1;
                sketch.Estimate(sketchQuery, first, estimates);
                candidates.Add(first, estimates, rows);
            }
        }, parts.Add);
        return Candidates.Rows(parts, count);
    }
}
