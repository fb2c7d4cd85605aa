using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>What is derived of the vectors of all passages.</summary>
/// <param name="Signs">A row a passage.</param>
/// <param name="Mean">The mean vector.</param>
internal sealed record VectorSketch(SignSketch Signs, ReadOnlyMemory<double> Mean)
{
    /// <summary>Below that a scan of all floats takes less than a millisecond.</summary>
    public const int FewestRows = 32_768;

    /// <summary>Derives it, on all cores: some dozen scans' time.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="rows">Each passage's row.</param>
    public static VectorSketch Of(VectorStore vectors, ReadOnlyMemory<int> rows) => new(vectors.SketchOf(rows), vectors.MeanOf(rows));
}
