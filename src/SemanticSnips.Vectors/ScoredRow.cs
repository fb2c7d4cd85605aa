namespace SemanticSnips.Vectors;

/// <summary>A row and how near it is to a query.</summary>
/// <param name="Row">0-based row of the <see cref="VectorStore"/>.</param>
/// <param name="Cosine">Cosine of query and row, in [-1, 1] up to rounding in the last bits.</param>
internal readonly record struct ScoredRow(int Row, float Cosine);
