using SemanticSnips.Ranking;

namespace SemanticSnips.Tests.Answers;

/// <summary>Answers that the reader finds, with the models that are shipped.</summary>
public sealed class ReadAnswerTests : IDisposable
{
    private readonly IndexFolder _folder = new();

    public ReadAnswerTests()
    {
        Turn[] talk =
        [
            new("Ann Miller", "Welcome back. How many GPUs fit into one of those boxes?"),
            new("Bo Li", "Well, it depends. You would put it on, I think, two GPUs or four GPUs? The power supply is the limit there. We bought ours in " +
                "Lisbon in March."),
            new("Ann Miller", "And the noise? I found the fans unbearable in our office. We moved it into the cellar after a week."),
        ];
        Snip[] snips =
        [
            Of("box", TimeSpan.Zero, 60, talk),
            Of("garden", TimeSpan.FromMinutes(20), 60,
                [new Turn("Ann Miller", "Tomatoes want sun and water. Plant them in May, when the nights are warm. The cellar is too dark.")]),
            Of("bread", TimeSpan.FromMinutes(30), 60, [new Turn("Bo Li", "Bread needs time. Let the dough rest for a night in the fridge. Then bake it hot.")]),
        ];
        using var writer = SnipIndexWriter.Open(_folder.Path, Models.Shipped);
        foreach (var snip in snips) writer.Put(snip);
        writer.Commit();
        writer.EmbedPending();
    }

    [Fact]
    public void A_sentence_that_ends_in_a_question_mark_is_quoted_where_it_answers_and_the_question_asked_never()
    {
        var answer = Ask("How many GPUs fit into one of those boxes?").Answers[0];

        Assert.Contains("two GPUs or four GPUs?", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("fit into one of those boxes", answer.Text, StringComparison.Ordinal);
        Assert.Equal("How many GPUs fit into one of those boxes?", answer.Prompt?.Text);
    }

    [Fact]
    public void Answers_stand_in_the_order_of_their_probability_whatever_their_number()
    {
        var all = Ask("when should I plant tomatoes", 8).Answers;

        Assert.Equal("garden", all[0].Snip.Id);
        Assert.Contains("in May", all[0].Text, StringComparison.Ordinal);
        Assert.Equal(all.OrderByDescending(a => a.Relevance).Select(a => a.Snip.Id), all.Select(a => a.Snip.Id));
        Assert.Equal(all[0].Text, Ask("when should I plant tomatoes", 1).Answers[0].Text);
        Assert.Equal(Confidence.Likely, all[0].Confidence);
    }

    [Theory]
    [InlineData("what did Ann say about the fans")]
    [InlineData("noise of the fans speaker:ann")]
    public void Who_is_asked_for_is_quoted(string question) => Assert.Equal("Ann Miller", Ask(question).Answers[0].Speaker);

    [Theory]
    [InlineData("who won the world cup in 1998")]
    [InlineData("-tomatoes")]
    [InlineData("speaker:ann")]
    public void What_nothing_answers_is_not_answered(string question)
    {
        var asked = Ask(question);
        Assert.Empty(asked.Answers);
        Assert.Equal(Confidence.None, asked.Confidence);
    }

    [Fact]
    public void Of_two_versions_of_a_moment_the_longer_is_quoted()
    {
        using (var writer = SnipIndexWriter.Open(_folder.Path, Models.Shipped))
        {
            writer.Put(Of("long", TimeSpan.FromMinutes(30), 70,
                [new Turn("Bo Li", "Bread needs time. Let the dough rest for a night in the fridge. Then bake it hot. Ours is done after forty minutes.")]));
            writer.Commit();
            writer.EmbedPending();
        }

        var answer = Ask("how long does dough rest").Answers[0];

        Assert.Equal("long", answer.Snip.Id);
        Assert.Equal(["bread"], answer.AlsoIn.Select(s => s.Id));
        Assert.EndsWith("forty minutes.", answer.Layout.Text[answer.Context.From..answer.Context.To], StringComparison.Ordinal);
    }

    [Fact]
    public void A_passage_is_quoted_twice_at_most_and_never_the_same_words()
    {
        var all = Ask("why was the noise of the box a problem and where did you move it", 8).Answers;

        foreach (var snip in all.GroupBy(a => a.Snip.Id))
        {
            Assert.InRange(snip.Count(), 1, 2);
            Assert.All(
                snip.Zip(snip.Skip(1), (a, b) => (First: a.Passage, Second: b.Passage)),
                quoted => Assert.True(quoted.First.To <= quoted.Second.From || quoted.Second.To <= quoted.First.From));
        }

        Assert.Contains(all.GroupBy(a => a.Snip.Id), snip => snip.Count() == 2);
    }

    [Fact]
    public void Among_ten_times_as_many_passages_the_same_evidence_says_less_and_orders_alike()
    {
        var model = new ReadingModel { Tenfold = -0.6 };
        var (weak, strong) = (new ReadingEvidence(1, 1, .2, .5), new ReadingEvidence(2, 1, .4, .5));
        Assert.Equal(-0.6, model.LogOdds(weak, 10_000) - model.LogOdds(weak, 1000), 9);
        Assert.Equal(model.LogOdds(strong, 1000) - model.LogOdds(weak, 1000), model.LogOdds(strong, 30_000) - model.LogOdds(weak, 30_000), 9);
        Assert.All([0, 30, 1000], passages => Assert.Equal(new ReadingModel().LogOdds(weak, 1000), model.LogOdds(weak, passages)));
    }

    [Fact]
    public void Without_the_reader_the_passage_speaks_for_its_sentence()
    {
        var asked = Ask("when should I plant tomatoes", reads: false);
        Assert.Equal("garden", asked.Answers[0].Snip.Id);
        Assert.NotEqual(Ask("when should I plant tomatoes").Answers[0].Relevance, asked.Answers[0].Relevance);
    }

    [Fact]
    public void Two_thresholds_make_a_probability_a_word()
    {
        var model = new ReadingModel { Threshold = 0.2, Likely = 0.6 };
        Assert.Equal(
            [Confidence.None, Confidence.None, Confidence.Unsure, Confidence.Unsure, Confidence.Likely, Confidence.Likely],
            new[] { 0, 0.199, 0.2, 0.599, 0.6, 1 }.Select(model.ConfidenceOf));
    }

    public void Dispose() => _folder.Dispose();

    private AskResult Ask(string question, int answers = 3, bool reads = true)
    {
        using var index = SnipIndex.Open(_folder.Path, Models.Shipped);
        return index.Ask(question, new AskOptions { Answers = answers, UseReader = reads });
    }

    private static Snip Of(string id, TimeSpan start, int seconds, IReadOnlyList<Turn> turns) => new()
    {
        Id = id,
        Source = "test",
        Episode = new Episode { Title = "The box", Url = "https://example.org/box" },
        Start = start,
        End = start + TimeSpan.FromSeconds(seconds),
        Turns = turns,
    };
}
