using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using Perfolizer.Horology;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>Prints the times of a class in milliseconds, what a person waits in, however short the shortest is.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MillisecondsAttribute : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Millisecond));
}
