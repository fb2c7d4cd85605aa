using System.Runtime.InteropServices;
using SemanticSnips.Keywords;

namespace SemanticSnips.Indexing;

/// <summary>In which order a listing shows all snips of a commit: the newest episode first, then by its title, then by time.</summary>
/// <remarks>Date and title of an episode are those of one of its records, the one with the first id.</remarks>
internal static class ListingOrder
{
    private const string Name = "snips.listed";

    /// <summary>The numbers of the snips: as they were kept with the commit, else derived, which reads one record an episode.</summary>
    public static ReadOnlyMemory<int> Of(KeywordIndex keywords) => keywords.Kept is { } file && file.Has(Name) ? file.Get<int>(Name) : Derive(keywords);

    /// <summary>Keeps it with the commit.</summary>
    public static void AddTo(TableWriter file, KeywordIndex keywords) => file.Add<int>(Name, Derive(keywords));

    private static int[] Derive(KeywordIndex keywords)
    {
        var snips = keywords.Snips;
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < snips.Count; number++)
        {
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firsts, snips[number].EpisodeKey, out var isKnown);
            if (!isKnown || string.CompareOrdinal(snips[number].Id, snips[first].Id) < 0) first = number;
        }

        var keys = firsts.Keys.ToArray();
        var episodes = new Episode[keys.Length];
        OnAllCores.For(keys.Length, e => episodes[e] = SnipRecord.Parse(keywords.ReadContent(firsts[keys[e]])).Snip.Episode);
        var places = Enumerable.Range(0, keys.Length)
            .OrderByDescending(e => episodes[e].Published)
            .ThenBy(e => episodes[e].Title, StringComparer.Ordinal)
            .ThenBy(e => keys[e], StringComparer.Ordinal)
            .Select((e, place) => (Key: keys[e], Place: place))
            .ToDictionary(e => e.Key, e => e.Place, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, snips.Count)
            .OrderBy(n => places[snips[n].EpisodeKey])
            .ThenBy(n => snips[n].Start)
            .ThenBy(n => snips[n].End)
            .ThenBy(n => snips[n].Id, StringComparer.Ordinal)];
    }
}
