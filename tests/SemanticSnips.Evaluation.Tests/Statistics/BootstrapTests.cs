namespace SemanticSnips.Evaluation.Tests;

public class BootstrapTests
{
    [Fact]
    public void Equal_values_have_an_interval_without_width() => Assert.Equal(new Interval(0.25, 0.25), Bootstrap.Mean([0.25, 0.25, 0.25]));

    [Fact]
    public void Two_values_span_the_whole_interval() =>
        // The resampled mean is 0, 1/2 or 1 with probabilities 1/4, 1/2 and 1/4.
        Assert.Equal(new Interval(0, 1), Bootstrap.Mean([0, 1]));

    [Fact]
    public void Many_values_have_the_normal_interval()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => i / 399.0)];
        var deviation = Math.Sqrt(values.Average(value => Math.Pow(value - 0.5, 2)) / values.Length);
        var interval = Bootstrap.Mean(values);
        Assert.Equal(0.5 - (1.96 * deviation), interval.Low, 0.002);
        Assert.Equal(0.5 + (1.96 * deviation), interval.High, 0.002);
    }

    [Fact]
    public void About_95_of_100_intervals_hold_the_true_mean()
    {
        var random = new Random(7);
        var held = Enumerable.Range(0, 400).Count(_ =>
        {
            var interval = Bootstrap.Mean([.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())], resamples: 1000);
            return interval.Low <= 0.5 && 0.5 <= interval.High;
        });
        Assert.InRange(held, 0.91 * 400, 0.98 * 400);
    }

    [Fact]
    public void A_seed_gives_the_same_interval_and_another_seed_another()
    {
        double[] values = [0.1, 0.5, 0.4, 0.9, 0.3, 0.77, 0.2];
        Assert.Equal(Bootstrap.Mean(values, seed: 3), Bootstrap.Mean(values, seed: 3));
        Assert.NotEqual(Bootstrap.Mean(values, seed: 3), Bootstrap.Mean(values, seed: 4));
    }

    [Fact]
    public void A_constant_gain_is_certain_though_the_values_vary()
    {
        double[] baseline = [0.125, 0.5, 0.25, 0.75];
        Assert.Equal(new Interval(0.125, 0.125), Bootstrap.Difference([.. baseline.Select(value => value + 0.125)], baseline));
    }

    [Fact]
    public void Nothing_and_unequal_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.Mean([]));
        var problem = Assert.Throws<ArgumentException>(() => Bootstrap.Difference([1, 2], [1]));
        Assert.StartsWith("Pairs need one value a query on both sides; found 2 and 1.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.95, 3.85)]
    [InlineData(1, 4)]
    public void Quantiles_interpolate_between_neighbours(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([4, 1, 3, 2], share), 1e-12);
}
