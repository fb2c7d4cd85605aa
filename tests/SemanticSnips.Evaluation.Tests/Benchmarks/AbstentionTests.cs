namespace SemanticSnips.Evaluation.Tests;

public class AbstentionTests
{
    [Fact]
    public void The_figures_follow_their_definitions()
    {
        FirstHit[] answerable = [new(0.9, 3, true), new(0.6, 2, false), new(0.2, 1, true)];
        FirstHit[] unanswerable = [new(0.5, 2.5, false)];

        var result = Abstention.Measure("masked", answerable, unanswerable, threshold: 0.5)!;

        Assert.Equal(("masked", 3, 1), (result.Kind, result.Answerable, result.Unanswerable));
        Assert.Equal(2 / 3.0, result.AurocRelevance, 1e-12);
        Assert.Equal(1 / 3.0, result.AurocScore, 1e-12);
        Assert.Equal((1, 1 / 3.0), (result.FalseAnswers, result.FalseRefusals));

        // By relevance: right, wrong, wrong, right. By score: right, wrong, wrong, right. At best: right, right, wrong, wrong.
        Assert.Equal([0, 1 / 2.0, 2 / 3.0, 2 / 4.0], result.RiskCoverage.Select(p => p.Risk));
        Assert.Equal([0.25, 0.5, 0.75, 1], result.RiskCoverage.Select(p => p.Coverage));
        Assert.Equal((0 + (1 / 2.0) + (2 / 3.0) + (2 / 4.0)) / 4, result.RiskArea, 1e-12);
        Assert.Equal((0 + 0 + (1 / 3.0) + (2 / 4.0)) / 4, result.RiskAreaBest, 1e-12);
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_end()
    {
        var result = Abstention.Measure("masked", [.. Enumerable.Range(1, 170).Select(i => new FirstHit(i / 200.0, i, i % 2 == 0))], [default], 0.5)!;

        Assert.Equal(40, result.RiskCoverage.Count);
        Assert.Equal(1, result.RiskCoverage[^1].Coverage);
        Assert.Equal(86 / 171.0, result.RiskCoverage[^1].Risk, 1e-12);
    }

    [Fact]
    public void Without_one_kind_of_question_there_is_nothing_to_measure() => Assert.Null(Abstention.Measure("masked", [new(1, 1, true)], [], 0.5));
}
