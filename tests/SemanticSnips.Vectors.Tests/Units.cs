namespace SemanticSnips.Vectors.Tests;

/// <summary>Unit vectors and stores made of them.</summary>
internal static class Units
{
    /// <summary>Unit vectors in random directions, the same for the same seed.</summary>
    public static float[][] Random(int count, int dimensions, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Normalized([.. Enumerable.Range(0, dimensions).Select(_ => (float)Gaussian(random))]))];
    }

    /// <summary>The vector at length one.</summary>
    public static float[] Normalized(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(x => (double)x * x));
        return Array.ConvertAll(vector, x => (float)(x / length));
    }

    /// <summary>A normally distributed number by Box and Muller's formula.</summary>
    public static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Keys 0, 1, 2 and so on.</summary>
    public static UInt128[] Keys(int count) => [.. Enumerable.Range(0, count).Select(i => (UInt128)i)];

    /// <summary>A store of one segment or several, with keys that count from 0 over all.</summary>
    public static VectorStore Store(string folder, int dimensions, params float[][][] segments)
    {
        var infos = new List<VectorSegmentInfo>();
        var first = 0;
        foreach (var vectors in segments)
        {
            infos.Add(VectorSegmentWriter.Write(folder, dimensions, [.. Enumerable.Range(first, vectors.Length).Select(i => (UInt128)i)], vectors));
            first += vectors.Length;
        }

        return VectorStore.Open(folder, dimensions, infos);
    }
}
