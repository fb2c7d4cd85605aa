using SemanticSnips.Indexing;
using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Learns the constants of ranking and the probability of relevance from judged collections.</summary>
/// <remarks>Tune on development collections alone: what was tuned on says nothing about how good the ranking is.</remarks>
public static class Tuner
{
    /// <summary>Learns a profile.</summary>
    /// <param name="collections">Each with the folder of its index, which is built or reused. At least as many groups of questions as folds.</param>
    /// <param name="model">The embedding model; stays the caller's. A profile is of use for this model alone.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told as it goes on.</param>
    /// <param name="cancellation">Stops at once.</param>
    /// <exception cref="ArgumentException">There are no collections, or fewer groups of questions than folds.</exception>
    public static TuningResult Run(
        IReadOnlyList<(TestCollection Collection, string IndexFolder)> collections, ModelLoader model, TuningOptions? options = null, IProgress<BenchmarkProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new TuningOptions();
        if (collections.Count == 0) throw new ArgumentException("There is no collection to learn from.", nameof(collections));
        var foldOf = CrossValidation.FoldsOf(collections.SelectMany(c => c.Collection.Queries).Select(ScoredCollection.GroupOf), options.Folds);
        var scored = new List<ScoredCollection>();
        try
        {
            foreach (var (collection, folder) in collections) scored.Add(ScoredCollection.Score(collection, folder, model, options, progress, cancellation));
            return Learn(scored, scored[0].Index.Profile, foldOf, options, progress, cancellation);
        }
        finally
        {
            foreach (var collection in scored) collection.Dispose();
        }
    }

    private static TuningResult Learn(
        IReadOnlyList<ScoredCollection> collections, RankingProfile before, IReadOnlyDictionary<string, int> foldOf, TuningOptions options, IProgress<BenchmarkProgress>? progress, CancellationToken cancellation)
    {
        var tried = 0;
        var search = new WeightSearch(collections, before, () => progress?.Report(new BenchmarkProgress("Weights tried", ++tried, 0)), cancellation);
        var start = RankingWeights.Of(before);
        var chosen = search.Climb(start, _ => true);
        RankingWeights[] byFold = [.. Enumerable.Range(0, options.Folds).Select(fold => search.Climb(start, group => foldOf[group] != fold))];
        var held = collections.Select((c, n) => c.Queries.Select((q, i) => search.Score(byFold[foldOf[ScoredCollection.GroupOf(q.Query)]])[n][i]).ToArray()).ToArray();
        var gains = collections.Select((c, n) => (IReadOnlyList<(string, double)>)[.. c.Queries.Select((q, i) => (ScoredCollection.GroupOf(q.Query), held[n][i].Ndcg - search.Score(start)[n][i].Ndcg))]).ToList();
        var gain = MacroBootstrap.Mean(gains);

        // What does not hold on unseen questions is not taken: then the present weights stay.
        if (options.KeepWeights || gain.Low <= 0) chosen = start;
        var examples = RelevanceExamples.Gather(collections, chosen.In(before), options.RelevanceQueries, cancellation);
        var (relevance, figures) = RelevanceFit.Fit(examples, [.. collections.Select(c => c.Collection.Name)], options.Folds);
        return new TuningResult
        {
            Profile = chosen.In(before) with { Relevance = relevance },
            Before = before,
            Folds = options.Folds,
            FoldWeights = byFold,
            HeldOutGain = gains.Average(g => g.Average(v => v.Item2)),
            HeldOutGainInterval = gain,
            Relevance = figures,
            Collections = [.. collections.Select((c, n) => new TunedSet(
                c.Collection.Name,
                c.Queries.Count,
                c.WithinGroup,
                search.Score(start)[n].Average(f => f.Ndcg),
                held[n].Average(f => f.Ndcg),
                search.Score(chosen)[n].Average(f => f.Ndcg),
                search.Score(start)[n].Average(f => f.Mrr),
                held[n].Average(f => f.Mrr),
                MacroBootstrap.Mean([gains[n]])))],
        };
    }
}
