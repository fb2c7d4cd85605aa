using System.Globalization;
using SemanticSnips.Evaluation;
using SemanticSnips.Ranking;

namespace SemanticSnips.Benchmarks.Answers;

/// <summary>Learns the weights of <see cref="ReadingModel"/> from tables of <see cref="EvidenceTable"/>.</summary>
/// <remarks>
/// First what tells a question's answering sentences from all others that were read for it: a softmax over the sentences, since only their order counts.
/// Then, over the best sentence of each passage, what that, the passage's relevance and the library's size say of the quotation's truth: a logistic regression,
/// unanswerable questions included.
/// </remarks>
internal static class ReadingFit
{
    private const int Steps = 60;
    private const double StepSize = 2;
    private const double Shrinkage = 0.02;
    private const double Ridge = 0.5;
    private const int MinWords = 4;
    private const int MaxWords = 60;
    private const int MaxSentences = 3;
    private const double Comparable = 2;

    /// <summary>Prints the model.</summary>
    public static void Print(IReadOnlyList<string> tables)
    {
        List<List<Row>> questions = [.. tables.SelectMany((t, n) => File.ReadLines(t).Select(l => Row.Parse(n, l)))
            .GroupBy(r => r.Question)
            .Select(g => g.ToList())];
        var order = FitOrder([.. questions.Select(q => q.Where(r => r.Words >= MinWords).ToList()).Where(q => q.Exists(r => r.IsAnswer))]);
        var quotations = questions
            .SelectMany(q => q.GroupBy(r => r.Passage))
            .Select(p => BestOf([.. p], order))
            .OfType<(double[] Features, bool IsRight)>()
            .ToList();
        var truth = LogisticRegression.Fit([.. quotations.Select(q => q.Features)], [.. quotations.Select(q => q.IsRight)], Ridge);
        var model = new ReadingModel
        {
            Intercept = truth.Intercept,
            Logit = truth.Weights[0] * order[0],
            Words = truth.Weights[0] * order[1],
            Score = truth.Weights[0] * order[2],
            Relevance = truth.Weights[1],
            Tenfold = truth.Weights[2],
        };
        Console.Write(FormattableString.Invariant($"{questions.Count} questions, {quotations.Count} quotations: intercept {model.Intercept:0.000}, "));
        Console.Write(FormattableString.Invariant($"logit {model.Logit:0.000}, relevance {model.Relevance:0.000}, words {model.Words:0.000}, "));
        Console.WriteLine(FormattableString.Invariant($"score {model.Score:0.000}, tenfold {model.Tenfold:0.000}"));
    }

    private static double[] FitOrder(List<List<Row>> questions)
    {
        var all = questions.SelectMany(q => q).ToList();
        double[] scale = [.. Enumerable.Range(0, 3).Select(i => Deviation([.. all.Select(r => r.Features[i])]))];
        var weights = new double[3];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[3];
            foreach (var question in questions)
            {
                double[] scores = [.. question.Select(r => Math.Exp(Dot(r, weights, scale)))];
                var (sum, right) = (scores.Sum(), scores.Where((_, i) => question[i].IsAnswer).Sum());
                for (var i = 0; i < scores.Length; i++)
                {
                    var pull = (question[i].IsAnswer ? scores[i] / right : 0) - scores[i] / sum;
                    for (var f = 0; f < 3; f++) gradient[f] += pull * question[i].Features[f] / scale[f] / questions.Count;
                }
            }

            for (var f = 0; f < 3; f++) weights[f] += StepSize * (gradient[f] - Shrinkage * weights[f]);
        }

        return [.. weights.Zip(scale, (w, s) => w / s)];
    }

    /// <summary>The best sentence of a passage, and whether what would be quoted around it holds an answer.</summary>
    private static (double[] Features, bool IsRight)? BestOf(List<Row> passage, double[] order)
    {
        double[] scores = [.. passage.Select(r => r.Features.Zip(order, (f, w) => f * w).Sum())];
        var best = Enumerable.Range(0, scores.Length).Where(i => passage[i].Words >= MinWords).DefaultIfEmpty(-1).MaxBy(i => i < 0 ? 0 : scores[i]);
        if (best < 0) return null;
        var (first, last, words) = (best, best, passage[best].Words);
        while (last - first + 1 < MaxSentences)
        {
            var (before, after) = (ScoreOf(first - 1), ScoreOf(last + 1));
            if (double.IsNegativeInfinity(Math.Max(before, after))) break;
            words += passage[before > after ? --first : ++last].Words;
        }

        var size = Math.Log10(Math.Max(1000, passage[best].Findable) / 1000.0);
        return ([scores[best], passage[best].Relevance, size], passage.GetRange(first, last - first + 1).Exists(r => r.IsAnswer));

        double ScoreOf(int i) =>
            i >= 0 && i < scores.Length && passage[i].Turn == passage[best].Turn
            && words + passage[i].Words <= MaxWords && scores[i] >= scores[best] - Comparable
                ? scores[i]
                : double.NegativeInfinity;
    }

    private static double Dot(Row row, double[] weights, double[] scale) =>
        Enumerable.Range(0, 3).Sum(i => row.Features[i] * weights[i] / scale[i]);

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean))) is > 0 and var deviation ? deviation : 1;
    }

    /// <summary>A line of a table. The features are the reader's logit, the share of the question's words and the passage's score.</summary>
    private sealed record Row(string Question, string Passage, string Turn, int Words, bool IsAnswer, double Relevance, double Findable, double[] Features)
    {
        public static Row Parse(int table, string line)
        {
            var f = line.Split('\t');
            return new Row($"{table} {f[0]}", f[2], f[3], int.Parse(f[4], CultureInfo.InvariantCulture),
                f[5] == "1", Number(7), Number(11), [Number(6), Number(8), Number(9)]);

            double Number(int column) => double.Parse(f[column], CultureInfo.InvariantCulture);
        }
    }
}
