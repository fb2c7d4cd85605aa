using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SemanticSnips.Vectors;

/// <summary>One bit a float: an estimate of every cosine from a thirtieth of the bytes, good enough to pick candidates.</summary>
/// <remarks>
/// With c the mean row, q . x = c . x + (q - c) . (x - c) + a constant of the query. The sketch keeps c . x exactly,
/// and of r = x - c the signs b and the factor |r|^2 / |r|_1, which makes factor * (q - c) . b an unbiased estimate when the
/// axes are random: Gao and Long, "RaBitQ", SIGMOD 2024. Their random rotation is left out; embeddings, once
/// centred, spread well over their axes: on bge-small the estimate is off by .019 (root mean square).
/// Thread-safe once built.
/// </remarks>
internal sealed class SignSketch
{
    private const int MeanRows = 16_384; // a sample finds the mean far more finely than one bit keeps the difference

    private readonly int _packBytes;
    private readonly float[] _mean;
    private readonly byte[][] _packs; // of a block of rows, one after the other
    private readonly float[] _meanDots; // of whole packs, as the next
    private readonly float[] _factors;

    private SignSketch(int rows, float[] mean)
    {
        _mean = mean;
        _packBytes = (mean.Length + SignDots.FloatsPerStep - 1) / SignDots.FloatsPerStep * (2 * SignDots.PackRows);
        _packs = new byte[((long)rows + RowScan.BlockRows - 1) / RowScan.BlockRows][];
        var padded = ((long)rows + SignDots.PackRows - 1) / SignDots.PackRows * SignDots.PackRows;
        _meanDots = new float[padded];
        _factors = new float[padded];
    }

    /// <summary>Sketches rows, on all cores; the caller holds the segments.</summary>
    /// <param name="segments">The store's.</param>
    /// <param name="rows">Which of the store's rows are the sketch's, in its order; null for all in theirs.</param>
    public static SignSketch Build(VectorSegments segments, int[]? rows = null)
    {
        var count = rows?.Length ?? segments.Count;
        var sketch = new SignSketch(count, Mean(segments, rows, count));
        RowScan.Run(count, 0, static () => 0, (_, from, to) => sketch.AddBlock(segments, rows, from, to), static _ => { });
        return sketch;
    }

    public SketchQuery Prepare(ReadOnlySpan<float> query)
    {
        var centred = new float[_packBytes / 8];
        var max = 0f;
        for (var i = 0; i < query.Length; i++)
        {
            centred[i] = query[i] - _mean[i];
            max = MathF.Max(max, MathF.Abs(centred[i]));
        }

        var scale = max > 0 ? max / SignDots.MaxCode : 1;
        var codes = Array.ConvertAll(centred, x => (int)MathF.Round(x / scale));
        var tables = new byte[_packBytes / 2];
        for (var i = 0; i < tables.Length; i++)
        {
            var sum = SignDots.Raise;
            for (var bit = 0; bit < 4; bit++) sum += ((i >> bit) & 1) != 0 ? codes[(i / 16 * 4) + bit] : -codes[(i / 16 * 4) + bit];
            tables[i] = (byte)sum;
        }

        return new SketchQuery(tables, scale, tables.Length / 16 * SignDots.Raise, DotProduct.Compute(query, _mean) - DotProduct.Compute(_mean, _mean));
    }

    /// <summary>Estimates the cosines of the 64 rows from <paramref name="firstRow"/> on, a multiple of 64; estimates of rows beyond the last mean
    /// nothing.</summary>
    public void Estimate(SketchQuery query, int firstRow, Span<float> estimates)
    {
        Span<ushort> sums = stackalloc ushort[SignDots.PackRows];
        var pack = _packs[firstRow / RowScan.BlockRows].AsSpan(firstRow % RowScan.BlockRows / SignDots.PackRows * _packBytes, _packBytes);
        SignDots.Compute(pack, query.Tables, sums);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var estimate = ref MemoryMarshal.GetReference(estimates[..SignDots.PackRows]);
        ref var meanDot = ref MemoryMarshal.GetReference(_meanDots.AsSpan(firstRow, SignDots.PackRows));
        ref var factor = ref MemoryMarshal.GetReference(_factors.AsSpan(firstRow, SignDots.PackRows));
        for (nuint i = 0; i < SignDots.PackRows; i += 8)
        {
            var raised = Vector128.LoadUnsafe(ref sum, i);
            var dots = Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(raised), Vector128.WidenUpper(raised))
                .AsInt32() - Vector256.Create(query.Raised));
            (Vector256.Create(query.Constant) + Vector256.LoadUnsafe(ref meanDot, i) + (Vector256.LoadUnsafe(ref factor, i) * query.Scale * dots))
                .StoreUnsafe(ref estimate, i);
        }
    }

    /// <summary>Estimates the cosines of the rows from <paramref name="firstRow"/> on, a multiple of 64, as many as there is room for.</summary>
    public void EstimateBlock(SketchQuery query, int firstRow, Span<float> estimates)
    {
        var whole = estimates.Length / SignDots.PackRows * SignDots.PackRows;
        for (var i = 0; i < whole; i += SignDots.PackRows) Estimate(query, firstRow + i, estimates.Slice(i, SignDots.PackRows));
        if (whole == estimates.Length) return;
        Span<float> last = stackalloc float[SignDots.PackRows];
        Estimate(query, firstRow + whole, last);
        last[..(estimates.Length - whole)].CopyTo(estimates[whole..]);
    }

    private void AddBlock(VectorSegments segments, int[]? rows, int from, int to)
    {
        var packs = (to - from + SignDots.PackRows - 1) / SignDots.PackRows;
        var block = _packs[from / RowScan.BlockRows] = new byte[packs * _packBytes];
        for (var row = from; row < to; row++)
        {
            var vector = segments.VectorOf(rows?[row] ?? row);
            var local = (row - from) % SignDots.PackRows;
            var bytes = block.AsSpan(((row - from) / SignDots.PackRows * _packBytes) + (local % 32 * 2) + (local / 32));
            float squares = 0, magnitudes = 0;
            for (var i = 0; i < vector.Length; i++)
            {
                var centred = vector[i] - _mean[i];
                squares += centred * centred;
                magnitudes += MathF.Abs(centred);
                if (centred > 0) bytes[i / 8 * SignDots.PackRows] |= (byte)(1 << (i % 8));
            }

            _factors[row] = magnitudes > 0 ? squares / magnitudes : 0;
            _meanDots[row] = DotProduct.Compute(vector, _mean);
        }
    }

    private static float[] Mean(VectorSegments segments, int[]? rows, int count)
    {
        var sums = new double[segments.Dimensions];
        var step = Math.Max(1, count / MeanRows);
        var sampled = 0;
        for (long row = 0; row < count; row += step, sampled++)
        {
            var vector = segments.VectorOf(rows?[row] ?? (int)row);
            for (var i = 0; i < sums.Length; i++) sums[i] += vector[i];
        }

        return Array.ConvertAll(sums, sum => (float)(sum / Math.Max(1, sampled)));
    }
}

/// <summary>A query for a <see cref="SignSketch"/>.</summary>
/// <param name="Tables">See <see cref="SignDots"/>.</param>
/// <param name="Scale">A centred float is near its code times this.</param>
/// <param name="Raised">What the raised tables add to every sum.</param>
/// <param name="Constant">What every row's estimate contains alike.</param>
internal sealed record SketchQuery(byte[] Tables, float Scale, int Raised, float Constant);
