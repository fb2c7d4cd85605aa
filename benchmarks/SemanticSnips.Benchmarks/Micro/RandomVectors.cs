using System.Numerics.Tensors;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>Unit vectors of random direction: a scan reads and multiplies them as it does real ones.</summary>
internal static class RandomVectors
{
    /// <summary>The same random seed gives the same vectors.</summary>
    public static float[][] Make(int count, int dimensions, int randomSeed)
    {
        var random = new Random(randomSeed);
        var vectors = new float[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = vectors[i] = new float[dimensions];
            for (var j = 0; j < dimensions; j++) vector[j] = random.NextSingle() - 0.5f;
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        }

        return vectors;
    }
}
