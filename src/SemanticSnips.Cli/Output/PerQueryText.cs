using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>Every query's figures as tab-separated values: a row a dataset, run, measure and query.</summary>
internal static class PerQueryText
{
    public static void Write(TextWriter writer, IReadOnlyList<BenchmarkResult> results)
    {
        writer.WriteLine("dataset\trun\tmeasure\tquery\tvalue");
        foreach (var result in results)
        {
            foreach (var run in result.Runs)
            {
                foreach (var (measure, values) in run.PerQuery!)
                {
                    foreach (var (query, value) in values)
                        writer.WriteLine(FormattableString.Invariant($"{result.Dataset}\t{run.Name}\t{measure}\t{query}\t{value:0.0000}"));
                }
            }
        }
    }
}
