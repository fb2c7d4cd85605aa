namespace SemanticSnips.Evaluation.Tests;

/// <summary>When answers are spoken, and what that makes of hits.</summary>
public class TruthsTests
{
    // Twenty characters in twenty seconds from 100 on: a second a character.
    private const string Document = """{"_id": "d1", "text": "aaaa. bbbb. cccc. dd", "metadata": {"start": 100, "end": 120}}""";
    private const string Other = """{"_id": "d2", "text": "eeee.", "metadata": {"start": 200, "end": 205}}""";

    [Fact]
    public void Marked_sentences_are_placed_in_time_by_characters_and_joined_where_nothing_is_between()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", Document, Other);
        folder.Write("evidence.jsonl", Evidence("bbbb."), Evidence("aaaa."), Evidence("dd"), Evidence("not in the text"));

        var truth = Read(folder)["q1"];

        Assert.True(truth.AreMarked);
        Assert.Equal([At(100, 111), At(118, 120)], truth.Moments);
    }

    [Fact]
    public void Without_marked_sentences_the_relevant_documents_are_the_truth()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", Document, Other);
        folder.Write("qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t2", "q1\td2\t0", "q2\td2\t1");

        var truths = Read(folder);

        Assert.Equal([At(100, 120)], truths["q1"].Moments);
        Assert.Equal([At(200, 205)], truths["q2"].Moments);
        Assert.False(truths["q1"].AreMarked);
    }

    [Fact]
    public void Documents_without_times_have_no_truth()
    {
        using var folder = new CollectionFolder();
        Assert.Empty(Read(folder));
    }

    [Fact]
    public void A_passage_is_at_the_right_moment_when_it_holds_half_of_a_marked_sentence()
    {
        var result = Tally(new Truth([At(10, 20)], AreMarked: true), Hit("d", 0, 16), Hit("d", 30, 40))!;

        Assert.Equal((1, 1, 1.0), (result.Queries, result.Marked, result.RightMoment));
        Assert.Equal(6 / 20.0, result.PassageIou, 1e-12);
        Assert.Equal(10, result.StartErrorSeconds);
        Assert.Equal(10, result.StartErrorWhenRightSeconds);
    }

    [Fact]
    public void A_passage_at_the_wrong_moment_counts_for_the_start_error_but_not_for_that_of_right_ones()
    {
        var result = Tally(new Truth([At(10, 20), At(90, 95)], AreMarked: true), Hit("d", 16, 40))!;

        Assert.Equal((0, 4 / 30.0), (result.RightMoment, result.PassageIou));
        Assert.Equal(6, result.StartErrorSeconds);
        Assert.Null(result.StartErrorWhenRightSeconds);
    }

    [Fact]
    public void Nothing_found_is_wrong_and_a_question_without_truth_is_not_measured()
    {
        var result = Tally(new Truth([At(10, 20)], AreMarked: false))!;
        Assert.Equal((0, 0, 0.0, 0.0), (result.Marked, result.RightMoment, result.PassageIou, result.DuplicateRate));
        Assert.Null(result.StartErrorSeconds);

        Assert.Null(new MomentTally(new Dictionary<string, Moment>(), new Dictionary<string, Truth>(), new Dictionary<string, IReadOnlyList<Moment>>())
            .ToResult());
    }

    [Fact]
    public void Duplicates_are_counted_before_and_after_folding_and_the_ceiling_is_the_best_passage_there_is()
    {
        var moments = new Dictionary<string, Moment> { ["d"] = At(0, 100), ["inside d"] = At(20, 40), ["far"] = At(500, 600) };
        var passages = new Dictionary<string, IReadOnlyList<Moment>> { ["d"] = [At(0, 50), At(50, 100)], ["far"] = [At(10, 20)] };
        var tally = new MomentTally(moments, new Dictionary<string, Truth> { ["q"] = new([At(60, 100)], AreMarked: true) }, passages);

        tally.Add("q", [Hit("d", 0, 50), Hit("far", 500, 510)], ["d", "inside d", "far"], ["d"]);

        Assert.Equal((0, 1 / 3.0), (tally.ToResult()!.DuplicateRate, tally.ToResult()!.DuplicateRateUnfolded));
        Assert.Equal(40 / 50.0, tally.ToResult()!.PassageIouCeiling, 1e-12);
    }

    private static IReadOnlyDictionary<string, Truth> Read(CollectionFolder folder)
    {
        var collection = folder.Load();
        return Truths.Read(collection, CollectionMetadata.ReadMoments(collection));
    }

    private static MomentResult? Tally(Truth truth, params SearchHit[] hits)
    {
        var tally = new MomentTally(
            new Dictionary<string, Moment> { ["d"] = At(0, 100) },
                new Dictionary<string, Truth> { ["q"] = truth }, new Dictionary<string, IReadOnlyList<Moment>>());
        tally.Add("q", hits, [], []);
        return tally.ToResult();
    }

    private static SearchHit Hit(string snip, double start, double end) => new()
    {
        Rank = 1,
        Snip = new Snip { Id = snip, Episode = new Episode(), Source = "" },
        Layout = SnipText.Of(new Snip { Id = snip, Episode = new Episode(), Source = "" }),
        Score = 1,
        Relevance = 1,
        Kind = ChunkKind.Transcript,
        Passage = default,
        Text = "",
        Speakers = [],
        Start = TimeSpan.FromSeconds(start),
        End = TimeSpan.FromSeconds(end),
    };

    private static string Evidence(string sentence) => $$"""{"query-id": "q1", "corpus-id": "d1", "grade": 1, "sentence": "{{sentence}}"}""";

    private static Moment At(double start, double end) => new("tiny", TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end));
}
