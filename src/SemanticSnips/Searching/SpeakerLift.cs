namespace SemanticSnips.Searching;

/// <summary>Puts passages ahead in which somebody speaks whose words the query asks for, by that speaker's share of the passage.</summary>
internal static class SpeakerLift
{
    /// <summary>Hits to look among beyond those asked for.</summary>
    public const int Depth = 30;

    /// <summary>The hits in their new order, ranked anew, as many as are asked for.</summary>
    /// <param name="query">Names speakers or filters by them, or does not: then the order stays.</param>
    /// <param name="hits">Best first, <see cref="Depth"/> more than <paramref name="top"/>.</param>
    /// <param name="weight">What a passage gains that is the speaker's alone.</param>
    /// <param name="top">Hits at most.</param>
    public static IReadOnlyList<SearchHit> Apply(Query query, IReadOnlyList<SearchHit> hits, double weight, int top)
    {
        var asked = AskedSpeakers.Of(query.Words, [], hits.SelectMany(h => h.Speakers).Distinct());
        if (asked.Count == 0) return [.. hits.Take(top)];
        return [.. hits
            .Select(h => h with { Score = h.Score + weight * ShareOf(h, asked) })
            .OrderByDescending(h => h.Score)
            .ThenBy(h => h.Snip.Id, StringComparer.Ordinal)
            .Take(top)
            .Select((h, i) => h with { Rank = i + 1 })];
    }

    /// <summary>Which share of a passage the speakers say.</summary>
    private static double ShareOf(SearchHit hit, IReadOnlySet<string> speakers)
    {
        var spoken = hit.Layout.Parts.Where(p => p.Kind == PartKind.Turn && p.Speaker is not null && speakers.Contains(p.Speaker));
        var length = spoken.Sum(p => Math.Max(0, Math.Min(p.To, hit.Passage.To) - Math.Max(p.From, hit.Passage.From)));
        return (double)length / Math.Max(1, hit.Passage.Length);
    }
}
