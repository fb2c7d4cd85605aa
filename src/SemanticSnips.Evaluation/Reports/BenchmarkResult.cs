using System.Text.Json.Serialization;

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

    /// <summary>The hybrid's main measure for other values of each ranking constant; null when none was swept.</summary>
    public IReadOnlyList<ConstantCurve>? Curves { get; init; }

    /// <summary>How documents were cut: tokens a chunk at most, and sentences of overlap.</summary>
    public string? Chunking { get; init; }

    /// <summary>Whether relevance is a probability, by the hybrid's first ten hits; null where no model of relevance was learnt.</summary>
    public CalibrationResult? Calibration { get; init; }

    /// <summary>How well the hybrid tells questions that the collection answers from those that it does not; null where there are none of the latter.</summary>
    public IReadOnlyList<AbstentionResult>? Abstention { get; init; }

    /// <summary>How near the hybrid's first hits come to the right moments; null for documents without times.</summary>
    public MomentResult? Moments { get; init; }

    /// <summary>How often quoted answers hold a sentence that people marked; null when it was not measured.</summary>
    public IReadOnlyList<AnswerFigures>? Answers { get; init; }

    /// <summary>The queries' texts by id, for the report; null when they are left out of the file.</summary>
    public IReadOnlyDictionary<string, string>? QueryTexts { get; init; }

    /// <summary>The hits of the queries that the hybrid answers worst, beside what was judged; null where the run was made elsewhere.</summary>
    public IReadOnlyDictionary<string, OpenedQuery>? Opened { get; init; }

    /// <summary>What should be known when reading the figures, a sentence each, such as problems that were left out.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The same result with every other run compared to the one called <paramref name="baseline"/>.</summary>
    /// <exception cref="EvaluationException">There is no such run.</exception>
    public BenchmarkResult ComparedTo(string baseline)
    {
        Benchmark.RequireRun(baseline, Runs.Select(run => run.Name));
        var other = Runs.First(run => run.Name == baseline);
        return this with { Baseline = baseline, Runs = [.. Runs.Select(run => run.Name == baseline ? run : run.ComparedTo(other))] };
    }

    /// <summary>The same result without what grows with the number of queries: values per query and texts.</summary>
    public BenchmarkResult WithoutQueries() =>
        this with { QueryTexts = null, Runs = [.. Runs.Select(run => run with { PerQuery = null })] };
}

/// <summary>The hybrid's main measure over the values of one ranking constant, all others as they are.</summary>
/// <param name="Constant">The constant's name.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Used">The value in use.</param>
/// <param name="Points">By value, ascending.</param>
public sealed record ConstantCurve(string Constant, string Meaning, double Used, IReadOnlyList<CurvePoint> Points);

/// <summary>The main measure at one value of a constant.</summary>
/// <param name="Value">The constant's value.</param>
/// <param name="Mean">The mean over the judged queries.</param>
public readonly record struct CurvePoint(double Value, double Mean);

/// <summary>How relevance, a probability, compares with judgments.</summary>
/// <param name="Hits">Hits compared: the first ten of every question, those that nothing answers included. What nobody judged counts as not relevant.</param>
/// <param name="ExpectedCalibrationError">The mean gap between relevance and frequency.</param>
/// <param name="Brier">The mean squared gap between relevance and truth.</param>
/// <param name="Bins">Relevance against frequency, in ten bins.</param>
public sealed record CalibrationResult(
    int Hits, [property: JsonPropertyName("ece")] double ExpectedCalibrationError, double Brier, IReadOnlyList<ReliabilityBin> Bins);
