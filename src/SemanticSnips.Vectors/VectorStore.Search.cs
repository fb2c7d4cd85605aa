using System.Numerics;

namespace SemanticSnips.Vectors;

internal sealed partial class VectorStore
{
    private const int RowsAhead = 2;

    /// <summary>Rows that lie anywhere, a task: each waits for memory, so that few are work enough.</summary>
    private const int ScatteredRows = 256;

    private long _rowsRead;

    /// <summary>Rows whose floats were multiplied since the store was opened: a scan's work, whatever the machine.</summary>
    public long RowsRead => Interlocked.Read(ref _rowsRead);

    /// <summary>The cosine of a query and one row.</summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="row">0 to <see cref="Count"/> - 1.</param>
    /// <returns>In [-1, 1] up to rounding; the same bits as <see cref="Score"/> and <see cref="Top"/> give for the row.</returns>
    /// <exception cref="ArgumentException">The query has another length or is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public float Cosine(ReadOnlySpan<float> query, int row)
    {
        CheckQuery(query);
        CheckRow(row);
        using var hold = _segments.Use();
        return DotProduct.Compute(query, _segments.VectorOf(row));
    }

    /// <summary>Scores every row.</summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="cosines">Receives <see cref="Count"/> cosines in [-1, 1] up to rounding, in row order.</param>
    /// <param name="threads">At most so many threads; 0 for as many as there are cores. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A span has another length, or the query is not finite.</exception>
    public unsafe void Score(ReadOnlySpan<float> query, Span<float> cosines, int threads = 0)
    {
        CheckQuery(query);
        if (cosines.Length != Count) throw new ArgumentException($"There is room for {cosines.Length} cosines, expected {Count}, one a row.", nameof(cosines));
        var floats = query.ToArray();
        Interlocked.Add(ref _rowsRead, Count);
        using var hold = _segments.Use();
        fixed (float* pinned = cosines)
        {
            var start = pinned; // a lambda captures no span and no fixed local, but a plain pointer
            RowScan.Run(Count, threads, static () => 0, (_, from, to) =>
                _segments.Score(floats, from, new Span<float>(start + from, to - from)), static _ => { });
        }
    }

    /// <summary>Scores some rows.</summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="rows">Each 0 to <see cref="Count"/> - 1.</param>
    /// <param name="cosines">Receives a cosine a row, in the order of <paramref name="rows"/>; there may be more room.</param>
    /// <exception cref="ArgumentException">There is too little room, or the query has another length or is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is negative, or not below <see cref="Count"/>.</exception>
    /// <remarks>The same bits as <see cref="Score"/> gives for each row.</remarks>
    public void ScoreRows(ReadOnlySpan<float> query, int[] rows, float[] cosines)
    {
        CheckQuery(query);
        if (cosines.Length < rows.Length) throw new ArgumentException($"There is room for {cosines.Length} cosines, expected {rows.Length}.", nameof(cosines));
        if (rows.AsSpan().ContainsAnyExceptInRange(0, Count - 1)) throw new ArgumentOutOfRangeException(nameof(rows), $"The store has rows 0 to {Count - 1}.");
        Interlocked.Add(ref _rowsRead, rows.Length);
        var floats = query.ToArray();
        using var hold = _segments.Use();
        RowScan.Run(rows.Length, 0, static () => 0, (_, from, to) =>
        {
            // Rows lie anywhere: the processor cannot guess the next one, but can be told.
            for (var i = from; i < Math.Min(from + RowsAhead, to); i++) _segments.Prefetch(rows[i]);
            for (var i = from; i < to; i++)
            {
                if (i + RowsAhead < to) _segments.Prefetch(rows[i + RowsAhead]);
                cosines[i] = DotProduct.Compute(floats, _segments.VectorOf(rows[i]));
            }
        }, static _ => { }, ScatteredRows);
    }

    /// <summary>The rows nearest to a query, exactly: by cosine descending, then by row ascending.</summary>
    /// <param name="query">Unit length; <see cref="Dimensions"/> floats.</param>
    /// <param name="count">At most so many rows.</param>
    /// <param name="allowed">Only these rows; null for all. It must not change during the call.</param>
    /// <param name="threads">At most so many threads; 0 for as many as there are cores. The result does not depend on it.</param>
    /// <returns><paramref name="count"/> rows, or all allowed ones where there are fewer.</returns>
    /// <exception cref="ArgumentException">The query has another length or is not finite, or the bitmap covers another number of rows.</exception>
    public ScoredRow[] Top(ReadOnlySpan<float> query, int count, RowBitmap? allowed = null, int threads = 0)
    {
        CheckQuery(query);
        CheckTop(count, allowed);
        var floats = query.ToArray();
        Interlocked.Add(ref _rowsRead, allowed?.SetCount ?? Count);
        count = Math.Min(count, Count);
        var top = new TopRows(count);
        using var hold = _segments.Use();
        RowScan.Run(
            Count,
            threads,
            () => (Top: new TopRows(count), Cosines: new float[Math.Min(RowScan.BlockRows, Count)]),
            (state, from, to) => AddBlock(floats, from, to, allowed, state.Top, state.Cosines),
            state => top.Add(state.Top));
        return top.ToSorted();
    }

    private void AddBlock(float[] query, int from, int to, RowBitmap? allowed, TopRows top, float[] cosines)
    {
        if (allowed is null)
        {
            var block = cosines.AsSpan(0, to - from);
            _segments.Score(query, from, block);
            top.Add(from, block);
            return;
        }

        for (var first = from; first < to; first += RowBitmap.RowsPerWord)
        {
            var word = allowed.Word(first / RowBitmap.RowsPerWord);
            if (word == ulong.MaxValue)
            {
                var block = cosines.AsSpan(0, RowBitmap.RowsPerWord);
                _segments.Score(query, first, block);
                top.Add(first, block);
                continue;
            }

            for (; word != 0; word &= word - 1)
            {
                var row = first + BitOperations.TrailingZeroCount(word);
                top.Add(row, DotProduct.Compute(query, _segments.VectorOf(row)));
            }
        }
    }

    private void CheckQuery(ReadOnlySpan<float> query)
    {
        if (query.Length != Dimensions)
            throw new ArgumentException($"The query has {query.Length} floats, expected {Dimensions}, as the stored vectors have.", nameof(query));
        if (!float.IsFinite(DotProduct.Compute(query, query)))
            throw new ArgumentException("The query contains NaN, infinity or a number too large to square; expected a unit vector.", nameof(query));
    }

    private void CheckTop(int count, RowBitmap? allowed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (allowed is not null && allowed.Count != Count)
            throw new ArgumentException($"The bitmap covers {allowed.Count} rows, expected {Count}, one a row of the store.", nameof(allowed));
    }
}
