using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation.Tests;

public class TunerTests
{
    /// <summary>No words and no neighbours: what random vectors say.</summary>
    private static readonly RankingProfile Vectors = new() { CoverageWeight = 0, PreviousWeight = 0, NextWeight = 0 };

    [Fact]
    public void Where_only_words_find_anything_their_weight_is_learnt_and_holds_on_unseen_questions()
    {
        using var notes = new Notes();

        var result = Run(notes, new TuningOptions { Profile = Vectors });

        Assert.True(result.IsTaken);
        Assert.True(result.Profile.CoverageWeight > 0);
        Assert.True(result.HeldOutGainInterval.Low > 0);
        Assert.All(result.FoldConstants, constants => Assert.True(constants["coverage"] > 0));
        var set = Assert.Single(result.Collections);
        Assert.True(set.NdcgHeldOut > set.NdcgBefore);
        Assert.Equal(set.NdcgHeldOut - set.NdcgBefore, result.HeldOutGain, 1e-12);
        Assert.NotNull(result.Profile.Relevance);
    }

    [Fact]
    public void Constants_that_are_not_searched_for_and_weights_that_are_kept_stay()
    {
        using var notes = new Notes();

        var other = Run(notes, new TuningOptions { Profile = Vectors, Constants = [RankingConstant.Find("next")] });
        var kept = Run(notes, new TuningOptions { Profile = Vectors, KeepWeights = true });

        Assert.Equal((0, 0), (other.Profile.CoverageWeight, other.Profile.PreviousWeight));
        Assert.Equal(Vectors, kept.Profile with { Relevance = null });
        Assert.False(kept.IsTaken);
        Assert.NotNull(kept.Profile.Relevance);
    }

    [Fact]
    public void Every_way_to_cut_is_tried_in_an_index_of_its_own_and_the_first_is_what_gains_are_measured_against()
    {
        using var notes = new Notes();
        ChunkerOptions[] ways = [CollectionIndex.WholeDocuments, new(8, 16, 0)];

        var result = Run(notes, new TuningOptions { Profile = Vectors, Chunkings = ways });

        Assert.Equal(ways, result.Chunkings.Select(c => c.Chunking));
        Assert.Equal(result.Folds, result.Chunkings.Sum(c => c.Folds));
        Assert.Equal(24, result.Chunkings[0].Passages);
        Assert.Equal(result.Collections[0].NdcgBefore, result.Chunkings[0].NdcgBefore);
        Assert.Contains(result.Chunking, ways);
        Assert.Equal(2, ways.Count(w => Directory.Exists(notes.IndexFolder(w.ToString()))));
    }

    [Fact]
    public void Fewer_groups_than_folds_are_refused()
    {
        using var notes = new Notes();

        var refusal = Assert.Throws<EvaluationException>(() => Run(notes, new TuningOptions { Folds = 13 }));

        Assert.Equal("Tuning holds out whole groups of questions in 13 folds, so it needs at least 13 groups; found 12 in notes. Add collections.",
            refusal.Message);
    }

    [Fact]
    public void A_profile_says_how_it_was_made_and_is_read_back_as_it_was_written()
    {
        using var notes = new Notes();
        Directory.CreateDirectory(notes.IndexFolder());
        var file = Path.Combine(notes.IndexFolder(), "mine.json");

        var profile = Run(notes, new TuningOptions { Profile = Vectors }).Sign("snips tune notes", new DateOnly(2024, 5, 6));
        profile.Save(file);

        Assert.StartsWith("snips tune notes, 2024-05-06: constants taken; held-out gain of the search 0.", profile.MadeBy, StringComparison.Ordinal);
        Assert.Equal(profile, ProfileFile.Read(file));
    }

    [Fact]
    public void What_is_no_profile_is_refused_with_its_name()
    {
        using var notes = new Notes();
        Directory.CreateDirectory(notes.IndexFolder());
        var file = Path.Combine(notes.IndexFolder(), "mine.json");

        Assert.StartsWith($"There is no ranking profile '{file}'",
            Assert.Throws<EvaluationException>(() => ProfileFile.Read(file)).Message, StringComparison.Ordinal);
        foreach (var text in new[] { """{"coverageWeigth": 0.3}""", """{"coverageWeight": 0.3, "coverageWeight": 0.4}""",
            """{"relevance": {"onTopic": 3}}""", "[]", "null", "3", "" })
        {
            File.WriteAllText(file, text);
            Assert.StartsWith(file,
                Assert.Throws<EvaluationException>(() => ProfileFile.Read(file)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_profile_leaves_out_has_its_default()
    {
        using var notes = new Notes();
        Directory.CreateDirectory(notes.IndexFolder());
        var file = Path.Combine(notes.IndexFolder(), "mine.json");
        var onTopic = new OnTopicModel(1, 2, 3);
        var standsOut = new StandsOutModel(4, 5);

        File.WriteAllText(file,
            """{"coverageWeight": 0.25, "relevance": {"onTopic": {"intercept": 1, "cosine": 2, "coverage": 3}, "standsOut": {"intercept": 4, "lead": 5}}}""");

        Assert.Equal(new RankingProfile { CoverageWeight = 0.25, Relevance = new RelevanceModel(onTopic, standsOut) }, ProfileFile.Read(file));
        Assert.Equal(0.5, new RelevanceModel(onTopic, standsOut).Threshold);

        File.WriteAllText(file, """{"relatedness": {"otherEpisode": {"slope": 3}}, "quotation": {"terms": 0}}""");

        var curve = new RelatednessModel().OtherEpisode with { Slope = 3 };
        Assert.Equal(
            new RankingProfile { Relatedness = new RelatednessModel { OtherEpisode = curve }, Quotation = new QuotationWeights { Terms = 0 } },
                ProfileFile.Read(file));
    }

    [Fact]
    public void Every_constant_has_a_name_of_its_own_sets_what_it_reads_and_has_an_ascending_grid()
    {
        Assert.Equal(RankingConstant.All.Count, RankingConstant.All.Select(c => c.Name).Distinct().Count());
        foreach (var constant in RankingConstant.All)
        {
            var profile = constant.In(new RankingProfile(), constant.Grid[^1]);
            Assert.Equal(constant.Grid[^1], constant.Of(profile));
            Assert.NotEqual(new RankingProfile(), profile);
            Assert.Equal(new RankingProfile(), constant.In(profile, constant.Of(new RankingProfile())));
            Assert.Equal(constant.Grid.Order(), constant.Grid);
        }

        Assert.Equal("There is no ranking constant \"k1\"; the constants are " + string.Join(", ", RankingConstant.All.Select(c => c.Name)) + ".",
            Assert.Throws<EvaluationException>(() => RankingConstant.Find("k1")).Message);
    }

    private static TuningResult Run(Notes notes, TuningOptions options) =>
        Tuner.Run([notes.Collection], (_, chunking) => notes.IndexFolder(chunking.ToString()), notes.Model, options);
}
