using System.Globalization;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>A benchmark as a table.</summary>
internal static class BenchmarkText
{
    public static void Write(TextWriter output, BenchmarkResult result)
    {
        var measures = result.Runs[0].Measures.Keys.ToList();
        output.WriteLine(Format($"{result.Dataset}: {result.Queries:#,0} queries, {result.Documents:#,0} documents{(result.WithinGroup ? ", each query within its group" : "")}"));
        output.WriteLine();
        output.WriteLine($"{"",-14}{string.Concat(measures.Select(m => $"{m,12}"))}{$"{measures[0]} 95 %",18}{"p",8}{"ms p50",9}{"p95",8}");
        foreach (var run in result.Runs)
        {
            var interval = run.Intervals[measures[0]];
            var p = run.AgainstBaseline?.GetValueOrDefault(measures[0])?.P;
            output.WriteLine(Format(
                $"{run.Name,-14}{string.Concat(measures.Select(m => Format($"{run.Measures[m],12:0.0000}")))}{Format($"[{interval.Low:0.000}, {interval.High:0.000}]"),18}{p,8:0.000}{run.MsPerQueryP50,9:0.0}{run.MsPerQueryP95,8:0.0}"));
        }

        output.WriteLine();
        if (result.Baseline is { } baseline) output.WriteLine($"p: two-sided paired randomisation test against {baseline}, on {measures[0]}.");
        if (result.Chunks is { } chunks) output.WriteLine(Format($"Index: {chunks:#,0} chunks, {result.IndexBytes / 1e6:0.0} MB{(result.ChunksPerSecond is { } rate ? Format($", embedded at {rate:0} chunks/s") : ", vectors reused")}."));
        foreach (var abstention in result.Abstention ?? [])
        {
            output.WriteLine(Format($"Answerable told from {abstention.Kind}: AUROC {abstention.AurocRelevance:0.000} by relevance, {abstention.AurocScore:0.000} by score; refused {abstention.FalseRefusals:P0} of the answerable, answered {abstention.FalseAnswers:P0} of the {abstention.Kind}."));
        }

        if (result.Moments is { } moments)
        {
            output.WriteLine(Format($"Moments: IoU {moments.PassageIou:0.00}, start off by {moments.StartErrorSeconds:0.0} s, duplicates in the top 10 {moments.DuplicateRate:P1}."));
        }

        foreach (var note in result.Notes ?? []) output.WriteLine(note);
        output.WriteLine();
    }

    /// <summary>Every query's figures, a row a dataset, run, measure and query.</summary>
    public static void WritePerQuery(string file, IReadOnlyList<BenchmarkResult> results)
    {
        using var writer = new StreamWriter(file);
        writer.WriteLine("dataset\trun\tmeasure\tquery\tvalue");
        foreach (var result in results)
        {
            foreach (var run in result.Runs)
            {
                foreach (var (measure, values) in run.PerQuery ?? new Dictionary<string, IReadOnlyDictionary<string, double>>())
                {
                    foreach (var (query, value) in values) writer.WriteLine(Format($"{result.Dataset}\t{run.Name}\t{measure}\t{query}\t{value:0.####}"));
                }
            }
        }
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
