namespace SemanticSnips.Ranking;

/// <summary>What is derived of the snips and passages of a corpus.</summary>
/// <param name="FirstPassages">For each snip its first passage, and after the last snip how many passages there are.</param>
/// <param name="Episodes">For each snip a number that snips of one episode share.</param>
/// <param name="EpisodeEnds">For each episode the place after its last snip in <paramref name="EpisodeSnips"/>.</param>
/// <param name="EpisodeSnips">The snips, episode by episode, ascending within each.</param>
/// <param name="EpisodeOnly">Passages that hold nothing of their snip's own but the episode's name.</param>
internal sealed record CorpusLinks(
    ReadOnlyMemory<int> FirstPassages,
    ReadOnlyMemory<int> Episodes,
    ReadOnlyMemory<int> EpisodeEnds,
    ReadOnlyMemory<int> EpisodeSnips,
    ReadOnlyMemory<int> EpisodeOnly)
{
    /// <summary>Derives them.</summary>
    public static CorpusLinks Of(IReadOnlyList<CorpusSnip> snips, IReadOnlyList<CorpusPassage> passages)
    {
        var (numbers, ends, episodes) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<int>(), new int[snips.Count]);
        for (var (snip, episode) = (0, -1); snip < snips.Count; snip++)
        {
            // Snips of one episode mostly stand together, and share the very string.
            var continues = snip > 0 && ReferenceEquals(snips[snip].EpisodeKey, snips[snip - 1].EpisodeKey);
            if (!continues && !numbers.TryGetValue(snips[snip].EpisodeKey, out episode))
            {
                numbers.Add(snips[snip].EpisodeKey, episode = ends.Count);
                ends.Add(0);
            }

            episodes[snip] = episode;
            ends[episode]++;
        }

        for (var episode = 1; episode < ends.Count; episode++) ends[episode] += ends[episode - 1];
        var (members, places) = (new int[snips.Count], ends.ToArray());
        for (var snip = snips.Count - 1; snip >= 0; snip--) members[--places[episodes[snip]]] = snip;
        return new CorpusLinks(
            (int[])[.. snips.Select(s => s.FirstPassage), passages.Count],
            episodes,
            ends.ToArray(),
            members,
            Enumerable.Range(0, passages.Count).Where(p => passages[p].Kind == ChunkKind.Episode).ToArray());
    }

    /// <summary>The snips of an episode.</summary>
    public ReadOnlySpan<int> SnipsOf(int episode) => EpisodeSnips.Span[(episode > 0 ? EpisodeEnds.Span[episode - 1] : 0)..EpisodeEnds.Span[episode]];
}
