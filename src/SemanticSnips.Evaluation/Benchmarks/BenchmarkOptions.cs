namespace SemanticSnips.Evaluation;

/// <summary>How a benchmark is run.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Each query ranks only the documents of its own group, where the collection names groups. Default false.</summary>
    public bool Within { get; init; }

    /// <summary>Also asks every question with its relevant documents hidden. Default false.</summary>
    public bool MaskAnswers { get; init; }

    /// <summary>The run that the others are compared with. Default <c>vector</c>.</summary>
    public string Baseline { get; init; } = "vector";

    /// <summary>The constants of ranking; null for those in the model's folder.</summary>
    public RankingProfile? Profile { get; init; }

    /// <summary>How documents are cut. Default <see cref="CollectionIndex.WholeDocuments"/>.</summary>
    public ChunkerOptions Chunking { get; init; } = CollectionIndex.WholeDocuments;

    /// <summary>Also measures quoted answers against the sentences that the collection marks, which embeds many sentences. Default false.</summary>
    public bool Answers { get; init; }

    /// <summary>Also runs <see cref="RunnerSystem.Reranked"/>, which reads ten passages a query. Default false.</summary>
    public bool Rerank { get; init; }

    /// <summary>Queries whose time is taken, evenly spaced; each is run once by every system. 0 takes no times. Default 100.</summary>
    public int TimedQueries { get; init; } = 100;
}

/// <summary>How far a benchmark is.</summary>
/// <param name="Stage">What is being done, such as <c>Embedding scifact</c>.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps to do in all.</param>
public readonly record struct BenchmarkProgress(string Stage, int Done, int Total);

/// <summary>What a benchmark found, and the rankings that it found it on.</summary>
/// <param name="Result">The figures.</param>
/// <param name="Runs">A run a system, in the order of <see cref="BenchmarkResult.Runs"/>.</param>
public sealed record BenchmarkOutcome(BenchmarkResult Result, IReadOnlyList<Run> Runs);
