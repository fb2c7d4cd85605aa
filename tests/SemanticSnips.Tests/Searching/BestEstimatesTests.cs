using SemanticSnips.Searching;

namespace SemanticSnips.Tests.Searching;

public sealed class BestEstimatesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 7, 20)]
    [InlineData(50_000, 300, 900)]
    [InlineData(300_000, 300, 900)]
    public void The_best_of_a_full_sort_are_found_and_few_besides(int count, int wanted, int kept)
    {
        var random = new Random(count);
        float[] scores = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 3) - 1)];
        var made = 0;
        var best = new BestEstimates(count, kept, (from, some) =>
        {
            Assert.Equal(0, from % BestEstimates.StretchLength);
            scores.AsSpan(from, some.Length).CopyTo(some);
            Interlocked.Add(ref made, some.Length);
        });

        var floor = best.FloorOf(wanted);
        var found = best.Between(floor);

        Assert.Equal(From(floor), found);
        Assert.Subset(found.Select(e => e.Passage).ToHashSet(), Enumerable.Range(0, count).OrderByDescending(i => scores[i]).Take(wanted).ToHashSet());
        Assert.InRange(found.Length, wanted, wanted + 10 + (count / 1000));
        Assert.Equal(count, made);

        // Below what was kept everything is made once more.
        var lower = scores.Order().ElementAt(count / 2);
        Assert.Equal(From(lower, floor), best.Between(lower, floor));
        Assert.Equal(found, best.Between(floor));

        Estimate[] From(float least, float end = float.PositiveInfinity) =>
            [.. scores.Select((score, i) => new Estimate(i, score)).Where(e => e.Score >= least && e.Score < end)];
    }

    [Fact]
    public void Fewer_than_are_wanted_are_all_found_and_what_has_no_score_is_none()
    {
        float[] scores = [.5f, -7, 9, float.NegativeInfinity, float.NaN];
        var best = new BestEstimates(scores.Length, 10, (from, some) => scores.AsSpan(from, some.Length).CopyTo(some));
        Assert.Equal([0, 1, 2], best.Between(best.FloorOf(10)).Select(e => e.Passage));
    }

    [Fact]
    public void What_fails_is_thrown_as_it_is_and_leaves_nothing_for_the_next()
    {
        const int Count = 100_000;
        for (var round = 0; round < 5; round++)
        {
            // Every estimate would be among the best, but for those of a stretch in the middle.
            Assert.Throws<ObjectDisposedException>(() => new BestEstimates(Count, Count, (from, some) =>
            {
                ObjectDisposedException.ThrowIf(from / BestEstimates.StretchLength % 4 == 1, typeof(BestEstimates));
                some.Fill(1);
            }));
            var best = new BestEstimates(Count, 10, (from, some) =>
            {
                for (var i = 0; i < some.Length; i++) some[i] = (from + i) / (float)Count;
            });
            Assert.Equal(Enumerable.Range(Count - 10, 10), best.Between(best.FloorOf(10)).Select(e => e.Passage).TakeLast(10));
            Assert.InRange(best.Between(best.FloorOf(10)).Length, 10, 100);
        }
    }
}
