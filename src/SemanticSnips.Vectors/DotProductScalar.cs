namespace SemanticSnips.Vectors;

/// <summary>The dot product as its formula says, in double precision: what every other path is tested against.</summary>
internal static class DotProductScalar
{
    public static double Compute(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
