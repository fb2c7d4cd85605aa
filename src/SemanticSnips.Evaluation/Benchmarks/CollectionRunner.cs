using System.Diagnostics;
using SemanticSnips.Answers;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>A question scored by both legs, ready for any fusion.</summary>
/// <param name="Query">The question.</param>
/// <param name="Scores">Both legs' scores of every passage.</param>
internal sealed record ScoredQuery(TestQuery Query, PassageScores Scores);

/// <summary>Runs a collection's queries over its index.</summary>
internal sealed class CollectionRunner(SnipIndex index, TestCollection collection, bool within)
{
    /// <summary>Documents a query, as in TREC runs.</summary>
    private const int Depth = 1000;

    public SnipIndex Index => index;

    /// <summary>Scores every judged query by both legs, one at a time.</summary>
    public IEnumerable<ScoredQuery> Score(CancellationToken cancellationToken)
    {
        foreach (var query in collection.Queries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Score(query, SearchMode.Hybrid, cancellationToken);
        }
    }

    /// <summary>Scores one query. It is taken as plain words: its quotes and hyphens mean nothing.</summary>
    /// <param name="query">Its group is what it is ranked within, where that is asked for.</param>
    /// <param name="mode">Which legs score.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public ScoredQuery Score(TestQuery query, SearchMode mode, CancellationToken cancellationToken)
    {
        IReadOnlyList<Condition> conditions = within && query.Group is { } group
            ? [new Condition(ConditionField.EpisodeKey, CollectionIndex.EpisodeKeyOf(group))]
            : [];
        using var read = index.Searcher.Read(new SnipQuery(query.Text, conditions));
        return new ScoredQuery(query, index.Legs.Score(read, mode, index.Legs.NewBuffers(), [], cancellationToken));
    }

    /// <summary>One system's ranking of a scored query.</summary>
    public IReadOnlyList<RankedSnip> Rank(ScoredQuery query, RunnerSystem system, RankingProfile profile, int depth = Depth)
    {
        var buffers = index.Legs.Buffers.Rent();
        var ranked = index.Searcher.Ranker.RankSnips(query.Scores, system.Mode, system.Fusion, profile, depth, buffers);
        index.Legs.Buffers.Return(buffers);
        return system.Reranks ? Reread(query, ranked) : ranked;
    }

    /// <summary>The best of a ranking in their new order, before the others; scored by rank.</summary>
    private List<RankedSnip> Reread(ScoredQuery query, IReadOnlyList<RankedSnip> ranked)
    {
        var hits = index.Reranker.Order(index.Searcher.ReadHits(query.Scores, new SearchOptions { Top = Reranker.Depth }), query.Query.Text, default);
        var read = hits.Select(h => h.Snip.Id).ToList();
        return [.. ranked
            .OrderBy(r => read.IndexOf(r.Id) is >= 0 and var place ? place : read.Count)
            .Select((r, i) => r with { Score = -i })];
    }

    /// <summary>One system's ranking of a scored query, in a run's form.</summary>
    public IEnumerable<ScoredDocument> Retrieve(ScoredQuery query, RunnerSystem system, RankingProfile profile, int depth = Depth) =>
        Rank(query, system, profile, depth).Select(r => new ScoredDocument(r.Id, (float)r.Score));

    /// <summary>One system's run over scored queries.</summary>
    public Run Run(IEnumerable<ScoredQuery> queries, RunnerSystem system, RankingProfile profile)
    {
        var run = new Run(system.Name);
        foreach (var query in queries) run.Add(query.Query.Id, Retrieve(query, system, profile));
        return run;
    }

    /// <summary>
    /// Times each system as a search does it: embedding where it needs one, scoring, ranking and reading the first ten hits.
    /// The systems take turns on each query, so that a busy moment of the machine strikes all of them.
    /// </summary>
    /// <param name="systems">Which.</param>
    /// <param name="sample">Queries at most, evenly spaced. The first is run once more before, since the first of all pays for what is loaded then.</param>
    /// <param name="progress">Told the queries done.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>By system's name.</returns>
    public IReadOnlyDictionary<string, List<TimeSpan>> Time(
        IReadOnlyList<RunnerSystem> systems, int sample, IProgress<BenchmarkProgress>? progress, CancellationToken cancellationToken)
    {
        var times = systems.ToDictionary(s => s.Name, _ => new List<TimeSpan>(), StringComparer.Ordinal);
        TestQuery[] queries = [.. Sampling.Spaced(collection.Queries, sample)];
        foreach (var system in systems) _ = queries.Length > 0 ? Time(queries[0], system, cancellationToken) : default;
        for (var i = 0; i < queries.Length; i++)
        {
            foreach (var system in systems) times[system.Name].Add(Time(queries[i], system, cancellationToken));
            progress?.Report(new BenchmarkProgress($"Timing {collection.Name}", i + 1, queries.Length));
        }

        return times;
    }

    private TimeSpan Time(TestQuery query, RunnerSystem system, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var scored = Score(query, system.Mode, cancellationToken);
        var hits = index.Searcher.ReadHits(scored.Scores, new SearchOptions { Mode = system.Mode, Fusion = system.Fusion }, cancellationToken);
        if (system.Reranks) index.Reranker.Order(hits, query.Text, cancellationToken);
        return clock.Elapsed;
    }
}
