namespace SemanticSnips.Evaluation;

/// <summary>Quantiles with linear interpolation between neighbours (type 7 of Hyndman and Fan, 1996, numpy's default).</summary>
public static class Quantile
{
    /// <summary>The value below which a share of <paramref name="values"/> lies.</summary>
    /// <param name="values">In any order; at least one.</param>
    /// <param name="share">In [0, 1]; .5 is the median.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Of(IEnumerable<double> values, double share) => OfSorted([.. values.Order()], share);

    internal static double OfSorted(double[] sorted, double share)
    {
        if (sorted.Length == 0) throw new ArgumentException("A quantile needs at least one value.", nameof(sorted));
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
