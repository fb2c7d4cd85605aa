namespace SemanticSnips.Evaluation;

/// <summary>How a profile is learnt.</summary>
public sealed record TuningOptions
{
    /// <summary>Collections that name groups rank each query within its own. Default false.</summary>
    public bool Within { get; init; }

    /// <summary>Where the search begins and what the gain is measured against; null for the profile in the model's folder.</summary>
    public RankingProfile? Profile { get; init; }

    /// <summary>Learn only how scores become probabilities, and keep constants and chunking. Default false: they are taken when their held-out gain is above 0
    /// with its whole interval.</summary>
    public bool KeepWeights { get; init; }

    /// <summary>The constants that are searched for; the others keep their values. Default <see cref="RankingConstant.All"/>.</summary>
    public IReadOnlyList<RankingConstant> Constants { get; init; } = RankingConstant.All;

    /// <summary>Folds of the cross-validation; whole groups are held out. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Questions of a collection that relevance is learnt from at most, evenly spaced, so that no large collection outweighs the others. Default
    /// 150.</summary>
    public int RelevanceQueries { get; init; } = 150;

    /// <summary>
    /// The ways to cut documents that are tried; the first is what the gain is measured against. Each has an index of its own. Default one:
    /// <see cref="CollectionIndex.WholeDocuments"/>.
    /// </summary>
    public IReadOnlyList<ChunkerOptions> Chunkings { get; init; } = [CollectionIndex.WholeDocuments];
}
