namespace SemanticSnips.Evaluation.Tests;

public class BenchmarkTests
{
    [Fact]
    public void Every_curve_passes_through_the_hybrid_at_the_value_in_use()
    {
        using var notes = new Notes();
        var profile = new RankingProfile { CoverageWeight = 0.07 };

        var result = Benchmark.Run(notes.Collection, notes.IndexFolder(), notes.Model, new BenchmarkOptions { Profile = profile }).Result;

        var hybrid = result.Runs.Single(r => r.Name == "hybrid").Measures["nDCG@10"];
        Assert.Equal(RankingConstant.All.Select(c => c.Name), result.Curves!.Select(c => c.Constant));
        foreach (var curve in result.Curves!) Assert.Equal(hybrid, curve.Points.Single(p => p.Value == curve.Used).Mean, 1e-12);
        Assert.Equal(0.07, result.Curves![0].Used);
    }

    [Fact]
    public void Words_find_what_only_words_can_find_and_within_its_group_every_question_has_one_rival()
    {
        using var notes = new Notes();

        var everywhere = Benchmark.Run(notes.Collection, notes.IndexFolder(), notes.Model);
        var within = Benchmark.Run(notes.Collection, notes.IndexFolder(), notes.Model, new BenchmarkOptions { Within = true });

        Assert.Equal(1, everywhere.Result.Runs.Single(r => r.Name == "keyword").Measures["MRR@10"]);
        Assert.False(everywhere.Result.WithinGroup);
        Assert.True(within.Result.WithinGroup);
        Assert.All(within.Runs.Single(r => r.Name == "vector").Queries, q => Assert.Equal(2, within.Runs.Single(r => r.Name == "vector")[q].Count));
    }

    [Fact]
    public void A_baseline_that_does_not_exist_is_refused_before_anything_is_built()
    {
        using var notes = new Notes();

        Assert.Throws<EvaluationException>(() => Benchmark.Run(notes.Collection, notes.IndexFolder(), notes.Model, new BenchmarkOptions { Baseline = "bm25" }));
        Assert.False(Directory.Exists(notes.IndexFolder()));
    }
}
