using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Learns the constants of ranking and the probability of relevance from judged collections.</summary>
/// <remarks>Tune on development collections alone: what was tuned on says nothing about how good the ranking is.</remarks>
public static class Tuner
{
    /// <summary>Learns a profile.</summary>
    /// <param name="collections">At least as many groups of questions as folds.</param>
    /// <param name="indexFolder">The folder of the index over a collection that is cut in some way; built or reused.</param>
    /// <param name="model">The embedding model; stays the caller's. A profile is of use for this model alone.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told as it goes on.</param>
    /// <param name="cancellationToken">Stops at once; vectors made so far stay in the indexes.</param>
    /// <exception cref="EvaluationException">There are no collections, or fewer groups of questions than folds.</exception>
    public static TuningResult Run(
        IReadOnlyList<TestCollection> collections,
        Func<TestCollection, ChunkerOptions, string> indexFolder,
        ModelLoader model,
        TuningOptions? options = null,
        IProgress<BenchmarkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new TuningOptions();
        string[] groups = [.. collections.SelectMany(c => c.Queries).Select(ScoredCollection.GroupOf).Distinct(StringComparer.Ordinal)];
        if (groups.Length < options.Folds)
        {
            throw new EvaluationException(
                $"Tuning holds out whole groups of questions in {options.Folds} folds, so it needs at least {options.Folds} groups; found {groups.Length} " +
                    $"in {string.Join(", ", collections.Select(c => c.Name))}. Add collections.");
        }

        var foldOf = CrossValidation.FoldsOf(groups, options.Folds);
        var before = options.Profile ?? RankingProfile.Load(model.Folder);
        var trials = new List<Trial>();
        ScoredCollections? open = null;
        try
        {
            foreach (var chunking in options.Chunkings)
            {
                open?.Dispose();
                open = Score(chunking);
                var tried = 0;
                var search = new ConstantSearch(open.Collections, options.Constants, () =>
                    progress?.Report(new BenchmarkProgress("Constants tried", ++tried, 0)), cancellationToken);
                trials.Add(Trial.Of(search, open.Collections, chunking, before, foldOf, options.Folds));
            }

            var outcome = Outcome.Of(trials, collections, foldOf, options);
            if (outcome.Trial.Chunking != options.Chunkings[^1])
            {
                open?.Dispose();
                open = Score(outcome.Trial.Chunking);
            }

            var profile = outcome.IsTaken ? outcome.Trial.Chosen : before;
            var background = Math.Round(RelevanceExamples.BackgroundScore(open!.Collections, profile), 3);
            var examples = RelevanceExamples.Gather(open.Collections, profile, background, options.RelevanceQueries, cancellationToken);
            var (relevance, figures) = RelevanceFit.Fit(examples, [.. collections.Select(c => c.Name)], options.Folds);
            relevance = relevance with
            {
                StandsOut = relevance.StandsOut with { BackgroundScore = background },
                QuotationShare = before.Relevance?.QuotationShare ?? 1,
                Likely = before.Relevance?.Likely ?? RelevanceModel.DefaultLikely,
            };
            return outcome.ToResult(before, relevance, figures);
        }
        finally
        {
            open?.Dispose();
        }

        ScoredCollections Score(ChunkerOptions chunking) => ScoredCollections.Score(
            collections, c => ScoredCollection.Score(c, indexFolder(c, chunking), chunking, model, before, options.Within, progress, cancellationToken));
    }

    /// <summary>What the trials come to: the best way to cut, chosen within each fold as the constants are.</summary>
    private sealed record Outcome(
        IReadOnlyList<Trial> Trials, IReadOnlyList<TestCollection> Collections, TuningOptions Options, QueryFigures[][] HeldOut, int[] BestByFold)
    {
        public required IReadOnlyList<IReadOnlyList<(string Group, double Value)>> Gains { get; init; }

        public required Interval Gain { get; init; }

        /// <summary>What does not hold on unseen questions is not taken: then all stays as it is.</summary>
        public bool IsTaken => !Options.KeepWeights && Gain.Low > 0;

        public Trial Trial => IsTaken ? Trials.MaxBy(t => t.ChosenMean)! : Trials[0];

        public static Outcome Of(List<Trial> trials, IReadOnlyList<TestCollection> collections, IReadOnlyDictionary<string, int> foldOf, TuningOptions options)
        {
            int[] best = [.. Enumerable.Range(0, options.Folds).Select(fold => Enumerable.Range(0, trials.Count).MaxBy(t => trials[t].TrainedMeans[fold]))];
            QueryFigures[][] held =
                [.. collections.Select((c, n) => c.Queries.Select((q, i) => trials[best[foldOf[ScoredCollection.GroupOf(q)]]].HeldOut[n][i]).ToArray())];
            IReadOnlyList<IReadOnlyList<(string, double)>> gains =
                [.. collections.Select(
                    (c, n) => (IReadOnlyList<(string, double)>)[
                    .. c.Queries.Select((q, i) => (ScoredCollection.GroupOf(q), held[n][i].Ndcg - trials[0].Start[n][i].Ndcg))])];
            return new Outcome(trials, collections, options, held, best) { Gains = gains, Gain = MacroBootstrap.Mean(gains) };
        }

        public TuningResult ToResult(RankingProfile before, RelevanceModel relevance, RelevanceFigures figures)
        {
            var (first, taken) = (Trials[0], IsTaken ? Trial.ChosenFigures : Trials[0].Start);
            return new TuningResult
            {
                Profile = (IsTaken ? Trial.Chosen : before) with { Relevance = relevance },
                Before = before,
                Folds = Options.Folds,
                IsTaken = IsTaken,
                Chunking = Trial.Chunking,
                Chunkings = [.. Trials.Select(
                    t => new TriedChunking(t.Chunking, t.Passages, Macro(t.Start), t.ChosenMean, BestByFold.Count(b => Trials[b] == t)))],
                FoldConstants = [.. BestByFold.Select((t, fold) => RankingConstant.ValuesOf(Trials[t].ByFold[fold]))],
                HeldOutGain = Gains.Average(g => g.Average(v => v.Value)),
                HeldOutGainInterval = Gain,
                Relevance = figures,
                Collections = [.. Collections.Select((c, n) => new TunedSet(
                    c.Name,
                    c.Queries.Count,
                    Options.Within && c.IsGrouped,
                    first.Start[n].Average(f => f.Ndcg),
                    HeldOut[n].Average(f => f.Ndcg),
                    taken[n].Average(f => f.Ndcg),
                    first.Start[n].Average(f => f.Mrr),
                    HeldOut[n].Average(f => f.Mrr),
                    MacroBootstrap.Mean([Gains[n]])))],
            };
        }

        private static double Macro(QueryFigures[][] figures) => figures.Average(c => c.Average(f => f.Ndcg));
    }
}
