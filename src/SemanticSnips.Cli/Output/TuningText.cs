using System.Globalization;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>What tuning found, as text.</summary>
internal static class TuningText
{
    public static void Write(TextWriter output, TuningResult result)
    {
        var width = Math.Max(22, result.Collections.Max(c => c.Name.Length) + 2);
        output.WriteLine($"{"".PadRight(width)}{"queries",8}{"nDCG@10",10}{"held out",10}{"gain 95 %",20}{"MRR@10",9}{"held out",10}");
        foreach (var set in result.Collections)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{set.Name.PadRight(width)}{set.Queries,8}{set.NdcgBefore,10:0.0000}{set.NdcgHeldOut,10:0.0000}" +
                $"{Range(set.GainInterval),20}{set.MrrBefore,9:0.0000}{set.MrrHeldOut,10:0.0000}"));
        }

        output.WriteLine();
        Line($"Held-out gain, mean over collections: {result.HeldOutGain:0.0000} {Range(result.HeldOutGainInterval)}, {result.Folds} folds.");
        foreach (var constants in result.FoldConstants) output.WriteLine($"  a fold chose {Show(constants)}");
        if (result.Chunkings.Count > 1)
        {
            output.WriteLine();
            output.WriteLine($"{"tokens",8}{"overlap",9}{"passages",10}{"nDCG@10",10}{"tuned",9}{"folds",7}");
            foreach (var tried in result.Chunkings)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{tried.Chunking.MaxTokens,8}{tried.Chunking.OverlapSentences,9}{tried.Passages,10:#,0}" +
                    $"{tried.NdcgBefore,10:0.0000}{tried.NdcgTuned,9:0.0000}{tried.Folds,7}"));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(result.IsTaken ? "Taken" : "Kept")}: chunks of at most {result.Chunking.MaxTokens} tokens, overlap {result.Chunking.OverlapSentences}. " +
                $"A profile does not hold how an index is cut."));
        }

        output.WriteLine();
        output.WriteLine($"{(result.IsTaken ? "Taken" : "Kept")}: {Show(RankingConstant.ValuesOf(result.Profile))}.");
        var relevance = result.Relevance;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Relevance, held out over {relevance.Hits:#,0} hits: AUROC {relevance.Auroc:0.000}, expected calibration error " +
            $"{relevance.ExpectedCalibrationError:0.000} ({relevance.AnswerableCalibrationError:0.000} where there is an answer), Brier " +
            $"{relevance.Brier:0.000}."));
        BenchmarkText.WriteBins(output, relevance.Bins);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"At the threshold {result.Threshold:0.000}: {relevance.FalseRefusals:P0} of the answerable refused; answered " +
            $"{relevance.FalseAnswersMasked:P0} of the masked, {relevance.FalseAnswersOffTopic:P0} of the off-topic."));
        foreach (var set in relevance.Collections)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {set.Name.PadRight(width)}AUROC masked {set.AurocMasked:0.000} (by score " +
                $"{set.AurocMaskedScore:0.000}){(set.AurocOffTopic is { } offTopic ? FormattableString.Invariant($", off-topic {offTopic:0.000}") : "")}"));
        }

        void Line(FormattableString text) => output.WriteLine(FormattableString.Invariant(text));
    }

    private static string Show(IReadOnlyDictionary<string, double> constants) =>
        string.Join(", ", constants.Select(c => FormattableString.Invariant($"{c.Key} {c.Value}")));

    private static string Range(Interval interval) => FormattableString.Invariant($"[{interval.Low:0.0000}, {interval.High:0.0000}]");
}
