using SemanticSnips.Keywords;

namespace SemanticSnips.Ranking;

/// <summary>Snips that cover one moment, as one hit.</summary>
/// <param name="Leader">The best of them, by snip number.</param>
/// <param name="Others">The others, best first.</param>
internal sealed record Moment(int Leader, IReadOnlyList<int> Others);

/// <summary>Makes one hit of the snips of one episode that cover the same moment.</summary>
internal static class MomentCollapse
{
    /// <summary>Ranges that share half of what they cover together are one moment.</summary>
    private const double SameMomentIou = 0.5;

    /// <summary>Groups ranked snips by moment, keeping the order of the leaders.</summary>
    /// <param name="ranked">Snip numbers, best first.</param>
    /// <param name="snips">All snips.</param>
    /// <param name="count">Moments at most; snips that belong to one of these are found however far down they are.</param>
    public static IReadOnlyList<Moment> Collapse(IReadOnlyList<int> ranked, IReadOnlyList<SnipEntry> snips, int count)
    {
        var leaders = new List<(int Leader, List<int> Others)>();
        var byEpisode = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var number in ranked)
        {
            var episode = snips[number].EpisodeKey;
            var same = byEpisode.TryGetValue(episode, out var places) ? places.FindIndex(p => CoverSameMoment(snips[leaders[p].Leader], snips[number])) : -1;
            if (same >= 0)
            {
                leaders[places![same]].Others.Add(number);
            }
            else if (leaders.Count < count)
            {
                if (places is null) byEpisode.Add(episode, places = []);
                places.Add(leaders.Count);
                leaders.Add((number, []));
            }
        }

        return [.. leaders.Select(l => new Moment(l.Leader, l.Others))];
    }

    /// <summary>Whether two snips of one episode overlap by half, or one contains the other; false where a range is unknown.</summary>
    public static bool CoverSameMoment(SnipEntry a, SnipEntry b)
    {
        if (a.EpisodeKey != b.EpisodeKey) return false;
        if (a.Start is not { } startA || a.End is not { } endA || b.Start is not { } startB || b.End is not { } endB) return false;
        if ((startA <= startB && endA >= endB) || (startB <= startA && endB >= endA)) return true;
        var shared = Math.Min(endA.Ticks, endB.Ticks) - Math.Max(startA.Ticks, startB.Ticks);
        var covered = Math.Max(endA.Ticks, endB.Ticks) - Math.Min(startA.Ticks, startB.Ticks);
        return shared > 0 && shared >= SameMomentIou * covered;
    }
}
