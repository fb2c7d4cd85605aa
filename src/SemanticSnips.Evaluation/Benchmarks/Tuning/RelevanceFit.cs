using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Learns how likely a hit is relevant, and from where on to answer; all figures are of questions that were held out.</summary>
internal static class RelevanceFit
{
    /// <summary>Weak: three features, thousands of rows, and cosines that differ by tenths.</summary>
    private const double L2 = 0.01;

    public static (RelevanceModel Model, RelevanceFigures Figures) Fit(IReadOnlyList<RelevanceExample> examples, IReadOnlyList<string> names, int folds)
    {
        var features = examples.Select(e => e.Features).ToList();
        var labels = examples.Select(e => e.IsRelevant).ToList();
        var groups = examples.Select(e => e.Group).ToList();
        var heldOut = CrossValidation.Predict(features, labels, groups, folds, L2);
        var foldOf = CrossValidation.FoldsOf(groups, folds);
        var firsts = examples.Select((e, i) => new First(e, heldOut[i], foldOf[e.Group])).Where(f => f.Example.Rank == 1).ToList();

        // A fold's threshold is chosen on the other folds, as its probabilities are.
        var thresholds = Enumerable.Range(0, folds).Select(fold => BestThreshold([.. firsts.Where(f => f.Fold != fold)], names.Count)).ToArray();
        var perCollection = names.Select((name, c) => Describe(name, [.. firsts.Where(f => f.Example.Collection == c)], thresholds)).ToList();
        var calibration = Calibration.Of(heldOut, labels);
        int[] answerable = [.. Enumerable.Range(0, examples.Count).Where(i => examples[i].Kind == QuestionKind.Answerable)];
        var figures = new RelevanceFigures
        {
            Hits = examples.Count,
            Auroc = Auroc.Of(heldOut.Where((_, i) => labels[i]), heldOut.Where((_, i) => !labels[i]))!.Value,
            ExpectedCalibrationError = calibration.ExpectedCalibrationError,
            AnswerableCalibrationError = Calibration.Of([.. answerable.Select(i => heldOut[i])], [.. answerable.Select(i => labels[i])]).ExpectedCalibrationError,
            Brier = calibration.Brier,
            Bins = calibration.Bins,
            FalseRefusals = perCollection.Average(c => c.FalseRefusals),
            FalseAnswersMasked = perCollection.Average(c => c.FalseAnswersMasked),
            FalseAnswersOffTopic = perCollection.Select(c => c.FalseAnswersOffTopic).OfType<double>().DefaultIfEmpty().Average(),
            Collections = perCollection,
        };
        var fit = LogisticRegression.Fit(features, labels, L2);
        var model = new RelevanceModel(Round(fit.Intercept), Round(fit.Weights[0]), Round(fit.Weights[1]), Round(fit.Weights[2]))
        {
            Threshold = Math.Round(BestThreshold(firsts, names.Count), 3),
        };
        return (model, figures);

        static double Round(double weight) => Math.Round(weight, 4);
    }

    /// <summary>
    /// The relevance from which on to answer: the highest balanced accuracy, which is the mean of the share of answerable questions answered and of
    /// unanswerable ones refused. The latter is the mean of the hard and the easy kind, and every collection counts alike.
    /// </summary>
    private static double BestThreshold(IReadOnlyList<First> firsts, int collections)
    {
        var candidates = firsts.Select(f => f.Relevance).Distinct().Order().ToArray();
        var accuracy = new double[candidates.Length];
        for (var c = 0; c < collections; c++)
        {
            AddShares(QuestionKind.Answerable, 1);
            AddShares(QuestionKind.Masked, -0.5);
            AddShares(QuestionKind.OffTopic, -0.5);

            void AddShares(QuestionKind kind, double weight)
            {
                double[] sorted = [.. firsts.Where(f => f.Example.Collection == c && f.Example.Kind == kind).Select(f => f.Relevance).Order()];
                for (var i = 0; i < candidates.Length && sorted.Length > 0; i++)
                {
                    var below = Array.BinarySearch(sorted, candidates[i]);
                    if (below < 0) below = ~below;
                    while (below > 0 && sorted[below - 1] == candidates[i]) below--;
                    accuracy[i] += weight * (sorted.Length - below) / sorted.Length;
                }
            }
        }

        var best = Array.IndexOf(accuracy, accuracy.Max());

        // Between two predictions every threshold does the same; the middle is the safest.
        return best == 0 ? candidates[0] : (candidates[best - 1] + candidates[best]) / 2;
    }

    private static CollectionRelevance Describe(string name, IReadOnlyList<First> firsts, double[] thresholds)
    {
        var (answerable, masked, strange) = (Of(QuestionKind.Answerable), Of(QuestionKind.Masked), Of(QuestionKind.OffTopic));
        return new CollectionRelevance(
            name,
            Auroc.Of(answerable.Select(f => f.Relevance), masked.Select(f => f.Relevance)) ?? 0.5,
            Auroc.Of(answerable.Select(f => f.Example.Score), masked.Select(f => f.Example.Score)) ?? 0.5,
            Auroc.Of(answerable.Select(f => f.Relevance), strange.Select(f => f.Relevance)),
            1 - Answered(answerable),
            Answered(masked),
            strange.Count > 0 ? Answered(strange) : null);

        List<First> Of(QuestionKind kind) => [.. firsts.Where(f => f.Example.Kind == kind)];

        double Answered(List<First> some) => some.Select(f => f.Relevance >= thresholds[f.Fold] ? 1.0 : 0).DefaultIfEmpty().Average();
    }

    private sealed record First(RelevanceExample Example, double Relevance, int Fold);
}
