using SemanticSnips.Ranking;

namespace SemanticSnips.Tests.Ranking;

public sealed class NeighboursTests
{
    [Fact]
    public void Passages_of_a_snip_follow_each_other()
    {
        var neighbours = Of(("e", 0, 60, 3));

        Assert.Equal((-1, 1), (neighbours.Previous(0), neighbours.Next(0)));
        Assert.Equal((0, 2), (neighbours.Previous(1), neighbours.Next(1)));
        Assert.Equal((1, -1), (neighbours.Previous(2), neighbours.Next(2)));
    }

    [Fact]
    public void Adjacent_snips_are_linked_up_to_half_a_minute()
    {
        var neighbours = Of(("e", 0, 60, 2), ("e", 90, 150, 2), ("e", 181, 240, 1));

        Assert.Equal((2, 1), (neighbours.Next(1), neighbours.Previous(2)));
        Assert.Equal((-1, -1), (neighbours.Next(3), neighbours.Previous(4)));
    }

    [Fact]
    public void Other_episodes_and_snips_without_times_are_not_linked()
    {
        var neighbours = Of(("e", 0, 60, 1), ("f", 60, 120, 1), ("e", null, null, 1));

        for (var i = 0; i < 3; i++) Assert.Equal((-1, -1), (neighbours.Previous(i), neighbours.Next(i)));
    }

    [Fact]
    public void The_order_of_the_snips_is_of_no_account()
    {
        var neighbours = Of(("e", 60, 120, 1), ("e", 0, 60, 1));

        Assert.Equal((1, 0), (neighbours.Previous(0), neighbours.Next(1)));
    }

    [Fact]
    public void In_overlapping_snips_a_passage_is_never_its_own_neighbour()
    {
        var neighbours = Of(("e", 0, 60, 3), ("e", 20, 80, 3));

        for (var i = 0; i < 6; i++)
        {
            Assert.NotEqual(i, neighbours.Previous(i));
            Assert.NotEqual(i, neighbours.Next(i));
        }

        // The first snip ends at 60; what is spoken on after that is the last passage of the second.
        Assert.Equal(5, neighbours.Next(2));
        Assert.Equal(0, neighbours.Previous(3));
    }

    [Fact]
    public void What_is_written_about_a_snip_has_no_neighbours()
    {
        var snip = new CorpusSnip("0", "e", 0, 2, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        var neighbours = Neighbours.Of([snip], [new(0, 0, 50, ChunkKind.Transcript), new(0, 51, 60, ChunkKind.About)]);

        Assert.Equal((-1, -1), (neighbours.Next(0), neighbours.Previous(1)));
    }

    [Fact]
    public void A_forbidden_passage_stays_one_and_lends_nothing()
    {
        var neighbours = Of(("e", 0, 60, 3));

        var smoothed = new double[3];
        neighbours.Smooth([0.5, double.NegativeInfinity, 0.3], Shares with { MissingNeighbourShare = 0, SecondNeighbourShare = 0 }, smoothed);

        Assert.Equal([0.5, double.NegativeInfinity, 0.3], smoothed);
    }

    [Fact]
    public void A_passage_gains_by_its_neighbours_what_they_have_above_the_mean()
    {
        // The mean is .3. The peak, .5: half of .4 * (.4 - .3). The one before it: .2 * .2. The one behind it: .4 * .2 + .4 * .5 * .1, the last being a peak
        // too.
        var smoothed = Smooth([0.4, 0.5, 0.1, 0.2], Shares with { MissingNeighbourShare = 0 });

        Assert.Equal([0.4 + 0.04, 0.5 + 0.02, 0.1 + 0.08 + 0.02, 0.2 + 0.5 * 0.4 * 0.5 * 0.2], smoothed, Close);
    }

    [Fact]
    public void No_passage_is_lifted_above_the_better_neighbour()
    {
        var smoothed = Smooth([0.85, 0.9, 0.84, 0.1, 0.1, 0.1, 0.1], Shares);

        Assert.Equal([0.9 - 0.05 * 0.05, 0.9 - 0.05 * 0.06], [smoothed[0], smoothed[2]], Close);
        Assert.True(smoothed[1] > 0.9);
    }

    [Fact]
    public void A_missing_neighbour_counts_as_a_share_of_the_passage_itself()
    {
        // The mean is .4. All neighbours of the lone passage are missing, each .4 * .2 above it: half of (.4 + .2) * 1.5 * .08.
        var neighbours = Of(("e", 0, 60, 1), ("f", 0, 60, 1));
        var smoothed = new double[2];
        neighbours.Smooth([0.6, 0.2], Shares, smoothed);

        Assert.Equal([0.6 + 0.5 * 0.6 * 1.5 * 0.08, 0.2], smoothed, Close);
    }

    [Fact]
    public void Speech_that_overlaps_by_more_than_half_is_no_neighbour()
    {
        var neighbours = Of(("e", 0, 60, 1), ("e", 20, 80, 1));

        for (var i = 0; i < 2; i++) Assert.Equal((-1, -1), (neighbours.Previous(i), neighbours.Next(i)));
    }

    [Fact]
    public void A_neighbour_may_have_to_stand_out_from_the_best_passages_alone()
    {
        // The best two have a mean of .7, all four of .4: the second passage lies .2 above that, and below the other.
        double[] scores = [0.8, 0.6, 0.1, 0.1];
        var all = Smooth(scores, Shares);
        var best = Smooth(scores, Shares with { BackgroundDepth = 2 });

        Assert.Equal(0.8 + 0.5 * (0.4 * 1.5 * 0.4 * 0.4 + 0.2 * 0.2), all[0], 12);
        Assert.Equal(0.8 + 0.5 * (0.4 * 1.5 * 0.4 * 0.1), best[0], 12);
        Assert.Equal(all, Smooth(scores, Shares with { BackgroundDepth = 4 }), Close);
    }

    private static readonly RankingProfile Shares = new()
    {
        PreviousWeight = 0.4,
        NextWeight = 0.2,
        SecondNeighbourShare = 0.5,
        PeakShare = 0.5,
        MissingNeighbourShare = 0.4,
    };

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;

    private static double[] Smooth(double[] scores, RankingProfile shares)
    {
        var smoothed = new double[scores.Length];
        Of(("e", 0, 60, scores.Length)).Smooth(scores, shares, smoothed);
        return smoothed;
    }

    private static Neighbours Of(params (string Episode, int? Start, int? End, int Passages)[] snips)
    {
        var entries = new List<CorpusSnip>();
        var passages = new List<CorpusPassage>();
        foreach (var (episode, start, end, count) in snips)
        {
            entries.Add(new CorpusSnip(
                $"{entries.Count}", episode, passages.Count, count, start is { } s
                    ? TimeSpan.FromSeconds(s) : null, end is { } e ? TimeSpan.FromSeconds(e) : null));
            for (var p = 0; p < count; p++) passages.Add(new CorpusPassage(entries.Count - 1, p * 100, (p + 1) * 100, ChunkKind.Transcript));
        }

        return Neighbours.Of(entries, passages);
    }
}
