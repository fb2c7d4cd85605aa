namespace SemanticSnips.Evaluation;

/// <summary>The 95 % interval of a mean of collection means, by a bootstrap that draws whole groups of questions.</summary>
/// <remarks>Questions about one recording share its difficulties, and two collections may share recordings: groups are drawn for all collections at
/// once.</remarks>
internal static class MacroBootstrap
{
    /// <param name="collections">A value and its group for every question, by collection; none empty.</param>
    /// <param name="resamples">Draws.</param>
    /// <param name="seed">Decides the draws.</param>
    public static Interval Mean(
        IReadOnlyList<IReadOnlyList<(string Group, double Value)>> collections, int resamples = Bootstrap.DefaultResamples, ulong seed = 1)
    {
        var groups = collections.SelectMany(c => c.Select(v => v.Group)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var numbers = groups.Select((group, i) => (group, i)).ToDictionary(pair => pair.group, pair => pair.i, StringComparer.Ordinal);
        var sums = new double[collections.Count, groups.Length];
        var counts = new int[collections.Count, groups.Length];
        for (var c = 0; c < collections.Count; c++)
        {
            foreach (var (group, value) in collections[c])
            {
                sums[c, numbers[group]] += value;
                counts[c, numbers[group]]++;
            }
        }

        var random = new SplitMix64(seed);
        var means = new double[resamples];
        var drawn = new int[groups.Length];
        for (var sample = 0; sample < resamples; sample++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = random.Next(groups.Length);
            var (sum, measured) = (0.0, 0);
            for (var c = 0; c < collections.Count; c++)
            {
                var (total, count) = (0.0, 0);
                foreach (var group in drawn)
                {
                    total += sums[c, group];
                    count += counts[c, group];
                }

                if (count == 0) continue;
                sum += total / count;
                measured++;
            }

            means[sample] = measured == 0 ? 0 : sum / measured;
        }

        Array.Sort(means);
        return new Interval(Quantile.OfSorted(means, 0.025), Quantile.OfSorted(means, 0.975));
    }
}
