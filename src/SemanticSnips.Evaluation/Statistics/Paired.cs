namespace SemanticSnips.Evaluation;

internal static class Paired
{
    public static double[] Differences(IReadOnlyList<double> system, IReadOnlyList<double> baseline) =>
        system.Count == baseline.Count
            ? [.. system.Zip(baseline, (a, b) => a - b)]
            : throw new ArgumentException($"Pairs need one value a query on both sides; found {system.Count} and {baseline.Count}.", nameof(baseline));
}
