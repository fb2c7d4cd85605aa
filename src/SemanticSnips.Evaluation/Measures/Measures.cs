namespace SemanticSnips.Evaluation;

/// <summary>The measures of trec_eval, for one ranking.</summary>
/// <remarks>
/// Everywhere <c>ranked</c> holds the grades of the returned documents, best rank first, 0 where nobody judged;
/// <c>judged</c> holds the grades of all documents that were judged for the query, in any order; and a grade of 1 or more
/// is relevant. Results are in [0, 1], and 0 for a query without relevant documents. Thread-safe.
/// </remarks>
public static class Measures
{
    /// <summary>
    /// Normalised discounted cumulative gain: the gain is the grade (0 if negative), the discount log2(1 + rank), and the
    /// norm is the best that <paramref name="judged"/> allows within the cutoff (Järvelin and Kekäläinen, TOIS 2002).
    /// </summary>
    public static double Ndcg(ReadOnlySpan<int> ranked, ReadOnlySpan<int> judged, int cutoff = int.MaxValue)
    {
        var best = judged.ToArray();
        Array.Sort(best, (a, b) => b.CompareTo(a));
        var ideal = DiscountedGain(best, cutoff);
        return ideal == 0 ? 0 : DiscountedGain(ranked, cutoff) / ideal;
    }

    /// <summary>One over the rank of the first relevant document, 0 if none is within the cutoff.</summary>
    public static double ReciprocalRank(ReadOnlySpan<int> ranked, int cutoff = int.MaxValue)
    {
        var first = Within(ranked, cutoff).IndexOfAnyInRange(1, int.MaxValue);
        return first < 0 ? 0 : 1.0 / (first + 1);
    }

    /// <summary>The precisions at the ranks of relevant documents, summed and divided by the number of all relevant documents.</summary>
    public static double AveragePrecision(ReadOnlySpan<int> ranked, ReadOnlySpan<int> judged, int cutoff = int.MaxValue)
    {
        var relevant = 0;
        var sum = 0.0;
        var top = Within(ranked, cutoff);
        for (var i = 0; i < top.Length; i++)
        {
            if (top[i] > 0) sum += ++relevant / (i + 1.0);
        }

        var all = CountRelevant(judged);
        return all == 0 ? 0 : sum / all;
    }

    /// <summary>The share of relevant documents in the first <paramref name="cutoff"/> ranks; ranks that are not filled count as misses.</summary>
    public static double Precision(ReadOnlySpan<int> ranked, int cutoff) =>
        (double)CountRelevant(Within(ranked, cutoff)) / cutoff;

    /// <summary>The share of the relevant documents that is within the cutoff.</summary>
    public static double Recall(ReadOnlySpan<int> ranked, ReadOnlySpan<int> judged, int cutoff = int.MaxValue)
    {
        var all = CountRelevant(judged);
        return all == 0 ? 0 : (double)CountRelevant(Within(ranked, cutoff)) / all;
    }

    /// <summary>1 if a relevant document is within the cutoff, else 0.</summary>
    public static double Success(ReadOnlySpan<int> ranked, int cutoff) =>
        CountRelevant(Within(ranked, cutoff)) > 0 ? 1 : 0;

    private static double DiscountedGain(ReadOnlySpan<int> grades, int cutoff)
    {
        var sum = 0.0;
        var top = Within(grades, cutoff);
        for (var i = 0; i < top.Length; i++)
        {
            if (top[i] > 0) sum += top[i] / Math.Log2(i + 2);
        }

        return sum;
    }

    private static ReadOnlySpan<int> Within(ReadOnlySpan<int> ranked, int cutoff) => ranked[..Math.Min(cutoff, ranked.Length)];

    private static int CountRelevant(ReadOnlySpan<int> grades)
    {
        var count = 0;
        foreach (var grade in grades) count += grade > 0 ? 1 : 0;
        return count;
    }
}
