namespace SemanticSnips.Ranking;

/// <summary>Snips that cover one moment, as one hit.</summary>
/// <param name="Leader">The best of them.</param>
/// <param name="Others">The others by snip number, best first.</param>
internal sealed record Moment(SnipScore Leader, IReadOnlyList<int> Others);

/// <summary>Makes one hit of the snips of one episode that cover the same moment.</summary>
internal static class MomentCollapse
{
    /// <summary>Ranges that share half of what they cover together are one moment.</summary>
    private const double SameMomentIou = 0.5;

    /// <summary>
    /// Groups ranked snips by moment, keeping the order of the leaders: a snip belongs to the best leader before it that covers the same moment, and leads
    /// where there is none.
    /// </summary>
    /// <param name="corpus">All snips and their episodes.</param>
    /// <param name="ranking">The snips that were found.</param>
    /// <param name="find">The score of a snip, or null where it was not found.</param>
    /// <param name="count">Moments at most; snips that belong to one of these are found however far down they are.</param>
    public static IReadOnlyList<Moment> Collapse(Corpus corpus, SnipRanking ranking, Func<int, SnipScore?> find, int count)
    {
        var snips = corpus.Snips;
        var leaders = new List<SnipScore>();
        var placesByEpisode = new Dictionary<int, List<int>>();
        for (var rank = 0; rank < ranking.Count && leaders.Count < count; rank++)
        {
            var found = ranking[rank];
            var episode = corpus.EpisodeOf(found.Snip);
            if (!placesByEpisode.TryGetValue(episode, out var places)) placesByEpisode.Add(episode, places = []);
            if (places.Exists(p => CoverSameMoment(snips[leaders[p].Snip], snips[found.Snip]))) continue;
            places.Add(leaders.Count);
            leaders.Add(found);
        }

        // Whoever else covers a leader's moment is of its episode, so the rest of the ranking need not be looked at.
        var others = leaders.ConvertAll(_ => new List<SnipScore>());
        foreach (var places in placesByEpisode.Values)
        {
            foreach (var snip in corpus.SnipsOfSameEpisode(leaders[places[0]].Snip))
            {
                var place = places.FindIndex(p => CoverSameMoment(snips[leaders[p].Snip], snips[snip]));
                if (place < 0 || places.Exists(p => leaders[p].Snip == snip)) continue;
                if (find(snip) is { } found) others[places[place]].Add(found);
            }
        }

        foreach (var list in others) list.Sort((a, b) => a == b ? 0 : ranking.Precedes(a, b) ? -1 : 1);
        return [.. leaders.Select((leader, i) => new Moment(leader, others[i].ConvertAll(o => o.Snip)))];
    }

    /// <summary>Whether two snips of one episode overlap by half, or one contains the other; false where a range is unknown.</summary>
    public static bool CoverSameMoment(CorpusSnip a, CorpusSnip b)
    {
        if (a.EpisodeKey != b.EpisodeKey) return false;
        if (a.Start is not { } startA || a.End is not { } endA || b.Start is not { } startB || b.End is not { } endB) return false;
        if ((startA <= startB && endA >= endB) || (startB <= startA && endB >= endA)) return true;
        var shared = Math.Min(endA.Ticks, endB.Ticks) - Math.Max(startA.Ticks, startB.Ticks);
        var covered = Math.Max(endA.Ticks, endB.Ticks) - Math.Min(startA.Ticks, startB.Ticks);
        return shared > 0 && shared >= SameMomentIou * covered;
    }
}
