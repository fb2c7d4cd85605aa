using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>How speed is measured: the job that the command line names, memory too, tables in Markdown.</summary>
/// <remarks>In this process: a process a benchmark would build the product again beside its sources, and take longer to start than to measure.</remarks>
internal sealed class SpeedConfig : ManualConfig
{
    public SpeedConfig()
    {
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(new ReadRateColumn());
        AddLogger(ConsoleLogger.Default);
        AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(displayGenColumns: false)));
        AddExporter(MarkdownExporter.GitHub);
        AddJob(Job.Default.WithToolchain(new InProcessEmitToolchain(logOutput: true)).AsMutator());
    }
}
