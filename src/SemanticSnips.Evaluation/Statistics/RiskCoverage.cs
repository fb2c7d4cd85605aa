namespace SemanticSnips.Evaluation;

/// <summary>The mean loss among the most confident answers, when only a share of all questions is answered.</summary>
/// <param name="Coverage">The share that is answered, in (0, 1].</param>
/// <param name="Risk">The mean loss among those.</param>
public readonly record struct RiskCoveragePoint(double Coverage, double Risk);

/// <summary>How risk falls as a system answers fewer questions (El-Yaniv and Wiener, JMLR 2010).</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RiskCoverage
{
    private RiskCoverage(IReadOnlyList<RiskCoveragePoint> points) => Points = points;

    /// <summary>One point for each number of answered questions, from 1 to all.</summary>
    public IReadOnlyList<RiskCoveragePoint> Points { get; }

    /// <summary>The area under the curve: the mean risk over all coverages, lower is better (Geifman, Uziel and El-Yaniv, ICLR 2019).</summary>
    public double Area => Points.Average(point => point.Risk);

    /// <summary>Builds the curve. Where confidences tie, the risk is the expectation over all orders of the tied ones.</summary>
    /// <param name="confidences">Greater is more confident; one a question.</param>
    /// <param name="losses">What each answer costs, such as 0 for a right and 1 for a wrong one.</param>
    /// <exception cref="ArgumentException">There are no questions, or not as many losses as confidences.</exception>
    public static RiskCoverage Of(IReadOnlyList<double> confidences, IReadOnlyList<double> losses)
    {
        if (confidences.Count != losses.Count || losses.Count == 0)
            throw new ArgumentException(
                $"A curve needs one loss a confidence; found {confidences.Count} confidences and {losses.Count} losses.", nameof(losses));

        var points = new List<RiskCoveragePoint>(losses.Count);
        var lost = 0.0;
        foreach (var tied in confidences.Zip(losses).GroupBy(pair => pair.First, pair => pair.Second).OrderByDescending(group => group.Key))
        {
            var mean = tied.Average();
            foreach (var _ in tied)
            {
                lost += mean;
                var answered = points.Count + 1;
                points.Add(new RiskCoveragePoint((double)answered / losses.Count, lost / answered));
            }
        }

        return new RiskCoverage(points);
    }
}
