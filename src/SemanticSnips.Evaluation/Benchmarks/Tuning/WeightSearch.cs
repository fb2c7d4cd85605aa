using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Searches for the weights with the highest mean over collections of nDCG@10, by coordinate ascent over a grid.</summary>
/// <remarks>Each point is measured once on all questions; folds then choose among what is known, so that cross-validation costs little more than one search.</remarks>
internal sealed class WeightSearch(IReadOnlyList<ScoredCollection> collections, RankingProfile profile, Action measured, CancellationToken cancellation)
{
    private const int Depth = 10;
    private const int MaxRounds = 4;

    private static readonly Measure Ndcg = Measure.Parse("nDCG@10");
    private static readonly Measure Mrr = Measure.Parse("MRR@10");
    private static readonly double[] CoverageGrid = [0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8];
    private static readonly double[] PreviousGrid = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    private static readonly double[] NextGrid = [0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];

    private readonly Dictionary<RankingWeights, QueryFigures[][]> _known = [];

    /// <summary>The figures of every question, by collection and question.</summary>
    public QueryFigures[][] Score(RankingWeights weights)
    {
        if (_known.TryGetValue(weights, out var known)) return known;
        var figures = collections.Select(c => new QueryFigures[c.Queries.Count]).ToArray();
        for (var c = 0; c < collections.Count; c++)
        {
            var (collection, into) = (collections[c], figures[c]);
            Parallel.For(0, into.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
            {
                var query = collection.Queries[i];
                var judgments = collection.Collection.Qrels[query.Query.Id];
                ScoredDocument[] ranking = [.. collection.Runner.Retrieve(query, RunnerSystem.Hybrid, weights.In(profile), Depth)];
                into[i] = new QueryFigures(Ndcg.Of(ranking, judgments), Mrr.Of(ranking, judgments));
            });
        }

        _known.Add(weights, figures);
        measured();
        return figures;
    }

    /// <summary>The best weights for the questions of some groups, found from a start.</summary>
    public RankingWeights Climb(RankingWeights start, Func<string, bool> isSeen)
    {
        var best = start;
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = best;
            best = BestOf(CoverageGrid.Select(w => best with { Coverage = w }), best, isSeen);
            best = BestOf(PreviousGrid.Select(w => best with { Previous = w }), best, isSeen);
            best = BestOf(NextGrid.Select(w => best with { Next = w }), best, isSeen);
            if (best == before) break;
        }

        return best;
    }

    /// <summary>Among equals the present weights stay, then the first of the grid: the smallest.</summary>
    private RankingWeights BestOf(IEnumerable<RankingWeights> candidates, RankingWeights present, Func<string, bool> isSeen) =>
        candidates.Prepend(present).MaxBy(weights => MeanNdcg(weights, isSeen));

    private double MeanNdcg(RankingWeights weights, Func<string, bool> isSeen)
    {
        var figures = Score(weights);
        return collections
            .Select((c, n) => figures[n].Where((_, i) => isSeen(ScoredCollection.GroupOf(c.Queries[i].Query))).Select(f => f.Ndcg).ToList())
            .Where(values => values.Count > 0)
            .Average(values => values.Average());
    }
}

/// <summary>One question's figures.</summary>
/// <param name="Ndcg">nDCG@10.</param>
/// <param name="Mrr">MRR@10.</param>
internal readonly record struct QueryFigures(double Ndcg, double Mrr);
