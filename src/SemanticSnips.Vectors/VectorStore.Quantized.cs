namespace SemanticSnips.Vectors;

public sealed partial class VectorStore
{
    // Rows that the one-bit sketch passes on to the bytes: so many a wanted row, and so many times the square root of the
    // store's rows. Measured on bge-small passages, 99 of 100 of the true ten nearest are among the sketch's first 86, 114,
    // 169, 159 of 813, 1,625, 3,250, 6,500 rows: growth well below the square root, so there is room to spare.
    private const int SketchOversampling = 64;
    private const int SketchRootShare = 16;

    // Rows that the bytes pass on to the floats, a wanted row.
    private const int ByteOversampling = 4;

    private readonly Lazy<QuantizedRows> _quantized;
    private readonly Lazy<SignSketch> _sketch;

    /// <summary>Scores every row from its quantized form, a byte a float: four times fewer bytes than <see cref="Score"/>.</summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="approximateCosines">Receives <see cref="Count"/> cosines in row order, each within about 0.01 of the exact one.</param>
    /// <param name="threads">At most so many threads; 0 for as many as there are cores. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A span has another length, or the query is not finite.</exception>
    /// <remarks>The first call derives the quantized rows: <see cref="Dimensions"/> + 4 bytes of memory a row, kept with the store.</remarks>
    public unsafe void ScoreQuantized(ReadOnlySpan<float> query, Span<float> approximateCosines, int threads = 0)
    {
        CheckQuery(query);
        if (approximateCosines.Length != Count) throw new ArgumentException($"There is room for {approximateCosines.Length} cosines, expected {Count}, one a row.", nameof(approximateCosines));
        using var hold = _segments.Use();
        var rows = _quantized.Value;
        var quantizedQuery = rows.Quantize(query);
        fixed (float* pinned = approximateCosines)
        {
            var start = pinned;
            RowScan.Run(Count, threads, static () => 0, (_, from, to) => rows.Score(quantizedQuery, from, new Span<float>(start + from, to - from)), static _ => { });
        }
    }

    /// <summary>
    /// The rows nearest to a query, nearly: a one-bit sketch of all rows proposes candidates, bytes choose four times
    /// <paramref name="count"/> among them, and exact floats order those. By cosine descending, then by row ascending.
    /// </summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="count">At most so many rows.</param>
    /// <param name="allowed">Only these rows; null for all. It must not change during the call.</param>
    /// <param name="threads">At most so many threads; 0 for as many as there are cores. The result does not depend on it.</param>
    /// <returns><paramref name="count"/> rows, or all allowed ones where there are fewer, with exact cosines. A row of <see cref="Top"/> may rarely be missing.</returns>
    /// <exception cref="ArgumentException">The query has another length or is not finite, or the bitmap covers another number of rows.</exception>
    /// <remarks>
    /// The first call derives bytes and sketch: about <see cref="Dimensions"/> * 9 / 8 + 12 bytes of memory a row, kept with
    /// the store: a second or two for a million rows, so it pays for a store that answers many queries. Where the allowed
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
        if (Dimensions > SignDots.MaxDimensions || (allowed?.SetCount ?? Count) <= candidates) return Top(query, count, allowed, threads);

        using var hold = _segments.Use();
        var chosen = ChooseByBytes(query, ChooseBySigns(query, allowed, (int)candidates, threads), count * ByteOversampling, threads);
        var top = new TopRows(count);
        foreach (var (row, _) in chosen) top.Add(row, DotProduct.Compute(query, _segments.VectorOf(row)));
        return top.ToSorted();
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

    private ScoredRow[] ChooseByBytes(ReadOnlySpan<float> query, int[] candidates, int count, int threads)
    {
        var rows = _quantized.Value;
        var quantizedQuery = rows.Quantize(query);
        var chosen = new TopRows(count);
        RowScan.Run(candidates.Length, threads, () => new TopRows(count), (top, from, to) =>
        {
            foreach (var row in candidates.AsSpan(from, to - from)) top.Add(row, rows.Score(quantizedQuery, row));
        }, chosen.Add);
        return chosen.ToSorted();
    }
}
