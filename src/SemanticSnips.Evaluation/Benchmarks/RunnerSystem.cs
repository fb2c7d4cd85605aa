namespace SemanticSnips.Evaluation;

/// <summary>A way to rank that benchmarks run.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Mode">Which legs rank.</param>
/// <param name="Fusion">How they are fused.</param>
public sealed record RunnerSystem(string Name, SearchMode Mode, FusionKind Fusion = FusionKind.Absolute)
{
    /// <summary>What users get: both legs, fused as by default.</summary>
    public static RunnerSystem Hybrid { get; } = new("hybrid", SearchMode.Hybrid);

    /// <summary>The same, its best hits read and ordered anew.</summary>
    public static RunnerSystem Reranked { get; } = new("hybrid-rerank", SearchMode.Hybrid) { Reranks = true };

    /// <summary>Whether the best hits are read and ordered anew, see <see cref="SearchOptions.Rerank"/>.</summary>
    public bool Reranks { get; private init; }

    /// <summary>The legs, the default fusion and the others.</summary>
    public static IReadOnlyList<RunnerSystem> All { get; } =
    [
        new("keyword", SearchMode.Keyword),
        new("vector", SearchMode.Vector),
        Hybrid,
        new("hybrid-convex", SearchMode.Hybrid, FusionKind.Convex),
        new("hybrid-rrf", SearchMode.Hybrid, FusionKind.Rrf),
        new("hybrid-dbsf", SearchMode.Hybrid, FusionKind.Dbsf),
    ];
}
