using SemanticSnips.Chunking;
using SemanticSnips.Contract;
using SemanticSnips.Ranking;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Cli.Tests.Contract;

public sealed class ViewsTests
{
    private static readonly Snip Weaving = new()
    {
        Id = "1",
        Episode = new Episode { Url = "https://youtu.be/x" },
        Start = TimeSpan.FromSeconds(100),
        End = TimeSpan.FromSeconds(200),
        Turns =
        [
            new Turn("Ada", "One. Two. Three. It weaves. Five. Six. Seven.") { Lines = [new Line(0, TimeSpan.FromSeconds(100), null), new Line(5, TimeSpan.FromSeconds(110.5), TimeSpan.FromSeconds(112))] },
        ],
        Source = "a.md",
    };

    [Fact]
    public void An_answer_stands_within_two_sentences_on_either_side()
    {
        var view = AnswerOf(Weaving, "It weaves.");

        Assert.Equal("Two. Three. It weaves. Five. Six.", view.Context);
        Assert.Equal("It weaves.", view.Context[view.InContext[0]..view.InContext[1]]);
        Assert.True(view.Approximate);
    }

    [Fact]
    public void Words_that_are_said_twice_are_told_apart_by_their_time()
    {
        var echo = Weaving with { Turns = [new Turn("Ada", "Yes.", TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(110)), new Turn("Bo", "So? Yes.", TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(120))] };
        var layout = SnipText.Of(echo);
        var second = layout.TimesOf(layout.Text.LastIndexOf("Yes.", StringComparison.Ordinal), layout.Text.LastIndexOf("Yes.", StringComparison.Ordinal) + 4).Start;

        Assert.Equal("So? Yes.", AnswerOf(echo, "Yes.", second).Context);
    }

    [Fact]
    public void A_turn_has_the_lines_that_its_source_times()
    {
        var turn = Assert.Single(new Views(true).Of(new SnipDetails(Weaving, SnipText.Of(Weaving), []), 7).Turns);

        Assert.Equal([new LineView(0, 100, null), new LineView(5, 110.5, 112)], turn.Lines);
    }

    [Fact]
    public void The_link_of_a_hit_opens_at_its_passage()
    {
        var hit = new SearchHit
        {
            Rank = 1, Snip = Weaving, Score = 1, Relevance = 1, Kind = ChunkKind.Transcript, Passage = new TextSpan(0, 4), Text = "One.", Speakers = ["Ada"],
            Start = TimeSpan.FromSeconds(150), End = TimeSpan.FromSeconds(160),
        };
        var view = new Views(true).Of(new SearchResult { Query = "q", Mode = SearchMode.Hybrid, Hits = [hit], Answered = true }, 7);

        Assert.Equal((1, 7L, "likely", true, "https://youtu.be/x?t=150"), (view.Version, view.Generation, view.Confidence, view.Answered, view.Results[0].Link));
    }

    [Theory]
    [InlineData(0.1, "unsure")]
    [InlineData(0.15, "likely")]
    public void What_is_unsure_is_an_answer(double relevance, string confidence)
    {
        var view = new Views(true).Of(Asked(Weaving, "It weaves.", relevance: relevance), 1);

        Assert.Equal((confidence, true), (view.Confidence, view.Answered));
    }

    private static AnswerView AnswerOf(Snip snip, string text, TimeSpan? start = null) => Assert.Single(new Views(true).Of(Asked(snip, text, start), 1).Answers!);

    private static AskResult Asked(Snip snip, string text, TimeSpan? start = null, double relevance = 0.9) => new()
    {
        Search = new SearchResult { Query = "q", Mode = SearchMode.Hybrid, Hits = [], Answered = true },
        Answers = [new Answer { Text = text, Snip = snip, Start = start, Relevance = relevance }],
    };
}
