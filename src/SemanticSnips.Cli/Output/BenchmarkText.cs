using System.Globalization;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>A benchmark as a table and a few sentences.</summary>
internal static class BenchmarkText
{
    public static void Write(TextWriter output, BenchmarkResult result)
    {
        var measures = result.Runs[0].Measures.Keys.ToList();
        var width = Math.Max(14, result.Runs.Max(r => r.Name.Length) + 2);
        Line($"{result.Dataset}: {result.Queries:#,0} queries, {result.Documents:#,0} documents{(result.WithinGroup ? ", each query within its group" : "")}");
        output.WriteLine();
        output.WriteLine($"{"".PadRight(width)}{string.Concat(measures.Select(m => $"{m,12}"))}{$"{measures[0]} 95 %",18}{"p",8}{(result.Runs.Any(r =>
            r.MsPerQueryP50 is not null) ? $"{"ms p50",9}{"p95",8}" : "")}");
        foreach (var run in result.Runs)
        {
            var interval = run.Intervals[measures[0]];
            var p = run.AgainstBaseline?.GetValueOrDefault(measures[0])?.PText;
            var means = string.Concat(measures.Select(m => FormattableString.Invariant($"{run.Measures[m],12:0.0000}")));
            var rest = FormattableString.Invariant($"{Range(interval),18}{p,8}{run.MsPerQueryP50,9:0.0}{run.MsPerQueryP95,8:0.0}");
            output.WriteLine($"{run.Name.PadRight(width)}{means}{rest}".TrimEnd());
        }

        output.WriteLine();
        if (result.Baseline is { } baseline) output.WriteLine($"p: two-sided paired randomisation test against {baseline}, on {measures[0]}.");
        if (result.Chunks is { } chunks)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Index: {chunks:#,0} chunks, {result.IndexBytes / 1e6:0.0} MB, " +
                $"{(result.ChunksPerSecond is { } rate ? FormattableString.Invariant($"embedded at {rate:0} chunks/s") : "vectors reused")}."));
        foreach (var abstention in result.Abstention ?? [])
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Answerable told from {abstention.Kind}: AUROC {abstention.AurocRelevance:0.000} by relevance, {abstention.AurocScore:0.000} by score; " +
                $"risk area {abstention.RiskArea:0.000}, {abstention.RiskAreaScore:0.000} (at best {abstention.RiskAreaBest:0.000})."));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  At relevance {abstention.Threshold:0.000}: refused {abstention.FalseRefusals:P0} of the {abstention.Answerable} answerable, answered " +
                $"{abstention.FalseAnswers:P0} of the {abstention.Unanswerable} {abstention.Kind}."));
        }

        if (result.Moments is { } moments) WriteMoments(moments);
        foreach (var figures in result.Answers ?? [])
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Quoted, {figures.Name}: a marked sentence in the first {figures.First:0.000} {Range(figures.FirstInterval)}, in any of three " +
                $"{figures.Any:0.000} {Range(figures.AnyInterval)}; {figures.WordsQuoted:0} words."));
            if (figures.Reliability is { } reliability)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  Its quotations hold one with a probability of {reliability.Said:0.000} as said, and in {reliability.Was:P0} of " +
                    $"{reliability.Quotations:#,0} cases; expected calibration error {reliability.ExpectedCalibrationError:0.000}."));
        }

        if (result.Calibration is { } calibration)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Relevance as a probability, over {calibration.Hits:#,0} hits: expected calibration error {calibration.ExpectedCalibrationError:0.000}, " +
                $"Brier {calibration.Brier:0.000}."));
            WriteBins(output, calibration.Bins);
        }

        foreach (var note in result.Notes ?? []) output.WriteLine(note);
        output.WriteLine();

        void WriteMoments(MomentResult m)
        {
            var truth = m.Marked == m.Queries ? "marked sentences" : m.Marked == 0 ? "judged documents"
                : FormattableString.Invariant($"marked sentences ({m.Marked} questions) and judged documents");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Moments, against {truth}: right for {m.RightMoment:P0} [{m.RightMomentInterval.Low:P0}, {m.RightMomentInterval.High:P0}] of the first " +
                $"hits; from start to answer {m.StartErrorWhenRightSeconds:0.0} s in the median where right, {m.StartErrorSeconds:0.0} s in all."));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  Temporal IoU {m.PassageIou:0.00} of at most {m.PassageIouCeiling:0.00}; in the top 10 {m.DuplicateRate:P1} repeat a moment, " +
                $"{m.DuplicateRateUnfolded:P1} before folding."));
        }

        void Line(FormattableString text) => output.WriteLine(FormattableString.Invariant(text));
    }

    /// <summary>Relevance against frequency, a line a bin that holds anything.</summary>
    public static void WriteBins(TextWriter output, IReadOnlyList<ReliabilityBin> bins)
    {
        output.WriteLine($"{"said",8}{"was",8}{"95 %",18}{"hits",10}");
        foreach (var bin in bins.Where(b => b.Count > 0))
        {
            output.WriteLine(FormattableString.Invariant(
                $"{bin.MeanProbability,8:0.000}{bin.Frequency,8:0.000}{Range(bin.FrequencyInterval),18}{bin.Count,10:#,0}"));
        }
    }

    private static string Range(Interval interval) => FormattableString.Invariant($"[{interval.Low:0.000}, {interval.High:0.000}]");
}
