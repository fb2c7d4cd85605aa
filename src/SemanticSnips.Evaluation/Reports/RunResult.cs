using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>One system's figures on one collection.</summary>
public sealed record RunResult
{
    /// <summary>The run's name: <c>keyword</c>, <c>vector</c>, <c>hybrid</c>, <c>hybrid-rrf</c> and so on.</summary>
    public required string Name { get; init; }

    /// <summary>Each measure's mean over the judged queries, by name, the main measure first.</summary>
    public required IReadOnlyDictionary<string, double> Measures { get; init; }

    /// <summary>The 95 % bootstrap interval of each mean.</summary>
    [JsonPropertyName("ci95")]
    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    /// <summary>Median time a query, in milliseconds; null when it was not taken.</summary>
    public double? MsPerQueryP50 { get; init; }

    /// <summary>The time, in milliseconds, that 95 % of the queries stay within; null when it was not taken.</summary>
    public double? MsPerQueryP95 { get; init; }

    /// <summary>How each measure differs from the baseline; null for the baseline itself.</summary>
    public IReadOnlyDictionary<string, Comparison>? AgainstBaseline { get; init; }

    /// <summary>By measure and query, the values; null when they are left out of the file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? PerQuery { get; init; }

    /// <summary>Measures a run: means, intervals and values of every judged query, missing ones counted as 0.</summary>
    /// <param name="run">What the system returned.</param>
    /// <param name="qrels">At least one judged query.</param>
    /// <param name="measures">The main measure first; null for <see cref="Measure.Standard"/>.</param>
    /// <param name="latencies">The time of each query, or null.</param>
    /// <exception cref="ArgumentException">Nothing is judged.</exception>
    public static RunResult From(
        Run run, Qrels qrels, IReadOnlyList<Measure>? measures = null, IReadOnlyList<TimeSpan>? latencies = null)
    {
        if (qrels.Count == 0) throw new ArgumentException("Nothing is judged, so nothing can be measured.", nameof(qrels));
        var means = new Dictionary<string, double>();
        var intervals = new Dictionary<string, Interval>();
        var perQuery = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        foreach (var measure in measures ?? Measure.Standard)
        {
            var values = measure.PerQuery(qrels, run);
            double[] numbers = [.. values.Select(value => value.Value)];
            means.Add(measure.Name, numbers.Average());
            intervals.Add(measure.Name, Bootstrap.Mean(numbers));
            perQuery.Add(measure.Name, values.ToDictionary(value => value.Query, value => value.Value, StringComparer.Ordinal));
        }

        double? Latency(double share) =>
            latencies is { Count: > 0 } ? Quantile.Of(latencies.Select(latency => latency.TotalMilliseconds), share) : null;

        return new RunResult
        {
            Name = run.Name,
            Measures = means,
            Intervals = intervals,
            PerQuery = perQuery,
            MsPerQueryP50 = Latency(.5),
            MsPerQueryP95 = Latency(.95),
        };
    }

    /// <summary>The same figures with <see cref="AgainstBaseline"/> for every measure that both have per query.</summary>
    public RunResult ComparedTo(RunResult baseline)
    {
        if (PerQuery is null || baseline.PerQuery is null) return this;
        return this with
        {
            AgainstBaseline = PerQuery.Where(measure => baseline.PerQuery.ContainsKey(measure.Key)).ToDictionary(
                measure => measure.Key,
                measure => Comparison.Between(measure.Value, baseline.PerQuery[measure.Key])),
        };
    }
}
