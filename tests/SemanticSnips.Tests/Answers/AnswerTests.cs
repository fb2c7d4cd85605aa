using SemanticSnips.Ranking;

namespace SemanticSnips.Tests.Answers;

/// <summary>The order of answers, how sure they are, and where they stand.</summary>
public sealed class AnswerTests : IDisposable
{
    private static readonly string[] Sentences =
    [
        "Chips are made in a fab by the sea.", "The wafers come from sand.",
            "A fab needs clean water and a lot of light.", "Every chip is tested twice before it is sold.",
    ];

    private readonly IndexFolder _folder = Library.Filled(Enumerable.Range(0, 24).Select(i => Library.Snip($"s{i:00}", Speech(i))));

    // Relevance grows with the words alone, so that there are hits of every relevance.
    private readonly RankingProfile _profile = new()
    {
        Relevance = new RelevanceModel(new OnTopicModel(-2, 0.1, 6), new StandsOutModel(10, 0), Threshold: 0.2, QuotationShare: 0.5, Likely: 0.6),
    };

    private readonly SnipIndex _index;

    public AnswerTests() => _index = SnipIndex.Open(_folder.Path, Models.Tiny, _profile);

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Keyword)]
    public void Fewer_answers_are_the_first_of_more_and_the_most_likely_come_first(SearchMode mode)
    {
        var all = Ask(20);
        Assert.True(all.Count > 5, $"{all.Count} answers are too few to tell.");
        for (var count = 1; count < all.Count; count++)
            Assert.Equal(all.Take(count).Select(a => (a.Snip.Id, a.Text)), Ask(count).Select(a => (a.Snip.Id, a.Text)));

        var inOrder = all.OrderByDescending(a => a.Relevance).ThenBy(a => a.Snip.Id, StringComparer.Ordinal).ThenBy(a => a.Passage.From);
        Assert.Equal(inOrder.Select(a => a.Snip.Id), all.Select(a => a.Snip.Id));
        Assert.Equal(all.Count, all.Select(a => a.Text).Distinct().Count());

        IReadOnlyList<Answer> Ask(int count) =>
            _index.Ask("fab water light", new AskOptions { Answers = count, Search = new SearchOptions { Mode = mode, Top = 30 } }).Answers;
    }

    [Fact]
    public void One_rule_says_how_sure_it_is()
    {
        Assert.Equal(
            [Confidence.None, Confidence.None, Confidence.Unsure, Confidence.Unsure, Confidence.Likely, Confidence.Likely],
            new[] { 0, 0.199, 0.2, 0.599, 0.6, 1 }.Select(_profile.ConfidenceOf));
        // Nothing was learnt: what a low number means is not known.
        Assert.Equal([Confidence.Unsure, Confidence.Unsure, Confidence.Likely], new[] { 0, 0.49, 0.5 }.Select(new RankingProfile().ConfidenceOf));

        var seen = new HashSet<Confidence>();
        foreach (var question in new[] { "fab water light", "sand", "water unheard unknown", "unheard of things", "tested twice sold" })
        {
            var asked = _index.Ask(question, new AskOptions { Answers = 20, Search = new SearchOptions { Mode = SearchMode.Keyword, Top = 30 } });
            seen.Add(asked.Confidence);
            Assert.Equal(asked.Search.Answered, asked.Search.Confidence != Confidence.None);
            Assert.Equal(asked.Search.Hits.Count == 0 ? Confidence.None : _profile.ConfidenceOf(asked.Search.Hits[0].Relevance), asked.Search.Confidence);
            Assert.Equal(asked.Answers.Count == 0 ? Confidence.None : asked.Answers[0].Confidence, asked.Confidence);
            Assert.All(asked.Answers, a => Assert.Equal(_profile.ConfidenceOf(a.Relevance / 0.5), a.Confidence));
            Assert.DoesNotContain(asked.Answers, a => a.Confidence == Confidence.None);
        }

        Assert.Contains(Confidence.None, seen);
        Assert.True(seen.Count > 1);
    }

    [Fact]
    public void An_answer_stands_at_its_span_within_whole_sentences_around_it()
    {
        var answers = _index.Ask("fab water light", new AskOptions { Answers = 20, Search = new SearchOptions { Top = 30 } }).Answers;

        Assert.NotEmpty(answers);
        Assert.All(answers, a =>
        {
            Assert.Equal(a.Text, a.Layout.Text[a.Passage.From..a.Passage.To]);
            Assert.True(a.Context.From <= a.Passage.From && a.Context.To >= a.Passage.To);
            var context = a.Layout.Text[a.Context.From..a.Context.To];
            Assert.InRange(context.Split(' ', '\n').Length, a.Text.Split(' ').Length, 90);
            Assert.EndsWith(".", context, StringComparison.Ordinal);
            Assert.True(char.IsUpper(context[0]), context);
            Assert.True(context.Length > a.Text.Length, context);
        });
    }

    [Fact]
    public void The_hits_are_told_before_the_sentences_are_read()
    {
        var told = new List<SearchResult>();
        var asked = _index.Ask("fab water light", new AskOptions { Found = new Now(told.Add) });

        Assert.Same(asked.Search, Assert.Single(told));
        Assert.Throws<OperationCanceledException>(
            () => _index.Ask("fab water light", new AskOptions { Found = new Now(_ => throw new OperationCanceledException()) }));
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    /// <summary>Some of the sentences between others, a different number of words of the question in each.</summary>
    private static string Speech(int i) => string.Join(
        ' ',
        Enumerable.Range(0, 9)
            .Select(n => n % 3 == 1 ? $"{Sentences[(i + n / 3) % 4][..^1]} number {i} and {n}." : $"Kiln {i}{n} takes {i * n} pots of w{i}x{n} and y{i}z{n}."));

    private sealed class Now(Action<SearchResult> act) : IProgress<SearchResult>
    {
        public void Report(SearchResult value) => act(value);
    }
}
