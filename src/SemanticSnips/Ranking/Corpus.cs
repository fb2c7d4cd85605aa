namespace SemanticSnips.Ranking;

/// <summary>What ranking knows of a snip.</summary>
/// <param name="Id">Its id; decides between equal scores.</param>
/// <param name="EpisodeKey">Equal for snips of one episode.</param>
/// <param name="FirstPassage">Where its passages begin in <see cref="Corpus.Passages"/>.</param>
/// <param name="PassageCount">How many of them are there.</param>
/// <param name="Start">Its begin within the episode.</param>
/// <param name="End">Its end within the episode.</param>
internal sealed record CorpusSnip(string Id, string EpisodeKey, int FirstPassage, int PassageCount, TimeSpan? Start, TimeSpan? End);

/// <summary>What ranking knows of a passage.</summary>
/// <param name="Snip">Its snip's place in <see cref="Corpus.Snips"/>.</param>
/// <param name="From">First character in the snip's text.</param>
/// <param name="To">Character after the last.</param>
/// <param name="Kind">What it is made of.</param>
internal readonly record struct CorpusPassage(int Snip, int From, int To, ChunkKind Kind);

/// <summary>What is ranked: snips and passages, numbered by their places here and nowhere else.</summary>
/// <remarks>
/// A commit of an index is a corpus of everything. Another store makes one for each query, of both legs' candidates and the passages around them: then not
/// every passage of a snip need be there, nor every snip of an episode. A snip's passages follow each other, and so do those of one snip and the next.
/// Immutable, thread-safe.
/// </remarks>
internal sealed class Corpus
{
    private readonly Lazy<Neighbours> _neighbours;
    private readonly Lazy<Dictionary<string, int>> _numbers;

    /// <summary>Takes snips and their passages.</summary>
    /// <param name="snips">In any order.</param>
    /// <param name="passages">In the order of the snips.</param>
    /// <param name="neighbours">Which passage follows which; null where every snip is whole, so that it can be told from their times.</param>
    public Corpus(IReadOnlyList<CorpusSnip> snips, IReadOnlyList<CorpusPassage> passages, Neighbours? neighbours = null)
        : this(snips, passages, CorpusLinks.Of(snips, passages), neighbours)
    {
    }

    /// <summary>The same, where what is derived of them is there already.</summary>
    public Corpus(IReadOnlyList<CorpusSnip> snips, IReadOnlyList<CorpusPassage> passages, CorpusLinks links, Neighbours? neighbours)
    {
        (Snips, Passages, Links) = (snips, passages, links);
        _neighbours = neighbours is null ? new Lazy<Neighbours>(() => Neighbours.Of(snips, passages)) : new Lazy<Neighbours>(neighbours);
        _numbers = new Lazy<Dictionary<string, int>>(() => Enumerable.Range(0, snips.Count).ToDictionary(n => snips[n].Id, StringComparer.Ordinal));
    }

    /// <summary>The snips.</summary>
    public IReadOnlyList<CorpusSnip> Snips { get; }

    /// <summary>The passages.</summary>
    public IReadOnlyList<CorpusPassage> Passages { get; }

    /// <summary>Which passages are whose, and which snips are of one episode.</summary>
    public CorpusLinks Links { get; }

    /// <summary>Which passage follows which; derived at the first use.</summary>
    public Neighbours Neighbours => _neighbours.Value;

    /// <summary>Passages that hold nothing of their snip's own but the episode's name.</summary>
    public ReadOnlySpan<int> EpisodeOnlyPassages => Links.EpisodeOnly.Span;

    /// <summary>The place of the snip with an id, or -1.</summary>
    public int Find(string id) => _numbers.Value.GetValueOrDefault(id, -1);

    /// <summary>A number that snips of one episode share.</summary>
    public int EpisodeOf(int snip) => Links.Episodes.Span[snip];

    /// <summary>A snip's passages: the first, and the one after the last.</summary>
    public (int From, int To) PassagesOf(int snip) => (Links.FirstPassages.Span[snip], Links.FirstPassages.Span[snip + 1]);

    /// <summary>All snips of a snip's episode, itself among them.</summary>
    public ReadOnlySpan<int> SnipsOfSameEpisode(int snip) => Links.SnipsOf(EpisodeOf(snip));

    /// <summary>The best passage of a snip, the first of equals.</summary>
    /// <param name="fused">By passage; negative infinity where a passage is no candidate.</param>
    /// <param name="snip">The snip.</param>
    /// <param name="best">The passage and its score.</param>
    /// <returns>False where the snip has no candidate.</returns>
    public bool TryFindBest(ReadOnlySpan<double> fused, int snip, out SnipScore best)
    {
        var (passage, score) = (-1, double.NegativeInfinity);
        var (from, to) = PassagesOf(snip);
        for (var p = from; p < to; p++)
        {
            if (fused[p] > score) (passage, score) = (p, fused[p]);
        }

        best = new SnipScore(snip, passage, score);
        return passage >= 0;
    }
}
