namespace SemanticSnips.Evaluation;

/// <summary>What a benchmark found on one collection, and all that is needed to repeat it.</summary>
/// <remarks><see cref="BenchmarkJson"/> reads and writes it.</remarks>
public sealed record BenchmarkResult
{
    /// <summary>The collection's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The number of judged queries.</summary>
    public required int Queries { get; init; }

    /// <summary>The number of documents.</summary>
    public required int Documents { get; init; }

    /// <summary>The systems, in the order in which they are shown.</summary>
    public required IReadOnlyList<RunResult> Runs { get; init; }

    /// <summary>The name of the run that the others are compared with, or null.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether each query ranked only the documents of its own group.</summary>
    public bool WithinGroup { get; init; }

    /// <summary>Processor, cores, operating system and runtime.</summary>
    public string? Machine { get; init; }

    /// <summary>The commit of the code that was measured.</summary>
    public string? Commit { get; init; }

    /// <summary>The embedding model's id.</summary>
    public string? Model { get; init; }

    /// <summary>The SHA-256 of the model's file, in hex.</summary>
    public string? ModelSha256 { get; init; }

    /// <summary>The command that gives these figures.</summary>
    public string? Command { get; init; }

    /// <summary>When it was measured.</summary>
    public DateTimeOffset? Measured { get; init; }

    /// <summary>The index's size on disk, in bytes.</summary>
    public long? IndexBytes { get; init; }

    /// <summary>The number of indexed chunks.</summary>
    public int? Chunks { get; init; }

    /// <summary>How fast the index was built, in chunks a second.</summary>
    public double? ChunksPerSecond { get; init; }

    /// <summary>The main measure of the hybrid for other weights of the keyword leg; null when it was not swept.</summary>
    public IReadOnlyList<WeightPoint>? WeightCurve { get; init; }

    /// <summary>The weight that the hybrid uses.</summary>
    public double? Weight { get; init; }

    /// <summary>How well the hybrid tells questions that the collection answers from those that it does not; null where there are none of the latter.</summary>
    public IReadOnlyList<AbstentionResult>? Abstention { get; init; }

    /// <summary>How near the hybrid's first hits come to the right moments; null for documents without times.</summary>
    public MomentResult? Moments { get; init; }

    /// <summary>The queries' texts by id, for the report; null when they are left out of the file.</summary>
    public IReadOnlyDictionary<string, string>? QueryTexts { get; init; }

    /// <summary>What should be known when reading the figures, a sentence each, such as problems that were left out.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The same result with every other run compared to the one called <paramref name="baseline"/>.</summary>
    /// <exception cref="ArgumentException">There is no such run.</exception>
    public BenchmarkResult ComparedTo(string baseline)
    {
        var other = Runs.FirstOrDefault(run => run.Name == baseline)
            ?? throw new ArgumentException($"There is no run \"{baseline}\"; the runs are {string.Join(", ", Runs.Select(run => run.Name))}.", nameof(baseline));
        return this with { Baseline = baseline, Runs = [.. Runs.Select(run => run.Name == baseline ? run : run.ComparedTo(other))] };
    }

    /// <summary>The same result without what grows with the number of queries: values per query and texts.</summary>
    public BenchmarkResult WithoutQueries() =>
        this with { QueryTexts = null, Runs = [.. Runs.Select(run => run with { PerQuery = null })] };
}

/// <summary>The main measure of the hybrid at one weight.</summary>
/// <param name="Weight">The weight of the keyword leg.</param>
/// <param name="Value">The mean over the judged queries.</param>
public readonly record struct WeightPoint(double Weight, double Value);
