namespace SemanticSnips.Evaluation;

/// <summary>95 % confidence intervals by the percentile bootstrap over queries (Efron and Tibshirani, 1993, chapter 13).</summary>
/// <remarks>The same values and seed give the same interval on every machine. Thread-safe.</remarks>
public static class Bootstrap
{
    /// <summary>How many resamples are drawn by default.</summary>
    public const int DefaultResamples = 10_000;

    /// <summary>The interval of the mean of <paramref name="values"/>, one value a query.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Interval Mean(IReadOnlyList<double> values, int resamples = DefaultResamples, ulong seed = 1)
    {
        if (values.Count == 0) throw new ArgumentException("An interval needs at least one value.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var sample = values.ToArray();
        var means = new double[resamples];
        var random = new SplitMix64(seed);
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < sample.Length; j++) sum += sample[random.Next(sample.Length)];
            means[i] = sum / sample.Length;
        }

        Array.Sort(means);
        return new Interval(Quantile.OfSorted(means, 0.025), Quantile.OfSorted(means, 0.975));
    }

    /// <summary>The interval of the mean of <c>system - baseline</c>, paired by query.</summary>
    /// <exception cref="ArgumentException">There are no values, or not the same number of both.</exception>
    public static Interval Difference(
        IReadOnlyList<double> system, IReadOnlyList<double> baseline, int resamples = DefaultResamples, ulong seed = 1) =>
        Mean(Paired.Differences(system, baseline), resamples, seed);
}
