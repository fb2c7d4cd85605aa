using SemanticSnips.Ranking;
using SemanticSnips.Transcripts;

namespace SemanticSnips;

public sealed partial class SnipIndex
{
    /// <summary>Where the same is said or the same moment covered: in snips that overlap a snip by half, and where its speech was published again.</summary>
    /// <param name="id">A snip's id, or how it begins.</param>
    /// <returns>Those of its episode first, by time, then the others; empty where there are none or no snip has the id.</returns>
    /// <exception cref="Querying.QueryException">Several ids begin so.</exception>
    public IReadOnlyList<Snip> FindAlsoIn(string id)
    {
        var number = FindNumber(id);
        if (number < 0) return [];
        var (source, entry) = (ReadSnip(number), _keywords.Snips[number]);
        var speech = new SameSpeech(source);
        var found = Enumerable.Range(0, Count).Where(n => n != number && MomentCollapse.CoverSameMoment(entry, _keywords.Snips[n])).ToHashSet();
        if (!speech.IsShort && ScoreTopic(number, source) is { } topic)
        {
            found.UnionWith(NearestTo(number, topic).Where(n => !found.Contains(n) && speech.Repeats(new SameSpeech(ReadSnip(n)))));
        }

        return [.. found
            .OrderBy(n => _keywords.Snips[n].EpisodeKey != entry.EpisodeKey)
            .ThenBy(n => _keywords.Snips[n].EpisodeKey, StringComparer.Ordinal)
            .ThenBy(n => _keywords.Snips[n].Start)
            .ThenBy(n => _keywords.Snips[n].Id, StringComparer.Ordinal)
            .Select(ReadSnip)];
    }

    /// <summary>Groups the snips whose speech is the same: saved twice, or aired twice.</summary>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Groups of two or more, each with its longest snip first; by that snip's episode and time. Snips that merely share a part are in no group.</returns>
    /// <remarks>Reads every snip once and each that may repeat another once more; time grows with their number, not with its square.</remarks>
    public IReadOnlyList<IReadOnlyList<Snip>> FindDuplicates(CancellationToken cancellation = default)
    {
        var groups = SpeechGroups.Find(Count, n => new SameSpeech(ReadSnip(n)), n => _keywords.Snips[n].Id, cancellation);
        return [.. groups
            .Select(g => g.Select(ReadSnip).ToList())
            .OrderBy(g => g[0].Episode.Show, StringComparer.Ordinal)
            .ThenBy(g => g[0].Episode.Title, StringComparer.Ordinal)
            .ThenBy(g => g[0].Start)
            .ThenBy(g => g[0].Id, StringComparer.Ordinal)];
    }
}
