using SemanticSnips.Contract;

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
            new Turn("Ada", "One. Two. Three. It weaves. Five. Six. Seven.") { Lines =
                [new Line(0, TimeSpan.FromSeconds(100), null), new Line(5, TimeSpan.FromSeconds(110.5), TimeSpan.FromSeconds(112))] },
        ],
        Source = "a.md",
    };

    [Fact]
    public void An_answer_stands_within_its_context()
    {
        var view = AnswerOf(Weaving, "It weaves.");

        Assert.Equal("Two. Three. It weaves. Five. Six.", view.Context);
        Assert.Equal("It weaves.", view.Context[view.InContext[0]..view.InContext[1]]);
        Assert.False(view.Approximate);
    }

    [Fact]
    public void A_turn_has_the_lines_that_its_source_times()
    {
        var turn = Assert.Single(new Views(true).Of(new SnipDetails(Weaving, SnipText.Of(Weaving), [])).Turns);

        Assert.Equal([new LineView(0, 100, null), new LineView(5, 110.5, 112)], turn.Lines);
    }

    [Fact]
    public void The_link_of_a_hit_opens_at_its_passage()
    {
        var hit = new SearchHit
        {
            Rank = 1,
            Snip = Weaving,
            Layout = SnipText.Of(Weaving),
            Score = 1,
            Relevance = 1,
            Kind = ChunkKind.Transcript,
            Passage = new TextSpan(0, 4),
            Text = "One.",
            Speakers = ["Ada"],
            Start = TimeSpan.FromSeconds(150),
            End = TimeSpan.FromSeconds(160),
        };
        var view = new Views(true).Of(new SearchResult { Query = "q", Mode = SearchMode.Hybrid, Hits = [hit], Confidence = Confidence.Likely, Generation = 7 });

        Assert.Equal((1, 7L, "likely", true, "https://youtu.be/x?t=150"),
            (view.Version, view.Generation, view.Confidence, view.Answered, view.Results[0].Link));
    }

    [Theory]
    [InlineData(Confidence.Unsure, "unsure")]
    [InlineData(Confidence.Likely, "likely")]
    public void What_is_unsure_is_an_answer(Confidence confidence, string name)
    {
        var view = new Views(true).Of(Asked(Weaving, "It weaves.", confidence));

        Assert.Equal((name, true, name), (view.Confidence, view.Answered, view.Answers![0].Confidence));
    }

    private static AnswerView AnswerOf(Snip snip, string text) => Assert.Single(new Views(true).Of(Asked(snip, text, Confidence.Likely)).Answers!);

    private static AskResult Asked(Snip snip, string text, Confidence confidence)
    {
        var layout = SnipText.Of(snip);
        var from = layout.Text.IndexOf(text, StringComparison.Ordinal);
        return new AskResult
        {
            Search = new SearchResult { Query = "q", Mode = SearchMode.Hybrid, Hits = [], Confidence = confidence, Generation = 7 },
            Answers =
            [
                new Answer
                {
                    Text = text,
                    Snip = snip,
                    Layout = layout,
                    Passage = new TextSpan(from, from + text.Length),
                    Context = new TextSpan(5, 38),
                    Relevance = 0.9,
                    Confidence = confidence,
                },
            ],
        };
    }
}
