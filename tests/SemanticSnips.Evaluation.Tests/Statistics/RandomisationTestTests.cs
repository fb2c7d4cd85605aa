using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class RandomisationTestTests
{
    [Fact]
    public void Three_gains_have_the_two_of_eight_patterns_that_are_as_large() =>
        Assert.Equal(2 / 8.0, RandomisationTest.PValue([0.5, 0.7, 0.9], [0.1, 0.2, 0.3]));

    [Fact]
    public void Queries_without_difference_change_nothing() =>
        Assert.Equal(2 / 8.0, RandomisationTest.PValue([0.5, 0.7, 0.9, 0.4, 0.4], [0.1, 0.2, 0.3, 0.4, 0.4]));

    [Fact]
    public void Equal_systems_have_p_one() => Assert.Equal(1, RandomisationTest.PValue([0.1, 0.2], [0.1, 0.2]));

    [Fact]
    public void Twelve_gains_are_enumerated() =>
        Assert.Equal(2 / 4096.0, RandomisationTest.PValue([.. Enumerable.Repeat(0.3, 12)], [.. Enumerable.Repeat(0.1, 12)]));

    [Fact]
    public void More_queries_are_sampled_close_to_the_exact_value()
    {
        // 11 gains and 3 losses of one size: as large are 0 to 3 and 11 to 14 gains, 2 (364 + 91 + 14 + 1) of 2^14 patterns.
        double[] system = [.. Enumerable.Repeat(1.0, 11), .. Enumerable.Repeat(0.0, 3)];
        double[] baseline = [.. system.Select(value => 1 - value)];
        Assert.Equal(940 / 16384.0, RandomisationTest.PValue(system, baseline), 0.01);
    }

    [Fact]
    public void Sampling_never_claims_that_chance_is_impossible()
    {
        double[] system = [.. Enumerable.Repeat(1.0, 200)];
        Assert.Equal(1 / 10_001.0, RandomisationTest.PValue(system, new double[200]));
    }

    [Fact]
    public void Sampled_values_repeat_with_the_seed()
    {
        double[] system = [.. Enumerable.Range(0, 100).Select(i => i % 7 / 7.0)];
        double[] baseline = [.. Enumerable.Range(0, 100).Select(i => i % 5 / 5.0)];
        Assert.Equal(RandomisationTest.PValue(system, baseline, seed: 5), RandomisationTest.PValue(system, baseline, seed: 5));
    }

    [Fact]
    public void Exchanging_the_systems_changes_nothing() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Array[1, 10].ForAll(pairs =>
        {
            double[] a = [.. pairs.Select(pair => pair.Item1)];
            double[] b = [.. pairs.Select(pair => pair.Item2)];
            return RandomisationTest.PValue(a, b) == RandomisationTest.PValue(b, a);
        });
}
