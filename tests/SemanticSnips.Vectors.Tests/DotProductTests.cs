using System.Runtime.InteropServices;

namespace SemanticSnips.Vectors.Tests;

public sealed class DotProductTests
{
    private const int Longest = 1100;

    private delegate float One(ref float a, ref float b, nuint length);

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Every_path_is_near_the_formula_at_every_length_and_alignment(int width)
    {
        One path = width switch
        {
            0 => (ref a, ref b, length) => DotProduct.Compute(MemoryMarshal.CreateSpan(ref a, (int)length), MemoryMarshal.CreateSpan(ref b, (int)length)),
            128 => DotProductVector128.Compute,
            256 => DotProductVector256.Compute,
            _ => DotProductVector512.Compute,
        };
        var random = new Random(1);
        var left = Floats(random, Longest + 16);
        var right = Floats(random, Longest + 16);
        for (var length = 0; length <= Longest; length++)
        {
            var a = left.AsSpan(length % 5, length);
            var b = right.AsSpan(length % 7, length);
            var expected = DotProductScalar.Compute(a, b);
            var actual = path(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), (nuint)length);
            Assert.InRange(Math.Abs(actual - expected), 0, Bound(a, b));
        }
    }

    [Fact]
    public void Many_rows_have_the_bits_of_each_alone()
    {
        var random = new Random(3);
        foreach (var length in new[] { 1, 3, 16, 31, 384 })
        {
            for (var count = 0; count < 12; count++)
            {
                var query = Floats(random, length);
                var rows = Floats(random, count * length);
                var products = new float[count];
                DotProduct.Rows(query, rows, products);
                for (var i = 0; i < count; i++) Assert.Equal(DotProduct.Compute(query, rows.AsSpan(i * length, length)), products[i]);
            }
        }
    }

    [Fact]
    public void Spans_of_different_lengths_are_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => DotProduct.Compute(new float[3], new float[4]));
        Assert.StartsWith("The vectors have 3 and 4 floats", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Higham, Accuracy and Stability of Numerical Algorithms, section 3.1: n u / (1 - n u) times the sum of |a[i] b[i]|, for any order of
    /// summation.</summary>
    private static double Bound(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var magnitude = 0.0;
        for (var i = 0; i < a.Length; i++) magnitude += Math.Abs((double)a[i] * b[i]);
        var nu = a.Length * Math.Pow(2, -24);
        return nu / (1 - nu) * magnitude;
    }

    private static float[] Floats(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)Units.Gaussian(random))];
}
