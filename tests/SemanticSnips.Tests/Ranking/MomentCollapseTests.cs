using SemanticSnips.Keywords;
using SemanticSnips.Ranking;

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
        SnipEntry[] snips = [Entry("0", "e", 0, 60), Entry("1", "f", 0, 60), Entry("2", "e", 5, 60), Entry("3", "e", 100, 160), Entry("4", "e", 0, 50)];

        var moments = MomentCollapse.Collapse([2, 1, 3, 0, 4], snips, 2);

        Assert.Equal([2, 1], moments.Select(m => m.Leader));
        Assert.Equal([0, 4], moments[0].Others);
        Assert.Empty(moments[1].Others);
    }

    private static SnipEntry Entry(string id, string episode, int? start, int? end) => new(
        id, episode, 0, 0, start is { } s ? TimeSpan.FromSeconds(s) : null, end is { } e ? TimeSpan.FromSeconds(e) : null, null);
}
