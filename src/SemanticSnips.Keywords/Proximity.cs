namespace SemanticSnips.Keywords;

/// <summary>How near to each other the words of a query stand in a passage that stand side by side in the query.</summary>
/// <remarks>
/// Each pair of neighbours counts as much as its commoner word tells, over the words from one to the other, as a share of what it comes to where every pair
/// stands side by side: in [0, 1]. Words in between that the query's analysis drops are no words of the query, but they are words of the passage.
/// </remarks>
internal static class Proximity
{
    /// <summary>Words that stand farther apart have nothing to do with each other.</summary>
    public const int Reach = 8;

    /// <summary>For each two neighbours what they come to at most; of all together 1, of fewer than two words none.</summary>
    /// <param name="idf">How telling each word is, in the query's order.</param>
    public static double[] Shares(IReadOnlyList<double> idf)
    {
        double[] weights = [.. Enumerable.Range(1, Math.Max(0, idf.Count - 1)).Select(i => Math.Min(idf[i - 1], idf[i]))];
        var sum = weights.Sum();
        return sum > 0 ? [.. weights.Select(w => w / sum)] : weights;
    }

    /// <summary>The proximity of one passage, in [0, 1].</summary>
    /// <param name="terms">The query's, in order.</param>
    /// <param name="shares">See <see cref="Shares"/>.</param>
    /// <param name="positions">Where the words of each term stand in the passage, ascending; terms that do not stand there may be missing.</param>
    public static float Of(IReadOnlyList<string> terms, double[] shares, IReadOnlyDictionary<string, List<int>> positions)
    {
        var proximity = 0f;
        for (var i = 0; i < shares.Length; i++)
        {
            if (positions.TryGetValue(terms[i], out var left) && positions.TryGetValue(terms[i + 1], out var right))
                proximity += (float)(shares[i] * Nearness(left, right));
        }

        return proximity;
    }

    /// <summary>Which part of its share a pair earns.</summary>
    /// <param name="left">Where the one word stands, ascending.</param>
    /// <param name="right">Where the other does, ascending.</param>
    public static double Nearness(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        var nearest = int.MaxValue;
        for (var (l, r) = (0, 0); l < left.Count && r < right.Count;)
        {
            nearest = Math.Min(nearest, Math.Abs(left[l] - right[r]));
            if (left[l] < right[r]) l++;
            else r++;
        }

        return nearest <= Reach ? 1.0 / Math.Max(1, nearest) : 0;
    }
}
