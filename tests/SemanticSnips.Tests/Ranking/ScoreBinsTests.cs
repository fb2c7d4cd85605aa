using SemanticSnips.Ranking;

namespace SemanticSnips.Tests.Ranking;

public sealed class ScoreBinsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 7)]
    [InlineData(50_000, 300)]
    public void The_best_of_a_full_sort_are_found_and_few_besides(int count, int wanted)
    {
        var random = new Random(count);
        var scores = new double[count];
        var bins = new ScoreBins(scores, (from, to) =>
        {
            lock (random)
            {
                for (var i = from; i < to; i++) scores[i] = (random.NextDouble() * 3) - 1;
            }
        });
        var floor = bins.FloorOf(wanted);
        var found = bins.Between(floor);

        Assert.Equal(found.Order(), found);
        Assert.Subset(found.ToHashSet(), Enumerable.Range(0, count).OrderByDescending(i => scores[i]).Take(wanted).ToHashSet());
        Assert.Equal(Enumerable.Range(0, count).Except(found), bins.Between(0, floor));
        Assert.Equal(count, bins.Between(0).Length);
    }

    [Fact]
    public void Fewer_than_are_wanted_are_all_found()
    {
        var bins = new ScoreBins([.5, -7, 9], (_, _) => { });
        Assert.Equal(0, bins.FloorOf(10));
        Assert.Equal([0, 1, 2], bins.Between(0));
    }
}
