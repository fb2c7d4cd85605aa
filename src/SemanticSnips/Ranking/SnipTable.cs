using SemanticSnips.Chunking;
using SemanticSnips.Keywords;

namespace SemanticSnips.Ranking;

/// <summary>What ranking asks of every snip and passage at every query, in flat arrays.</summary>
/// <remarks>Immutable, thread-safe. A snip's passages follow each other, and so do those of one snip and the next.</remarks>
internal sealed class SnipTable
{
    private readonly int[] _firstPassages;
    private readonly int[] _episodes;
    private readonly int[][] _snipsByEpisode;
    private readonly int[] _episodeOnly;

    public SnipTable(IReadOnlyList<SnipEntry> snips, IReadOnlyList<PassageEntry> passages)
    {
        _firstPassages = [.. snips.Select(s => s.FirstPassage), passages.Count];
        _episodes = new int[snips.Count];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var members = new List<List<int>>();
        for (var snip = 0; snip < snips.Count; snip++)
        {
            if (!numbers.TryGetValue(snips[snip].EpisodeKey, out var episode))
            {
                numbers.Add(snips[snip].EpisodeKey, episode = members.Count);
                members.Add([]);
            }

            _episodes[snip] = episode;
            members[episode].Add(snip);
        }

        _snipsByEpisode = [.. members.Select(m => m.ToArray())];
        _episodeOnly = [.. Enumerable.Range(0, passages.Count).Where(p => passages[p].Kind == (byte)ChunkKind.Episode)];
    }

    /// <summary>Passages that hold nothing of their snip's own but the episode's name.</summary>
    public ReadOnlySpan<int> EpisodeOnlyPassages => _episodeOnly;

    /// <summary>A number that snips of one episode share.</summary>
    public int EpisodeOf(int snip) => _episodes[snip];

    /// <summary>All snips of a snip's episode, itself among them.</summary>
    public ReadOnlySpan<int> SnipsOfSameEpisode(int snip) => _snipsByEpisode[_episodes[snip]];

    /// <summary>The best passage of a snip, the first of equals.</summary>
    /// <param name="fused">By passage number; negative infinity where a passage is no candidate.</param>
    /// <param name="snip">The snip's number.</param>
    /// <param name="best">The passage and its score.</param>
    /// <returns>False where the snip has no candidate.</returns>
    public bool TryFindBest(ReadOnlySpan<double> fused, int snip, out SnipScore best)
    {
        var (passage, score) = (-1, double.NegativeInfinity);
        for (var p = _firstPassages[snip]; p < _firstPassages[snip + 1]; p++)
        {
            if (fused[p] > score) (passage, score) = (p, fused[p]);
        }

        best = new SnipScore(snip, passage, score);
        return passage >= 0;
    }
}
