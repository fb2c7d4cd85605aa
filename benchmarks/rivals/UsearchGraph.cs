using Cloud.Unum.USearch;
using SemanticSnips.Benchmarks.Rivals;

namespace SemanticSnips.Rivals;

/// <summary>USearch's graph (HNSW) of float32 vectors.</summary>
internal sealed class UsearchGraph : IRivalEngine
{
    private const int Connectivity = 16;
    private const int ExpansionAdd = 128;
    private const int ExpansionSearch = 64;

    private USearchIndex? _index;

    public RivalTask Task => RivalTask.Vectors;

    public string Version => $"HNSW, m {Connectivity}, ef {ExpansionAdd} and {ExpansionSearch}";

    public void Build(RivalData data, string folder)
    {
        using var index = new USearchIndex(MetricKind.Ip, ScalarKind.Float32, (ulong)data.Dimensions, Connectivity, ExpansionAdd, ExpansionSearch);
        var row = 0UL;
        foreach (var vector in data.ReadVectors()) index.Add(row++, vector);
        index.Save(Path.Combine(folder, "graph.usearch"));
    }

    public void Open(RivalData data, string folder) => _index = new USearchIndex(Path.Combine(folder, "graph.usearch"), view: true);

    public IReadOnlyList<int> Ask(RivalQuery query)
    {
        _index!.Search(query.Vector, RivalRun.Wanted, out var keys, out _);
        return [.. keys.Select(k => (int)k)];
    }

    public void Dispose() => _index?.Dispose();
}
