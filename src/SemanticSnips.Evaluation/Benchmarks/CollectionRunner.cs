using System.Diagnostics;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Which systems a benchmark runs.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Mode">Which legs rank.</param>
/// <param name="Fusion">How they are fused.</param>
public sealed record RunnerSystem(string Name, SearchMode Mode, FusionKind Fusion = FusionKind.Absolute)
{
    /// <summary>The legs, the default fusion and the others.</summary>
    public static IReadOnlyList<RunnerSystem> All { get; } =
    [
        new("keyword", SearchMode.Keyword),
        new("vector", SearchMode.Vector),
        new("hybrid", SearchMode.Hybrid),
        new("hybrid-convex", SearchMode.Hybrid, FusionKind.Convex),
        new("hybrid-rrf", SearchMode.Hybrid, FusionKind.Rrf),
        new("hybrid-dbsf", SearchMode.Hybrid, FusionKind.Dbsf),
    ];
}

/// <summary>A question scored by both legs, ready for any fusion.</summary>
/// <param name="Query">The question.</param>
/// <param name="Scores">Both legs' scores of every passage.</param>
/// <param name="Elapsed">How long embedding and scoring took.</param>
internal sealed record ScoredQuery(TestQuery Query, PassageScores Scores, TimeSpan Elapsed);

/// <summary>Runs a collection's queries over its index.</summary>
internal sealed class CollectionRunner(SnipIndex index, TestCollection collection, bool within)
{
    /// <summary>Documents a query, as in TREC runs.</summary>
    private const int Depth = 1000;

    /// <summary>Scores every judged query by both legs. The query is taken as plain words: its quotes and hyphens mean nothing.</summary>
    public IEnumerable<ScoredQuery> Score(CancellationToken cancellation)
    {
        foreach (var query in collection.Queries)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<Condition> conditions = within && query.Group is { } group
                ? [new Condition(ConditionField.EpisodeKey, CollectionIndex.EpisodeKeyOf(group))]
                : [];
            var clock = Stopwatch.StartNew();
            var scores = index.Score(new SnipQuery(query.Text, conditions), SearchMode.Hybrid, [], cancellation);
            yield return new ScoredQuery(query, scores, clock.Elapsed);
        }
    }

    /// <summary>One system's ranking of a scored query.</summary>
    public IReadOnlyList<RankedSnip> Rank(ScoredQuery query, RunnerSystem system, RankingProfile profile) =>
        index.Rank(query.Scores, system.Mode, system.Fusion, profile, Depth);

    /// <summary>One system's run over scored queries.</summary>
    public Run Run(IEnumerable<ScoredQuery> queries, RunnerSystem system, RankingProfile profile)
    {
        var run = new Run(system.Name);
        foreach (var query in queries)
        {
            run.Add(query.Query.Id, Rank(query, system, profile).Select(r => new ScoredDocument(r.Id, (float)r.Score)));
        }

        return run;
    }
}
