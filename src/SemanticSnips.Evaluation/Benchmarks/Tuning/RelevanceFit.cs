using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Learns how likely a hit is relevant, and from where on to answer; all figures are of questions that were held out.</summary>
internal static class RelevanceFit
{
    /// <summary>Weak: few features, thousands of rows, and cosines that differ by tenths.</summary>
    private const double L2 = 0.01;

    /// <summary>The share of answerable questions that may be refused, to refuse as many others as that allows.</summary>
    private const double FalseRefusals = 0.05;

    /// <summary>Log odds of what is as good as certain.</summary>
    private const double AlwaysOnTopic = 10;

    public static (RelevanceModel Model, RelevanceFigures Figures) Fit(IReadOnlyList<RelevanceExample> examples, IReadOnlyList<string> names, int folds)
    {
        var labels = examples.Select(e => e.IsRelevant).ToList();
        var heldOut = CrossValidation.Predict(examples, e => e.Group, Learn, folds);
        var foldOf = CrossValidation.FoldsOf(examples.Select(e => e.Group), folds);
        var firsts = examples.Select((e, i) => new First(e, heldOut[i], foldOf[e.Group])).Where(f => f.Example.Rank == 1).ToList();

        // A fold's threshold is chosen on the other folds, as its probabilities are.
        var thresholds = Enumerable.Range(0, folds).Select(fold => HighestThreshold([.. firsts.Where(f => f.Fold != fold)], names.Count)).ToArray();
        var perCollection = names.Select((name, c) => Describe(name, [.. firsts.Where(f => f.Example.Collection == c)], thresholds)).ToList();
        var calibration = Calibration.Of(heldOut, labels);
        int[] answerable = [.. Enumerable.Range(0, examples.Count).Where(i => examples[i].Kind == QuestionKind.Answerable)];
        var figures = new RelevanceFigures
        {
            Hits = examples.Count,
            Auroc = Auroc.Of(heldOut.Where((_, i) => labels[i]), heldOut.Where((_, i) => !labels[i]))!.Value,
            ExpectedCalibrationError = calibration.ExpectedCalibrationError,
            AnswerableCalibrationError =
                Calibration.Of([.. answerable.Select(i => heldOut[i])], [.. answerable.Select(i => labels[i])]).ExpectedCalibrationError,
            Brier = calibration.Brier,
            Bins = calibration.Bins,
            FalseRefusals = perCollection.Average(c => c.FalseRefusals),
            FalseAnswersMasked = perCollection.Average(c => c.FalseAnswersMasked),
            FalseAnswersOffTopic = perCollection.Select(c => c.FalseAnswersOffTopic).OfType<double>().DefaultIfEmpty().Average(),
            Collections = perCollection,
        };
        return (Fit(examples) with { Threshold = Math.Round(HighestThreshold(firsts, names.Count), 3) }, figures);

        static Func<RelevanceExample, double> Learn(IReadOnlyList<RelevanceExample> seen)
        {
            var model = Fit(seen);
            return example => model.Probability(example.Evidence);
        }
    }

    /// <summary>
    /// The absolute scores learn what is off the topic, from first hits alone; a hit's lead learns what is relevant, where the question is on the topic.
    /// Each collection counts alike, so that the largest does not decide, and answerable questions as much as the two kinds of unanswerable ones together.
    /// </summary>
    private static RelevanceModel Fit(IReadOnlyList<RelevanceExample> examples)
    {
        // Of one collection alone nothing is off the topic, so that nothing can be learnt of it.
        var onTopic = examples.Any(e => e.Kind == QuestionKind.OffTopic)
            ? Fit([.. examples.Where(e => e.Rank == 1)], e => [e.Evidence.Cosine, e.Evidence.Coverage], e => e.Kind != QuestionKind.OffTopic)
            : new LogisticRegression(AlwaysOnTopic, [0, 0]);
        var standsOut = Fit([.. examples.Where(e => e.Kind != QuestionKind.OffTopic)], e => [e.Evidence.Lead], e => e.IsRelevant);
        return new RelevanceModel(
            new OnTopicModel(Round(onTopic.Intercept), Round(onTopic.Weights[0]), Round(onTopic.Weights[1])),
            new StandsOutModel(Round(standsOut.Intercept), Round(standsOut.Weights[0])));

        static double Round(double weight) => Math.Round(weight, 4);
    }

    private static LogisticRegression Fit(
        IReadOnlyList<RelevanceExample> examples, Func<RelevanceExample, double[]> features, Func<RelevanceExample, bool> label)
    {
        var sizes = examples.CountBy(e => (e.Collection, e.Kind)).ToDictionary();
        return LogisticRegression.Fit(
            [.. examples.Select(features)],
            [.. examples.Select(label)],
            L2,
            [.. examples.Select(e => KindShare(e.Kind) * examples.Count / (sizes.Count * sizes[(e.Collection, e.Kind)]))]);

        // People ask what they know to be there more often than what is not.
        static double KindShare(QuestionKind kind) => kind == QuestionKind.Answerable ? 2 : 1;
    }

    /// <summary>The highest relevance from which on to answer that refuses no more answerable questions than may be, every collection counting alike.</summary>
    private static double HighestThreshold(IReadOnlyList<First> firsts, int collections)
    {
        double[][] answerable = [.. Enumerable.Range(0, collections)
            .Select(c => firsts.Where(f => f.Example.Collection == c && f.Example.Kind == QuestionKind.Answerable).Select(f => f.Relevance).ToArray())
            .Where(relevances => relevances.Length > 0)];
        return answerable.SelectMany(r => r).Append(0)
            .Where(t => answerable.Average(r => r.Average(relevance => relevance < t ? 1.0 : 0)) <= FalseRefusals).Max();
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
