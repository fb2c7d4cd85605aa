using SemanticSnips.Indexing;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Tests.Indexing;

public sealed class VectorMergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Equal_batches_merge_as_a_binary_counter_carries()
    {
        IReadOnlyList<VectorSegmentInfo> segments = [];
        for (var batch = 1; batch <= 20; batch++)
        {
            segments = VectorMerge.Add(_folder.Path, 2, segments, Write(batch, 1));
            var bits = Enumerable.Range(0, 5).Reverse().Select(b => 1 << b).Where(b => (batch & b) != 0);
            Assert.Equal(bits, segments.Select(s => s.Rows));
        }

        using var store = VectorStore.Open(_folder.Path, 2, segments);
        Assert.All(Enumerable.Range(1, 20), batch =>
        {
            Assert.True(store.TryFindRow((UInt128)(batch * 100), out var row));
            Assert.Equal(VectorOf(batch), store.VectorOf(row).ToArray());
        });
    }

    [Fact]
    public void A_large_segment_is_left_alone_by_small_ones()
    {
        var large = Write(1, 50);
        var first = VectorMerge.Add(_folder.Path, 2, [large], Write(2, 3));
        Assert.Equal([50, 3], first.Select(s => s.Rows));
        Assert.Equal([50, 4], VectorMerge.Add(_folder.Path, 2, [first[0], Write(3, 1)], Write(4, 3)).Select(s => s.Rows));
        Assert.Equal(large, first[0]);
    }

    [Fact]
    public void Of_two_rows_with_one_key_the_newer_stays()
    {
        var older = VectorSegmentWriter.Write(_folder.Path, 2, [7], [[1, 0]]);
        var newer = VectorSegmentWriter.Write(_folder.Path, 2, [7], [[0, 1]]);
        var merged = Assert.Single(VectorMerge.Add(_folder.Path, 2, [older], newer));
        using var store = VectorStore.Open(_folder.Path, 2, [merged]);
        Assert.Equal(1, store.Count);
        Assert.Equal([0, 1], store.VectorOf(0).ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private VectorSegmentInfo Write(int batch, int rows) => VectorSegmentWriter.Write(
        _folder.Path, 2, [.. Enumerable.Range(0, rows).Select(r => (UInt128)(batch * 100 + r))], [.. Enumerable.Repeat(VectorOf(batch), rows)]);

    private static float[] VectorOf(int batch) => [MathF.Cos(batch), MathF.Sin(batch)];
}
