using SemanticSnips.Ranking;

namespace SemanticSnips.Tests.Ranking;

/// <summary>Fusion formulas written out by hand.</summary>
public sealed class FusionTests
{
    private const double Tolerance = 1e-6;

    // By cosine: 1, 0, 2, 3. By BM25: 2, 3, 1; passage 0 has no word of the query.
    private static readonly PassageScores Scores = new()
    {
        Cosines = [0.6f, 0.8f, 0.5f, 0.1f],
        Bm25 = [0, 1, 4, 2],
        Ceiling = 8,
    };

    private static readonly RankingProfile Profile = new() { CoverageWeight = 0.3, ConvexDenseWeight = 0.9, RrfK = 60 };

    [Fact]
    public void Absolute_is_cosine_plus_weighted_coverage() =>
        AssertScores([0.6, 0.8 + 0.3 / 8, 0.5 + 0.3 * 4 / 8, 0.1 + 0.3 * 2 / 8], Fuse(Scores, FusionKind.Absolute));

    [Fact]
    public void Of_many_passages_each_is_fused_as_if_it_were_alone()
    {
        var random = new Random(5);
        float[] cosines = [.. Enumerable.Range(0, 101).Select(_ => random.NextSingle())];
        float[] bm25 = [.. Enumerable.Range(0, 101).Select(i => i % 3 == 0 ? 0 : 7 * random.NextSingle())];
        var mean = cosines.Where((_, i) => i != 70).Sum(c => (double)c) / 100;
        cosines[70] = float.NaN;

        var fused = Fuse(new PassageScores { Cosines = cosines, Bm25 = bm25, Ceiling = 7.3 }, FusionKind.Absolute);

        Assert.Equal(Enumerable.Range(0, 101).Select(i => (i == 70 ? mean : cosines[i]) + 0.3 * (bm25[i] / 7.3)), fused);
    }

    [Fact]
    public void Reciprocal_ranks_are_added() =>
        AssertScores([1.0 / (60 + 2), 1.0 / (60 + 1) + 1.0 / (60 + 3), 1.0 / (60 + 3) + 1.0 / (60 + 1), 1.0 / (60 + 4) + 1.0 / (60 + 2)],
            Fuse(Scores, FusionKind.Rrf));

    [Fact]
    public void Convex_divides_each_leg_by_its_best() =>
        AssertScores(
            [0.9 * 0.6 / 0.8, 0.9 * 0.8 / 0.8 + 0.1 * 1 / 4, 0.9 * 0.5 / 0.8 + 0.1 * 4 / 4, 0.9 * 0.1 / 0.8 + 0.1 * 2 / 4],
            Fuse(Scores, FusionKind.Convex));

    [Fact]
    public void Distributions_are_scaled_by_mean_and_three_deviations()
    {
        // Cosines: mean .5, variance (.01 + .09 + 0 + .16) / 4. BM25 of the leg's three: mean 7/3, variance (16/9 + 25/9 + 1/9) / 3.
        var dense = Math.Sqrt(0.26 / 4);
        var sparse = Math.Sqrt(42.0 / 27);
        double Both(double cosine, double bm25) =>
            Math.Clamp((cosine - 0.5 + 3 * dense) / (6 * dense), 0, 1) + Math.Clamp((bm25 - 7.0 / 3 + 3 * sparse) / (6 * sparse), 0, 1);

        AssertScores([Both(0.6, 0), Both(0.8, 1), Both(0.5, 4), Both(0.1, 2)], Fuse(Scores, FusionKind.Dbsf));
    }

    [Theory]
    [InlineData(FusionKind.Absolute)]
    [InlineData(FusionKind.Convex)]
    [InlineData(FusionKind.Rrf)]
    [InlineData(FusionKind.Dbsf)]
    public void What_a_filter_forbids_is_no_candidate_and_counts_for_nothing(FusionKind kind)
    {
        var filtered = Fuse(Scores with { Allowed = [true, false, false, true] }, kind);
        var alone = Fuse(new PassageScores { Cosines = [0.6f, 0.1f], Bm25 = [0, 2], Ceiling = 8 }, kind);

        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity], filtered[1..3]);
        AssertScores(alone, [filtered[0], filtered[3]]);
    }

    [Theory]
    [InlineData(FusionKind.Absolute)]
    [InlineData(FusionKind.Convex)]
    [InlineData(FusionKind.Rrf)]
    [InlineData(FusionKind.Dbsf)]
    public void A_passage_without_a_vector_can_still_be_found_by_its_words(FusionKind kind)
    {
        var fused = Fuse(Scores with { Cosines = [0.6f, 0.8f, float.NaN, 0.1f] }, kind);

        Assert.All(fused, score => Assert.True(double.IsFinite(score)));
    }

    [Theory]
    [InlineData(FusionKind.Absolute)]
    [InlineData(FusionKind.Convex)]
    [InlineData(FusionKind.Rrf)]
    [InlineData(FusionKind.Dbsf)]
    public void Without_words_the_dense_order_stands(FusionKind kind)
    {
        foreach (var scores in new[] { Scores with { Bm25 = null, Ceiling = 0 }, Scores with { Bm25 = [0, 0, 0, 0], Ceiling = 0 } })
        {
            var fused = Fuse(scores, kind);
            Assert.Equal([1, 0, 2, 3], Enumerable.Range(0, 4).OrderByDescending(i => fused[i]));
        }
    }

    [Fact]
    public void One_leg_alone_is_its_own_scores()
    {
        AssertScores([0.6, 0.8, 0.5, 0.1], Single(Scores.Cosines!, positiveOnly: false));
        Assert.Equal([double.NegativeInfinity, 1, 4, 2], Single(Scores.Bm25!, positiveOnly: true));
    }

    [Fact]
    public void The_best_are_in_order_with_ties_by_number()
    {
        double[] scores = [1, 3, double.NegativeInfinity, 3, 2, 3];

        Assert.Equal([1, 3, 5, 4, 0], TopPassages.Of(scores, 10));
        Assert.Equal([1, 3], TopPassages.Of(scores, 2));
        Assert.Empty(TopPassages.Of(scores, 0));
    }

    private static double[] Fuse(PassageScores scores, FusionKind kind)
    {
        var fused = new double[scores.Cosines!.Length];
        Fusion.Fuse(scores, kind, Profile, fused);
        return fused;
    }

    private static double[] Single(float[] leg, bool positiveOnly)
    {
        var single = new double[leg.Length];
        Fusion.Single(Scores, leg, positiveOnly, single);
        return single;
    }

    private static void AssertScores(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }
}
