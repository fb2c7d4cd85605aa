using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>The vector store's scans, beside the library's dot product and a plain sum, which does the least that can be done with the same bytes.</summary>
/// <remarks>
/// All float scans read the same mapped pages. The quantized one reads a sketch of all rows and the floats of its candidates, whose number hangs on the rows
/// alone: for its speed random vectors are as good as real ones, for its recall they are not.
/// </remarks>
[Milliseconds]
public class ScanBenchmarks
{
    private const int Dimensions = 384;

    private VectorStore _store = null!;
    private float[] _query = null!;
    private float[] _cosines = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Rows { get; set; }

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    public static IEnumerable<int> ThreadCounts => new[] { 1, Environment.ProcessorCount }.Distinct();

    public long FloatBytes => (long)Rows * Dimensions * sizeof(float);

    [GlobalSetup]
    public void Setup()
    {
        _store = Shared.Store(Rows, Dimensions);
        _query = RandomVectors.Make(1, Dimensions, randomSeed: 2)[0];
        _cosines = new float[Rows];
    }

    [Benchmark(Baseline = true), Reads(nameof(FloatBytes))]
    public float[] TensorPrimitives_Dot_a_row()
    {
        InParts((from, to) =>
        {
            var floats = Floats(from, to);
            for (var row = from; row < to; row++) _cosines[row] = TensorPrimitives.Dot(_query, floats.Slice((row - from) * Dimensions, Dimensions));
        });
        return _cosines;
    }

    [Benchmark, Reads(nameof(FloatBytes))]
    public float[] Plain_sum()
    {
        InParts((from, to) => _cosines[from] = TensorPrimitives.Sum(Floats(from, to)));
        return _cosines;
    }

    [Benchmark, Reads(nameof(FloatBytes))]
    public float[] Score()
    {
        _store.Score(_query, _cosines, Threads);
        return _cosines;
    }

    [Benchmark, Reads(nameof(FloatBytes))]
    public object Top_10() => _store.Top(_query, 10, allowed: null, Threads);

    [Benchmark]
    public object Top_10_quantized() => _store.TopQuantized(_query, 10, allowed: null, Threads);

    /// <summary>Rows in place; those of one segment follow each other without a gap.</summary>
    private ReadOnlySpan<float> Floats(int from, int to) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(_store.Segments.VectorOf(from)), (to - from) * Dimensions);

    private void InParts(Action<int, int> scan)
    {
        using var hold = _store.Segments.Use();
        if (Threads == 1) scan(0, Rows);
        else Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, t =>
            scan((int)((long)Rows * t / Threads), (int)((long)Rows * (t + 1) / Threads)));
    }
}
