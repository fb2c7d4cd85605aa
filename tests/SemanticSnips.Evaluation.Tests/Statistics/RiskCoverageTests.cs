using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class RiskCoverageTests
{
    [Fact]
    public void Risk_is_the_mean_loss_of_the_most_confident()
    {
        var curve = RiskCoverage.Of([0.6, 0.9, 0.8, 0.7], [1, 0, 1, 0]);
        Assert.Equal(
            [new(1 / 4.0, 0), new(2 / 4.0, 1 / 2.0), new(3 / 4.0, 1 / 3.0), new(1, 2 / 4.0)],
            curve.Points);
        Assert.Equal((0 + (1 / 2.0) + (1 / 3.0) + (1 / 2.0)) / 4, curve.Area, 1e-12);
    }

    [Fact]
    public void Tied_confidences_have_the_same_risk_in_any_order()
    {
        Assert.All(RiskCoverage.Of([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 1]).Points, point => Assert.Equal(0.5, point.Risk));
        Assert.Equal(RiskCoverage.Of([0.5, 0.5], [1, 0]).Points, RiskCoverage.Of([0.5, 0.5], [0, 1]).Points);
    }

    [Fact]
    public void The_last_point_is_the_mean_loss_of_all() =>
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1]).Array[1, 30].ForAll(rows =>
        {
            var curve = RiskCoverage.Of([.. rows.Select(row => (double)row.Item1)], [.. rows.Select(row => row.Item2)]);
            return curve.Points.Count == rows.Length && curve.Points[^1].Coverage == 1
                && Math.Abs(curve.Points[^1].Risk - rows.Average(row => row.Item2)) < 1e-12;
        });

    [Fact]
    public void Unequal_lengths_and_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RiskCoverage.Of([1], []));
        Assert.Throws<ArgumentException>(() => RiskCoverage.Of([], []));
    }
}
