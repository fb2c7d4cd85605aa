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

    /// <summary>Takes a sketch that was built before, as it gives itself away.</summary>
    /// <param name="mean">See <see cref="Mean"/>.</param>
    /// <param name="packs">See <see cref="Packs"/>.</param>
    /// <param name="meanDots">See <see cref="MeanDots"/>.</param>
    /// <param name="factors">See <see cref="Factors"/>.</param>
    public SignSketch(ReadOnlyMemory<float> mean, ReadOnlyMemory<ulong> packs, ReadOnlyMemory<float> meanDots, ReadOnlyMemory<float> factors)
    {
        (Mean, Packs, MeanDots, Factors) = (mean, packs, meanDots, factors);
        _packBytes = PackBytes(mean.Length);
    }

    /// <summary>The mean row, nearly.</summary>
    public ReadOnlyMemory<float> Mean { get; }

    /// <summary>The signs, 64 rows after another, laid out as <see cref="SignDots"/> reads them.</summary>
    public ReadOnlyMemory<ulong> Packs { get; }

    /// <summary>Each row's dot product with the mean row; of whole packs, as the next.</summary>
    public ReadOnlyMemory<float> MeanDots { get; }

    /// <summary>Each row's factor.</summary>
    public ReadOnlyMemory<float> Factors { get; }

    /// <summary>Sketches rows, on all cores; the caller holds the segments.</summary>
    /// <param name="segments">The store's.</param>
    /// <param name="rows">Which of the store's rows are the sketch's, in its order; null for all in theirs.</param>
    public static SignSketch Build(VectorSegments segments, ReadOnlyMemory<int>? rows = null)
    {
        var count = rows?.Length ?? segments.Count;
        var mean = MeanOf(segments, rows, count);
        var whole = (int)(((long)count + SignDots.PackRows - 1) / SignDots.PackRows);
        var (packs, meanDots, factors) = (
            new ulong[(long)whole * PackBytes(mean.Length) / sizeof(ulong)], new float[whole * SignDots.PackRows], new float[whole * SignDots.PackRows]);
        RowScan.Run(count, 0, static () => 0, (_, from, to) => AddBlock(segments, rows, from, to, mean, packs, meanDots, factors), static _ => { });
        return new SignSketch(mean, packs, meanDots, factors);
    }

    public SketchQuery Prepare(ReadOnlySpan<float> query)
    {
        var centred = new float[_packBytes / 8];
        var mean = Mean.Span;
        var max = 0f;
        for (var i = 0; i < query.Length; i++)
        {
            centred[i] = query[i] - mean[i];
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

        return new SketchQuery(tables, scale, tables.Length / 16 * SignDots.Raise, DotProduct.Compute(query, mean) - DotProduct.Compute(mean, mean));
    }

    /// <summary>Estimates the cosines of the 64 rows from <paramref name="firstRow"/> on, a multiple of 64; estimates of rows beyond the last mean
    /// nothing.</summary>
    public void Estimate(SketchQuery query, int firstRow, Span<float> estimates)
    {
        Span<ushort> sums = stackalloc ushort[SignDots.PackRows];
        var words = _packBytes / sizeof(ulong);
        var pack = MemoryMarshal.AsBytes(Packs.Span.Slice(firstRow / SignDots.PackRows * words, words));
        SignDots.Compute(pack, query.Tables, sums);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var estimate = ref MemoryMarshal.GetReference(estimates[..SignDots.PackRows]);
        ref var meanDot = ref MemoryMarshal.GetReference(MeanDots.Span.Slice(firstRow, SignDots.PackRows));
        ref var factor = ref MemoryMarshal.GetReference(Factors.Span.Slice(firstRow, SignDots.PackRows));
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

    private static void AddBlock(
        VectorSegments segments, ReadOnlyMemory<int>? rows, int from, int to, float[] mean, ulong[] packs, float[] meanDots, float[] factors)
    {
        var words = PackBytes(mean.Length) / sizeof(ulong);
        for (var row = from; row < to; row++)
        {
            var vector = segments.VectorOf(rows is { } some ? some.Span[row] : row);
            var pack = MemoryMarshal.AsBytes(packs.AsSpan(row / SignDots.PackRows * words, words));
            var local = row % SignDots.PackRows;
            var bytes = pack[((local % 32 * 2) + (local / 32))..];
            var (squares, magnitudes) = AddSigns(vector, mean, bytes);
            factors[row] = magnitudes > 0 ? squares / magnitudes : 0;
            meanDots[row] = DotProduct.Compute(vector, mean);
        }
    }

    /// <summary>Sets the bits of a row whose floats lie above the mean.</summary>
    /// <returns>The sums of the squares and of the magnitudes of what they differ by.</returns>
    private static (float Squares, float Magnitudes) AddSigns(ReadOnlySpan<float> vector, float[] mean, Span<byte> bytes)
    {
        var (squares, magnitudes, i) = (Vector256<float>.Zero, Vector256<float>.Zero, 0);
        for (; i <= vector.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var centred = Vector256.LoadUnsafe(in vector[i]) - Vector256.LoadUnsafe(in mean[i]);
            squares += centred * centred;
            magnitudes += Vector256.Abs(centred);
            bytes[i / 8 * SignDots.PackRows] = (byte)Vector256.GreaterThan(centred, Vector256<float>.Zero).ExtractMostSignificantBits();
        }

        var (square, magnitude) = (Vector256.Sum(squares), Vector256.Sum(magnitudes));
        for (; i < vector.Length; i++)
        {
            var centred = vector[i] - mean[i];
            square += centred * centred;
            magnitude += MathF.Abs(centred);
            if (centred > 0) bytes[i / 8 * SignDots.PackRows] |= (byte)(1 << (i % 8));
        }

        return (square, magnitude);
    }

    private static int PackBytes(int dimensions) => (dimensions + SignDots.FloatsPerStep - 1) / SignDots.FloatsPerStep * (2 * SignDots.PackRows);

    private static float[] MeanOf(VectorSegments segments, ReadOnlyMemory<int>? rows, int count)
    {
        var sums = new double[segments.Dimensions];
        var step = Math.Max(1, count / MeanRows);
        var sampled = 0;
        for (long row = 0; row < count; row += step, sampled++)
        {
            var vector = segments.VectorOf(rows is { } some ? some.Span[(int)row] : (int)row);
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
