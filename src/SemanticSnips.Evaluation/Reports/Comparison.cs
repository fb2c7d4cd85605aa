using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>How a system differs from a baseline on the same queries.</summary>
/// <param name="Difference">The mean of <c>system - baseline</c>.</param>
/// <param name="Interval">Its 95 % bootstrap interval.</param>
/// <param name="P">The two-sided p of <see cref="RandomisationTest"/>, not adjusted for the number of comparisons.</param>
/// <param name="Better">On how many queries the system is ahead.</param>
/// <param name="Equal">On how many neither is.</param>
/// <param name="Worse">On how many the baseline is.</param>
public sealed record Comparison(
    double Difference, [property: JsonPropertyName("ci95")] Interval Interval, double P, int Better, int Equal, int Worse)
{
    /// <summary>Whether chance alone would rarely do this: p below .05.</summary>
    [JsonIgnore]
    public bool IsSignificant => P < 0.05;

    /// <summary>p as it is written: a drawn test cannot tell values below a thousandth apart.</summary>
    [JsonIgnore]
    public string PText => P < 0.001 ? "<.001" : FormattableString.Invariant($"{P:.000}");

    /// <summary>Compares the values of two systems, by query.</summary>
    /// <exception cref="ArgumentException">The two were not measured on the same queries, or on none.</exception>
    public static Comparison Between(IReadOnlyDictionary<string, double> system, IReadOnlyDictionary<string, double> baseline)
    {
        if (system.Count != baseline.Count || !system.Keys.All(baseline.ContainsKey))
            throw new ArgumentException("The two systems were measured on different queries.", nameof(baseline));

        // Sorted, so that the figures do not hang on the order in which a file lists its queries.
        string[] queries = [.. system.Keys.Order(StringComparer.Ordinal)];
        double[] a = [.. queries.Select(query => system[query])];
        double[] b = [.. queries.Select(query => baseline[query])];
        var differences = Paired.Differences(a, b);
        return new Comparison(
            differences.Average(),
            Bootstrap.Difference(a, b),
            RandomisationTest.PValue(a, b),
            differences.Count(difference => difference > 0),
            differences.Count(difference => difference == 0),
            differences.Count(difference => difference < 0));
    }
}
