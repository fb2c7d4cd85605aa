using System.Numerics;

namespace SemanticSnips.Vectors;

/// <summary>All rows of a store in one byte a float, in memory: a quarter of the bytes to read, for a cosine that is right to about three digits.</summary>
/// <remarks>
/// Symmetric, a scale a vector: <c>x[i]</c> is near <c>scale * code[i]</c>, with codes in [-127, 127] and the scale
/// max|x| / 127. Codes are stored plus 128, unsigned (see <see cref="QuantizedDot"/>), and padded with zeros to a multiple
/// of 64. Derived from the exact rows alone, so there is nothing to keep in step on the disk. Thread-safe once built.
/// </remarks>
internal sealed class QuantizedRows
{
    private const int ChunkBytes = 1 << 26; // arrays of 64 MB stay within .NET's limit on the length of one
    private const byte Zero = 128;

    private readonly int _stride;
    private readonly int _chunkShift;
    private readonly byte[][] _chunks;
    private readonly float[] _scales;

    private QuantizedRows(int rows, int dimensions)
    {
        _stride = (dimensions + QuantizedDot.Stride - 1) / QuantizedDot.Stride * QuantizedDot.Stride;
        _chunkShift = BitOperations.Log2((uint)(ChunkBytes / _stride));
        _scales = new float[rows];
        var chunkRows = 1 << _chunkShift;
        _chunks = new byte[((long)rows + chunkRows - 1) / chunkRows][];
        for (var i = 0; i < _chunks.Length; i++) _chunks[i] = GC.AllocateUninitializedArray<byte>(Math.Min(chunkRows, rows - (i * chunkRows)) * _stride);
    }

    /// <summary>Quantizes every row, on all cores; the caller holds the segments.</summary>
    public static QuantizedRows Build(VectorSegments segments)
    {
        var quantized = new QuantizedRows(segments.Count, segments.Dimensions);
        RowScan.Run(segments.Count, 0, static () => 0, (_, from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var vector = segments.VectorOf(row);
                var codes = quantized.Codes(row);
                var scale = quantized._scales[row] = Scale(vector);
                for (var i = 0; i < vector.Length; i++) codes[i] = (byte)(Zero + (int)MathF.Round(vector[i] / scale));
                codes[vector.Length..].Fill(Zero);
            }
        }, static _ => { });
        return quantized;
    }

    /// <summary>The approximate cosine of a query and one row.</summary>
    public float Score(QuantizedQuery query, int row) =>
        query.Scale * _scales[row] * (QuantizedDot.Compute(Codes(row), query.Codes) - query.Offset);

    /// <summary>The approximate cosines of a query and consecutive rows.</summary>
    public void Score(QuantizedQuery query, int firstRow, Span<float> approximateCosines)
    {
        for (var i = 0; i < approximateCosines.Length; i++) approximateCosines[i] = Score(query, firstRow + i);
    }

    public QuantizedQuery Quantize(ReadOnlySpan<float> query)
    {
        var scale = Scale(query);
        var codes = new sbyte[_stride];
        var sum = 0;
        for (var i = 0; i < query.Length; i++) sum += codes[i] = (sbyte)MathF.Round(query[i] / scale);
        return new QuantizedQuery(codes, scale, Zero * sum);
    }

    private static float Scale(ReadOnlySpan<float> vector)
    {
        var max = 0f;
        foreach (var x in vector) max = MathF.Max(max, MathF.Abs(x));
        return max > 0 ? max / 127 : 1;
    }

    private Span<byte> Codes(int row) => _chunks[row >> _chunkShift].AsSpan((row & ((1 << _chunkShift) - 1)) * _stride, _stride);
}

/// <summary>A query in signed bytes.</summary>
/// <param name="Codes">Codes in [-127, 127], padded with zeros like the rows.</param>
/// <param name="Scale">A float is near its code times this.</param>
/// <param name="Offset">What the 128 in every stored code adds to a sum of products.</param>
internal sealed record QuantizedQuery(sbyte[] Codes, float Scale, int Offset);
