using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>Bytes that must be read, by the mean time that it took.</summary>
internal sealed class ReadRateColumn : IColumn
{
    public string Id => nameof(ReadRateColumn);

    public string ColumnName => "Reads";

    public string Legend => "Bytes that the operation must read, by its mean time (MB = 10^6 bytes, GB = 10^9)";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(c => ReadsOf(c) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (ReadsOf(benchmarkCase) is not { } reads || summary[benchmarkCase]?.ResultStatistics is not { } time) return "-";
        var gigabytesPerSecond = CountBytes(benchmarkCase, reads.Property) / time.Mean; // bytes a nanosecond
        return gigabytesPerSecond >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{gigabytesPerSecond:0.0} GB/s")
            : string.Create(CultureInfo.InvariantCulture, $"{gigabytesPerSecond * 1000:0.0} MB/s");
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    private static ReadsAttribute? ReadsOf(BenchmarkCase benchmarkCase) => benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<ReadsAttribute>();

    private static long CountBytes(BenchmarkCase benchmarkCase, string property)
    {
        var type = benchmarkCase.Descriptor.Type;
        var instance = Activator.CreateInstance(type);
        foreach (var parameter in benchmarkCase.Parameters.Items) type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        return (long)type.GetProperty(property)!.GetValue(instance)!;
    }
}
