using System.Globalization;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>What tuning found, as text.</summary>
internal static class TuningText
{
    public static void Write(TextWriter output, TuningResult result)
    {
        output.WriteLine($"{"",-22}{"queries",8}{"nDCG@10",10}{"held out",10}{"gain 95 %",20}{"MRR@10",9}{"held out",10}");
        foreach (var set in result.Collections)
        {
            output.WriteLine(Format($"{set.Name,-22}{set.Queries,8}{set.NdcgBefore,10:0.0000}{set.NdcgHeldOut,10:0.0000}{Format($"[{set.GainInterval.Low:0.0000}, {set.GainInterval.High:0.0000}]"),20}{set.MrrBefore,9:0.0000}{set.MrrHeldOut,10:0.0000}"));
        }

        output.WriteLine();
        output.WriteLine(Format($"Held-out gain, mean over collections: {result.HeldOutGain:0.0000} [{result.HeldOutGainInterval.Low:0.0000}, {result.HeldOutGainInterval.High:0.0000}], {result.Folds} folds."));
        foreach (var weights in result.FoldWeights) output.WriteLine(Format($"  a fold chose coverage {weights.Coverage}, previous {weights.Previous}, next {weights.Next}"));
        output.WriteLine(Format($"Taken: coverage {result.Profile.CoverageWeight}, previous {result.Profile.PreviousWeight}, next {result.Profile.NextWeight}."));
        var relevance = result.Relevance;
        output.WriteLine(Format($"Relevance, held out over {relevance.Hits:#,0} hits: AUROC {relevance.Auroc:0.000}, expected calibration error {relevance.ExpectedCalibrationError:0.000}, Brier {relevance.Brier:0.000}."));
        foreach (var bin in relevance.Bins.Where(b => b.Count > 0)) output.WriteLine(Format($"  said {bin.MeanProbability:0.00}, was {bin.Frequency:0.00} ({bin.Count:#,0} hits)"));
        output.WriteLine(Format($"At the threshold {result.Profile.Relevance?.Threshold:0.000}: {relevance.FalseRefusals:P0} of the answerable refused; answered {relevance.FalseAnswersMasked:P0} of the masked, {relevance.FalseAnswersOffTopic:P0} of the off-topic."));
        foreach (var set in relevance.Collections)
        {
            output.WriteLine(Format($"  {set.Name,-22} AUROC masked {set.AurocMasked:0.000} (by score {set.AurocMaskedScore:0.000}), off-topic {set.AurocOffTopic:0.000}"));
        }
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
