using System.Globalization;

namespace SemanticSnips.Evaluation;

/// <summary>Searches for the constants with the highest mean over collections of nDCG@10, by coordinate ascent over their grids.</summary>
/// <remarks>Each point is measured once on all questions; folds then choose among what is known, so that cross-validation costs little more than one
/// search.</remarks>
internal sealed class ConstantSearch(
    IReadOnlyList<ScoredCollection> collections, IReadOnlyList<RankingConstant> constants, Action measured, CancellationToken cancellationToken)
{
    private const int Depth = 10;
    private const int MaxRounds = 4;

    private static readonly Measure Ndcg = Measure.Parse("nDCG@10");
    private static readonly Measure Mrr = Measure.Parse("MRR@10");

    private readonly Dictionary<string, QueryFigures[][]> _known = new(StringComparer.Ordinal);

    /// <summary>The figures of every question, by collection and question.</summary>
    public QueryFigures[][] Score(RankingProfile profile)
    {
        var point = string.Join(' ', constants.Select(c => c.Of(profile).ToString("R", CultureInfo.InvariantCulture)));
        if (_known.TryGetValue(point, out var known)) return known;
        var figures = collections.Select(c => new QueryFigures[c.Queries.Count]).ToArray();
        for (var c = 0; c < collections.Count; c++)
        {
            var (collection, into) = (collections[c], figures[c]);
            Parallel.For(0, into.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                var query = collection.Queries[i];
                var judgments = collection.Collection.Qrels[query.Query.Id];
                ScoredDocument[] ranking = [.. collection.Runner.Retrieve(query, RunnerSystem.Hybrid, profile, Depth)];
                into[i] = new QueryFigures(Ndcg.Of(ranking, judgments), Mrr.Of(ranking, judgments));
            });
        }

        _known.Add(point, figures);
        measured();
        return figures;
    }

    /// <summary>The best constants for the questions of some groups, found from a start.</summary>
    public RankingProfile Climb(RankingProfile start, Func<string, bool> isSeen)
    {
        var best = start;
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = best;
            foreach (var constant in constants)
            {
                // Among equals the present value stays, then the first of the grid: the smallest.
                best = constant.Grid.Select(value => constant.In(best, value)).Prepend(best).MaxBy(profile => MeanNdcg(profile, isSeen))!;
            }

            if (best == before) break;
        }

        return best;
    }

    /// <summary>The mean over collections of nDCG@10 over the questions of some groups.</summary>
    public double MeanNdcg(RankingProfile profile, Func<string, bool> isSeen)
    {
        var figures = Score(profile);
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
