namespace SemanticSnips.Evaluation;

/// <summary>A stretch of an episode.</summary>
/// <param name="Episode">The episode's id; times of different episodes have nothing to do with one another.</param>
/// <param name="Start">From the episode's beginning.</param>
/// <param name="End">At or after <paramref name="Start"/>.</param>
public readonly record struct Moment(string Episode, TimeSpan Start, TimeSpan End);

/// <summary>Measures of whether the right moment was found.</summary>
/// <remarks>Thread-safe.</remarks>
public static class TimeSpans
{
    /// <summary>Two stretches that overlap this much, as intersection over union, are one moment.</summary>
    public const double SameMomentIou = 0.5;

    /// <summary>
    /// The time that both cover over the time that either covers, in [0, 1]; 0 across episodes. Two equal stretches
    /// without length have 1.
    /// </summary>
    /// <exception cref="ArgumentException">A stretch ends before it starts.</exception>
    public static double Iou(Moment a, Moment b)
    {
        Check(a);
        Check(b);
        if (a.Episode != b.Episode) return 0;
        if (a == b) return 1;
        var both = Min(a.End, b.End) - Max(a.Start, b.Start);
        var either = (a.End - a.Start) + (b.End - b.Start) - both;
        return both <= TimeSpan.Zero ? 0 : both / either;
    }

    /// <summary>
    /// The time that both cover over the time of the shorter, in [0, 1] (the overlap coefficient of Szymkiewicz and Simpson); 0 across episodes.
    /// 1 where one lies inside the other, however long that is: a sentence in a passage, or a passage in a long document.
    /// </summary>
    /// <exception cref="ArgumentException">A stretch ends before it starts.</exception>
    public static double Containment(Moment a, Moment b)
    {
        Check(a);
        Check(b);
        if (Contains(a, b) || Contains(b, a)) return 1;
        if (a.Episode != b.Episode) return 0;
        var both = Min(a.End, b.End) - Max(a.Start, b.Start);
        return both <= TimeSpan.Zero ? 0 : both / Min(a.End - a.Start, b.End - b.Start);
    }

    /// <summary>How far the found start is from the true one, in either direction; null across episodes.</summary>
    public static TimeSpan? StartError(Moment found, Moment truth) =>
        found.Episode == truth.Episode ? (found.Start - truth.Start).Duration() : null;

    /// <summary>Whether one lies inside the other, or their <see cref="Iou"/> is at least <see cref="SameMomentIou"/>.</summary>
    /// <exception cref="ArgumentException">A stretch ends before it starts.</exception>
    public static bool AreSameMoment(Moment a, Moment b) => Iou(a, b) >= SameMomentIou || Contains(a, b) || Contains(b, a);

    /// <summary>
    /// The share of the first <paramref name="top"/> hits that cover the same moment as a hit above them; 0 without hits.
    /// </summary>
    /// <param name="hits">Best first.</param>
    /// <param name="top">At least 1; fewer hits are measured as they are.</param>
    /// <exception cref="ArgumentException">A stretch ends before it starts.</exception>
    public static double DuplicateRate(IReadOnlyList<Moment> hits, int top = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        var shown = hits.Take(top).ToArray();
        var duplicates = shown.Where((hit, i) => shown.Take(i).Any(above => AreSameMoment(hit, above))).Count();
        return shown.Length == 0 ? 0 : (double)duplicates / shown.Length;
    }

    private static bool Contains(Moment outer, Moment inner) =>
        outer.Episode == inner.Episode && outer.Start <= inner.Start && inner.End <= outer.End;

    private static void Check(Moment moment)
    {
        if (moment.End < moment.Start) throw new ArgumentException($"The moment ends at {moment.End}, before its start at {moment.Start}.", nameof(moment));
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
