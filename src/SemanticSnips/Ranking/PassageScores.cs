namespace SemanticSnips.Ranking;

/// <summary>Both legs' scores of every passage for one query, and what a fusion makes of them.</summary>
/// <remarks>Arrays by passage number.</remarks>
internal sealed record PassageScores
{
    /// <summary>Cosine of query and passage; NaN where the passage has no vector yet. Null in keyword mode.</summary>
    public float[]? Cosines { get; init; }

    /// <summary>BM25 of the passage; null in vector mode and for a query without words.</summary>
    public float[]? Bm25 { get; init; }

    /// <summary>BM25's supremum for the query.</summary>
    public double Ceiling { get; init; }

    /// <summary>The query's analysed terms.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Which passages may be found; null for all.</summary>
    public bool[]? Allowed { get; init; }

    /// <summary>BM25 as a share of its ceiling.</summary>
    public double Coverage(int passage) => Bm25 is not null && Ceiling > 0 ? Bm25[passage] / Ceiling : 0;

    public bool IsAllowed(int passage) => Allowed is null || Allowed[passage];
}
