using SemanticSnips.Testing;

namespace SemanticSnips.Vectors.Tests;

public sealed class VectorStoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rows_of_many_keys_are_those_of_each(int seed)
    {
        using var folder = new TemporaryFolder();
        using var store = Units.Store(folder.Path, 8, Units.Random(40, 8, seed), Units.Random(1, 8, seed), Units.Random(60, 8, seed));
        var random = new Random(seed);

        // In order, with gaps, out of order, twice, and unknown ones.
        UInt128[] keys =
        [
            .. Units.Keys(30), .. Units.Keys(90).Skip(50), 7, 7, 1000, .. Units.Keys(101).OrderBy(_ => random.Next()), 999, .. Units.Keys(5),
        ];

        Assert.Equal(keys.Select(k => store.TryFindRow(k, out var row) ? row : -1), store.FindRows(keys.Length, i => keys[i]));
        UInt128[] nearlyAll = [.. Units.Keys(60), 7, 1000, .. Units.Keys(101).Skip(60), 3];
        Assert.Equal(nearlyAll.Select(k => store.TryFindRow(k, out var row) ? row : -1), store.FindRows(nearlyAll.Length, i => nearlyAll[i]));
        Assert.Empty(store.FindRows(0, _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void Segments_follow_each_other_in_row_order()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(11, 5, seed: 7);
        using var store = Units.Store(folder.Path, 5, [], vectors[..4], [], vectors[4..5], vectors[5..], []);
        Assert.Equal(11, store.Count);
        for (var row = 0; row < 11; row++)
        {
            Assert.Equal((UInt128)row, store.KeyOf(row));
            Assert.Equal(vectors[row], store.VectorOf(row).ToArray());
            Assert.Equal(DotProduct.Compute(vectors[3], vectors[row]), store.Cosine(vectors[3], row));
        }
    }

    [Fact]
    public void Of_several_rows_with_one_key_the_newest_is_found()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(4, 5, seed: 8);
        var old = VectorSegmentWriter.Write(folder.Path, 5, [10, 11, 10], vectors[..3]);
        var recent = VectorSegmentWriter.Write(folder.Path, 5, [11], vectors[3..]);
        using var store = VectorStore.Open(folder.Path, 5, [old, recent]);
        Assert.True(store.TryFindRow(10, out var row));
        Assert.Equal(2, row);
        Assert.True(store.TryFindRow(11, out row));
        Assert.Equal(3, row);
        Assert.False(store.TryFindRow(12, out row));
        Assert.Equal(-1, row);
    }

    [Fact]
    public void Keys_that_share_half_their_bits_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        var vector = Units.Random(1, 5, seed: 9)[0];
        // The two halves are folded together by the hash, so all of these land in one slot.
        UInt128[] keys = [.. Enumerable.Range(0, 100).Select(i => new UInt128((ulong)i, (ulong)i))];
        var info = VectorSegmentWriter.Write(folder.Path, 5, keys, [.. keys.Select(_ => vector)]);
        using var store = VectorStore.Open(folder.Path, 5, [info]);
        for (var i = 0; i < keys.Length; i++)
        {
            Assert.True(store.TryFindRow(keys[i], out var row));
            Assert.Equal(i, row);
        }

        Assert.False(store.TryFindRow(new UInt128(100, 100), out _));
    }

    [Fact]
    public void Rows_alone_have_the_bits_that_the_scan_gives_them()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(5000, 20, seed: 11);
        using var store = Units.Store(folder.Path, 20, vectors[..1234], vectors[1234..]);
        var all = new float[5000];
        store.Score(vectors[17], all);

        int[] rows = [.. Enumerable.Range(0, 4000).Select(i => i * 7 % 5000)];
        var some = new float[4001];
        store.ScoreRows(vectors[17], rows, some);

        Assert.Equal(rows.Select(r => all[r]), some.Take(4000));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.ScoreRows(vectors[17], [4, 5000], some));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.ScoreRows(vectors[17], [-1], some));
        Assert.Throws<ArgumentException>(() => store.ScoreRows(vectors[17], [1, 2], new float[1]));
    }

    [Fact]
    public void Many_threads_read_at_once()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(3000, 32, seed: 10);
        using var store = Units.Store(folder.Path, 32, vectors);
        var expected = vectors[..8].Select(query => store.Top(query, 20)).ToArray();
        Parallel.For(0, 64, i =>
        {
            Assert.Equal(expected[i % 8], store.Top(vectors[i % 8], 20));
            Assert.Equal(expected[i % 8][0], store.TopQuantized(vectors[i % 8], 20)[0]);
            Assert.True(store.TryFindRow((UInt128)i, out var row));
            Assert.Equal(i, row);
        });
    }

    [Fact]
    public async Task Disposing_during_scans_lets_them_end_and_refuses_later_ones()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(5000, 64, seed: 11);
        using var store = Units.Store(folder.Path, 64, vectors);
        var expected = store.Top(vectors[0], 5);
        using var started = new Barrier(4);
        var scans = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            started.SignalAndWait();
            while (true)
            {
                try
                {
                    Assert.Equal(expected, store.Top(vectors[0], 5, null, threads: 1));
                }
                catch (ObjectDisposedException)
                {
                    return;
                }
            }
        }, TaskCreationOptions.LongRunning)).ToArray();
        started.SignalAndWait();
        store.Dispose();
        await Task.WhenAll(scans);
    }

    [Fact]
    public void Disposing_refuses_new_scans_while_an_old_one_runs_and_can_still_read()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(2, 8, seed: 17);
        var info = VectorSegmentWriter.Write(folder.Path, 8, Units.Keys(2), vectors);
        var segments = new VectorSegments([VectorSegment.Open(folder.Path, info)], 8);
        using (segments.Use())
        {
            segments.Dispose();
            Assert.Throws<ObjectDisposedException>(() => segments.Use().Dispose());
            Assert.Equal(vectors[1], segments.VectorOf(1).ToArray());
        }

        Assert.True(segments.IsClosed);
    }

    [Fact]
    public void Vectors_that_were_given_out_outlive_the_store()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(3, 8, seed: 18);
        var copied = new float[8];
        float[] given;
        using (var store = Units.Store(folder.Path, 8, vectors))
        {
            given = store.VectorOf(2);
            store.CopyVector(1, copied);
            Assert.Throws<ArgumentException>(() => store.CopyVector(1, new float[7]));
            Assert.Throws<ArgumentOutOfRangeException>(() => store.CopyVector(3, copied));
        }

        Assert.Equal(vectors[2], given);
        Assert.Equal(vectors[1], copied);
    }

    [Fact]
    public void Disposing_releases_the_mapping()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(10, 8, seed: 12);
        var store = Units.Store(folder.Path, 8, vectors);
        if (OperatingSystem.IsLinux()) Assert.Contains(folder.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        store.Dispose();
        store.Dispose();
        if (OperatingSystem.IsLinux()) Assert.DoesNotContain(folder.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(folder.Path)) File.Delete(file); // Windows refuses this while a file is mapped
        Assert.Throws<ObjectDisposedException>(() => store.Top(vectors[0], 1));
        Assert.Throws<ObjectDisposedException>(() => store.TopQuantized(vectors[0], 1));
        Assert.Throws<ObjectDisposedException>(() => store.Score(vectors[0], new float[10]));
        Assert.Throws<ObjectDisposedException>(() => store.Cosine(vectors[0], 1));
        Assert.Throws<ObjectDisposedException>(() => store.KeyOf(0));
        Assert.Throws<ObjectDisposedException>(() => store.TryFindRow(0, out _));
        Assert.Throws<ObjectDisposedException>(() => _ = store.VectorOf(0).Length);
        Assert.Throws<ObjectDisposedException>(() => store.CopyVector(0, new float[8]));
    }
}
