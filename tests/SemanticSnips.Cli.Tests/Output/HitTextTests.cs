using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Tests.Output;

/// <summary>Layouts, from hits made by hand: they do not change with the ranking.</summary>
public sealed class HitTextTests
{
    private static readonly Snip Weaving = new()
    {
        Id = "3f2a91bc-0000-4000-8000-000000000001",
        Episode = new Episode { Show = "Engines", Title = "The Analytical Engine" },
        Start = TimeSpan.FromSeconds(3590),
        End = TimeSpan.FromSeconds(3700),
        Title = "Weaving algebra",
        Url = "https://example.org/snip/1",
        Favourite = true,
        Turns = [new Turn("Charles", "What does the engine do?"),
            new Turn("Ada", "It weaves algebraic patterns just as the Jacquard loom weaves flowers and leaves.")],
        Source = "engines.md",
    };

    private static readonly Snip Bare = new() { Id = "abcdef123456", Episode = new Episode { Title = "The Difference Engine" }, Source = "engines.md" };

    private static SearchHit Hit => new()
    {
        Rank = 1,
        Snip = Weaving,
        Layout = SnipText.Of(Weaving),
        Score = 0.8,
        Relevance = 0.87,
        Kind = ChunkKind.Transcript,
        Passage = new TextSpan(0, SnipText.Of(Weaving).Parts[1].To),
        Text = SnipText.Of(Weaving).Text[..SnipText.Of(Weaving).Parts[1].To],
        Speakers = ["Charles", "Ada"],
        Start = TimeSpan.FromSeconds(3590),
        End = TimeSpan.FromSeconds(3620),
        Highlights = [new TextSpan(14, 20), new TextSpan(28, 34)],
        AlsoIn = [Weaving with { Id = "77", Title = null }],
    };

    private static SearchHit BareHit => new()
    {
        Rank = 2,
        Snip = Bare,
        Layout = SnipText.Of(Bare),
        Score = 0.1,
        Relevance = 0.04,
        Kind = ChunkKind.Episode,
        Passage = new TextSpan(0, 21),
        Text = "The Difference Engine",
        Speakers = [],
    };

    [Fact]
    public void Hits_for_a_pipe() => Approved.Verify("hits", Write(new Terminal()));

    [Fact]
    public void Hits_for_a_terminal() =>
        Approved.Verify("hits-terminal", Write(new Terminal { OutputIsTerminal = true, Width = 60 }).Replace("\e", "␛", StringComparison.Ordinal));

    [Fact]
    public void Control_characters_of_an_export_do_not_reach_the_terminal()
    {
        var hostile = Hit with { Snip = Weaving with { Title = "\e]0;owned\a", Url = "https://example.org/\e]8;;" } };
        using var writer = new StringWriter();

        HitText.Write(new Page(writer, new Terminal { OutputIsTerminal = true }, styled: false), [hostile with { AlsoIn = [] }], whole: false);

        Assert.DoesNotContain('\e', writer.ToString());
        Assert.DoesNotContain('\a', writer.ToString());
    }

    [Fact]
    public void Answers()
    {
        var answer = new Answer
        {
            Text = "It weaves algebraic patterns.",
            Speaker = "Ada",
            Start = TimeSpan.FromSeconds(3600),
            End = TimeSpan.FromSeconds(3605),
            Prompt = new Turn("Charles", "What does the engine do?"),
            Snip = Weaving,
            AlsoIn = [Weaving with { Id = "77", Title = null }],
            Relevance = 0.91,
            Layout = SnipText.Of(Weaving),
            Passage = default,
            Context = default,
            Confidence = Confidence.Likely,
        };
        var search = new SearchResult { Query = "q", Mode = SearchMode.Hybrid, Hits = [Hit, BareHit], Confidence = Confidence.Likely };
        using var writer = new StringWriter();
        var page = new Page(writer, new Terminal(), styled: false);

        AnswerText.Write(page, new AskResult { Search = search, Answers = [answer, answer with { Prompt = null, AlsoIn = [] }] });
        page.Line("=====");
        AnswerText.Write(page, new AskResult { Search = search with { Confidence = Confidence.None }, Answers = [] });

        page.Line("=====");
        var written = new WrittenAnswer
        {
            Sentences =
            [
                new WrittenSentence("Ada says that the engine weaves algebraic patterns.", [Bare, Weaving]),
                new WrittenSentence("She compares it to a loom that weaves flowers and leaves.", [Weaving]),
            ],
        };
        AnswerText.Write(page, new AskResult { Search = search, Answers = [answer, answer with { Relevance = 0.2 }] }, written, "llama3.2");

        page.Line("=====");
        AnswerText.Write(page, new AskResult { Search = search, Answers = [answer with { Relevance = 0.1, Confidence = Confidence.Unsure, AlsoIn = [] }] });

        Approved.Verify("answers", writer.ToString());
    }

    private static string Write(Terminal terminal)
    {
        using var writer = new StringWriter();
        HitText.Write(new Page(writer, terminal, terminal.OutputIsTerminal), [Hit, BareHit], whole: false);
        return writer.ToString();
    }
}
