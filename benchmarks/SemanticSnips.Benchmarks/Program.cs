using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using SemanticSnips.Benchmarks;
using SemanticSnips.Benchmarks.Micro;

switch (args)
{
    case ["library", "write", var folder, var vocabulary]:
        SyntheticLibrary.Write(folder, vocabulary);
        return 0;
    case ["library", "read", var folder]:
        SyntheticLibrary.MeasureReading(folder);
        return 0;
    case ["recall", var rows, var queries]:
        Recall.Measure(rows, queries);
        return 0;
    case ["library" or "recall", ..]:
        Console.Error.WriteLine("Usage: library write FOLDER VOCABULARY | library read FOLDER | recall ROWS QUERIES");
        return 2;
    default:
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(SpeedConfig).Assembly).Run(args, new SpeedConfig()).ToList();

        // Each table has scrolled away by now, under the log of the classes after it.
        foreach (var summary in summaries)
        {
            Console.WriteLine($"\n## {summary.BenchmarksCases.FirstOrDefault()?.Descriptor.Type.Name}\n");
            MarkdownExporter.GitHub.ExportToLog(summary, ConsoleLogger.Default);
        }

        return summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
}
