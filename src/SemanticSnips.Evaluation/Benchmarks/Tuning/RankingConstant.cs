namespace SemanticSnips.Evaluation;

/// <summary>A constant of the default fusion that can be swept, tuned and set by name.</summary>
/// <param name="Name">As in <c>--set coverage=0.3</c> and in reports.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="Grid">The values that are tried, ascending; among equals the first wins.</param>
/// <param name="Of">Its value in a profile.</param>
/// <param name="In">The profile with another value.</param>
/// <remarks>
/// A new constant of <see cref="RankingProfile"/> becomes tunable by a line in <see cref="All"/>. Queries are scored once and ranked many times, so a constant
/// must act when scored passages are ranked, not when they are scored (as BM25's k1 and b do).
/// </remarks>
public sealed record RankingConstant(string Name, string Meaning, IReadOnlyList<double> Grid,
    Func<RankingProfile, double> Of, Func<RankingProfile, double, RankingProfile> In)
{
    /// <summary>All constants, in the order in which the search climbs.</summary>
    public static IReadOnlyList<RankingConstant> All { get; } =
    [
        new("coverage", "weight of the words' coverage", [0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8], p =>
            p.CoverageWeight, (p, v) => p with { CoverageWeight = v }),
        new("proximity", "weight of the query's words standing near each other", [0, 0.05, 0.1, 0.15, 0.2, 0.3], p =>
            p.ProximityWeight, (p, v) => p with { ProximityWeight = v }),
        new("previous", "weight of the passage before", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], p => p.PreviousWeight, (p, v) => p with { PreviousWeight = v }),
        new("next", "weight of the passage after", [0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5], p => p.NextWeight, (p, v) => p with { NextWeight = v }),
        new("second", "share of the passages two away", [0, 0.25, 0.5, 0.75], p => p.SecondNeighbourShare, (p, v) => p with { SecondNeighbourShare = v }),
        new("peak", "share of its gain that the best of neighbours gets", [0, 0.25, 0.5, 0.75, 1], p => p.PeakShare, (p, v) => p with { PeakShare = v }),
        new("missing", "what a missing neighbour is taken for, as a share of the passage", [0, 0.2, 0.3, 0.4, 0.6], p =>
            p.MissingNeighbourShare, (p, v) => p with { MissingNeighbourShare = v }),
        new("background", "best passages whose mean neighbours stand out from; 0 for all", [0, 50, 100, 200], p =>
            p.BackgroundDepth, (p, v) => p with { BackgroundDepth = (int)v }),
    ];

    /// <summary>The values of all constants in a profile, by name.</summary>
    public static IReadOnlyDictionary<string, double> ValuesOf(RankingProfile profile) =>
        All.ToDictionary(c => c.Name, c => c.Of(profile), StringComparer.Ordinal);

    /// <summary>The constant with a name.</summary>
    /// <exception cref="EvaluationException">There is none.</exception>
    public static RankingConstant Find(string name) => All.FirstOrDefault(c => c.Name == name)
        ?? throw new EvaluationException($"There is no ranking constant \"{name}\"; the constants are {string.Join(", ", All.Select(c => c.Name))}.");
}
