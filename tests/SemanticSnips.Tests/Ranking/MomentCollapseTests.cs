using CsCheck;
using SemanticSnips.Ranking;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Ranking;

public sealed class MomentCollapseTests
{
    [Theory]
    [InlineData(0, 60, 0, 60, true)]
    [InlineData(0, 600, 100, 110, true)]
    [InlineData(0, 60, 0, 20, true)]
    [InlineData(0, 60, 60, 120, false)]
    [InlineData(0, 60, 30, 90, false)]
    [InlineData(0, 60, 20, 80, true)]
    [InlineData(0, 60, 21, 81, false)]
    [InlineData(0, 60, 30, 30, true)]
    [InlineData(0, 60, 60, 60, true)]
    [InlineData(0, 60, 61, 61, false)]
    public void Half_shared_or_contained_is_one_moment(int startA, int endA, int startB, int endB, bool same)
    {
        var (a, b) = (Entry("a", "e", startA, endA), Entry("b", "e", startB, endB));

        Assert.Equal(same, MomentCollapse.CoverSameMoment(a, b));
        Assert.Equal(same, MomentCollapse.CoverSameMoment(b, a));
    }

    [Fact]
    public void Other_episodes_and_unknown_ranges_are_other_moments()
    {
        Assert.False(MomentCollapse.CoverSameMoment(Entry("a", "e", 0, 60), Entry("b", "f", 0, 60)));
        Assert.False(MomentCollapse.CoverSameMoment(Entry("a", "e", 0, 60), Entry("b", "e", null, null)));
        Assert.False(MomentCollapse.CoverSameMoment(Entry("a", "e", null, null), Entry("b", "e", null, null)));
    }

    [Fact]
    public void The_best_leads_and_the_others_are_found_however_far_down()
    {
        CorpusSnip[] snips = [Entry("0", "e", 0, 60), Entry("1", "f", 0, 60), Entry("2", "e", 5, 60), Entry("3", "e", 100, 160), Entry("4", "e", 0, 50)];

        var moments = Collapse(snips, [2, 4, 5, 3, 1], 2);

        Assert.Equal([2, 1], moments.Select(m => m.Leader.Snip));
        Assert.Equal([0, 4], moments[0].Others);
        Assert.Empty(moments[1].Others);
    }

    [Fact]
    public void What_was_not_found_is_in_no_moment()
    {
        CorpusSnip[] snips = [Entry("0", "e", 0, 60), Entry("1", "e", 0, 60), Entry("2", "e", 0, 60)];

        var moment = Assert.Single(Collapse(snips, [null, 1, 2], 5));

        Assert.Equal((2, 1), (moment.Leader.Snip, Assert.Single(moment.Others)));
    }

    // Few episodes, times and scores, so that most snips overlap and many tie.
    [Fact]
    public void Looking_at_the_best_alone_gives_what_going_through_the_whole_order_gives()
    {
        var snip = Gen.Select(Gen.Int[0, 3], Gen.Int[-1, 12], Gen.Int[1, 5]).Select((episode, start, length) => (episode, start, length));
        Gen.Select(snip.Array[0, 60], Gen.Int[-1, 5].Array[60], Gen.Int[1, 12]).ForAll((drawn, scores, count) =>
        {
            var snips = drawn.Select((s, i) => Entry($"{i * 37 % 61}", $"{s.episode}", s.start < 0 ? null : s.start * 10, (s.start + s.length) * 10)).ToArray();

            var moments = Collapse(snips, [.. scores.Take(snips.Length).Select(s => s < 0 ? (double?)null : s)], count);

            var expected = InFull(snips, scores, count);
            Assert.Equal(expected.Select(m => m.Leader), moments.Select(m => m.Leader.Snip));
            Assert.Equal(expected.SelectMany(m => m.Others.Prepend(-1)), moments.SelectMany(m => m.Others.Prepend(-1)));
        }, iter: 2000);
    }

    [Fact]
    public void A_ranking_is_the_full_sort_as_far_as_it_is_looked_at()
    {
        Gen.Select(Gen.Int[0, 6].Array[0, 80], Gen.Int[0, 90]).ForAll((scores, count) =>
        {
            CorpusSnip[] snips = [.. scores.Select((_, i) => Entry($"{i * 37 % 83}", "e", null, null))];
            var found = scores.Select((score, i) => new SnipScore(i, i, score)).ToArray();
            var expected = found.OrderByDescending(f => f.Score).ThenBy(f => snips[f.Snip].Id, StringComparer.Ordinal).Take(count).ToArray();

            Assert.Equal(expected, new SnipRanking(new Corpus(snips, []), found, found.Length).Take(count));
        }, iter: 1000);
    }

    /// <summary>The definition: through all snips in order, each to the first moment that it is of, or one of its own while there is room.</summary>
    private static List<(int Leader, List<int> Others)> InFull(CorpusSnip[] snips, int[] scores, int count)
    {
        var moments = new List<(int Leader, List<int> Others)>();
        var order = Enumerable.Range(0, snips.Length).Where(i => scores[i] >= 0)
            .OrderByDescending(i => scores[i]).ThenBy(i => snips[i].Id, StringComparer.Ordinal);
        foreach (var number in order)
        {
            var same = moments.FindIndex(m => MomentCollapse.CoverSameMoment(snips[m.Leader], snips[number]));
            if (same >= 0) moments[same].Others.Add(number);
            else if (moments.Count < count) moments.Add((number, []));
        }

        return moments;
    }

    /// <summary>Collapses snips with a passage each.</summary>
    private static IReadOnlyList<Moment> Collapse(CorpusSnip[] snips, double?[] scores, int count)
    {
        var found = scores.Select((score, i) => score is { } s ? new SnipScore(i, i, s) : (SnipScore?)null).ToArray();
        var corpus = new Corpus(snips, []);
        var ranking = new SnipRanking(corpus, [.. found.OfType<SnipScore>()], found.OfType<SnipScore>().Count());
        return MomentCollapse.Collapse(corpus, ranking, i => found[i], count);
    }

    private static CorpusSnip Entry(string id, string episode, int? start, int? end) => new(
        id, episode, 0, 0, start is { } s ? TimeSpan.FromSeconds(s) : null, end is { } e ? TimeSpan.FromSeconds(e) : null);
}
