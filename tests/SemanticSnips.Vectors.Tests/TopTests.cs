using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Vectors.Tests;

public sealed class TopTests
{
    // Few distinct directions, so that nearly every answer has ties.
    private static readonly float[][] Directions =
        [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, -1, 0], [.5f, .5f, .5f, .5f], [.5f, -.5f, .5f, -.5f], [.6f, .8f, 0, 0], [0, 0, .6f, -.8f]];

    private static readonly Gen<float[]> Direction = Gen.Int[0, Directions.Length - 1].Select(i => Directions[i]);

    private static readonly Gen<float[][]> Segment = Direction.Array[0, 150];

    [Fact]
    public void Top_is_the_head_of_the_full_sort()
    {
        Gen.Select(Segment, Segment, Direction, Gen.Int[0, 310]).ForAll((first, second, query, count) =>
        {
            using var folder = new TemporaryFolder();
            using var store = Units.Store(folder.Path, 4, first, second);
            Assert.Equal(FullSort(store, query).Take(count), store.Top(query, count));
        }, iter: 40);
    }

    [Fact]
    public void A_bitmap_filters_like_filtering_the_full_sort()
    {
        Gen.Select(Segment, Direction, Gen.Int[0, 40], Gen.Int[0, 100], Gen.Int[0, 1000]).ForAll((vectors, query, count, percent, seed) =>
        {
            using var folder = new TemporaryFolder();
            using var store = Units.Store(folder.Path, 4, vectors);
            var random = new Random(seed);
            var allowed = new RowBitmap(store.Count);
            for (var row = 0; row < store.Count; row++) allowed[row] = random.Next(100) < percent;
            Assert.Equal(FullSort(store, query).Where(row => allowed[row.Row]).Take(count), store.Top(query, count, allowed));
        }, iter: 40);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(9000, 20, seed: 6);
        using var store = Units.Store(folder.Path, 20, vectors[..3001], vectors[3001..7000], [], vectors[7000..]);
        var query = vectors[17];
        var expected = FullSort(store, query);
        var cosines = new float[store.Count];
        var allowed = new RowBitmap(store.Count);
        allowed.SetAll();
        for (var row = 0; row < store.Count; row += 7) allowed.Clear(row);
        foreach (var threads in new[] { 0, 1, 2, 5 })
        {
            store.Score(query, cosines, threads);
            Assert.Equal(expected.OrderBy(row => row.Row).Select(row => row.Cosine), cosines);
            Assert.Equal(expected.Take(300), store.Top(query, 300, null, threads));
            Assert.Equal(expected.Where(row => row.Row % 7 != 0).Take(300), store.Top(query, 300, allowed, threads));
        }
    }

    [Fact]
    public void Ties_are_ordered_by_row()
    {
        using var folder = new TemporaryFolder();
        using var store = Units.Store(folder.Path, 4, [Directions[1], Directions[0], Directions[1], Directions[0]], [Directions[0], Directions[1]]);
        Assert.Equal([new(1, 1), new(3, 1), new(4, 1), new(0, 0), new(2, 0)], store.Top(Directions[0], 5));
    }

    [Fact]
    public void Nothing_comes_of_nothing()
    {
        using var folder = new TemporaryFolder();
        using var empty = VectorStore.Open(folder.Path, 4, []);
        Assert.Empty(empty.Top(Directions[0], 10));
        Assert.Empty(empty.TopQuantized(Directions[0], 10));
        Assert.False(empty.TryFindRow(1, out _));
        using var store = Units.Store(folder.Path, 4, Directions);
        Assert.Empty(store.Top(Directions[0], 0));
        Assert.Empty(store.TopQuantized(Directions[0], 0));
        Assert.Empty(store.Top(Directions[0], 10, new RowBitmap(store.Count)));
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var store = Units.Store(folder.Path, 4, Directions);
        Assert.Contains("has 3 floats, expected 4", Assert.Throws<ArgumentException>(() => store.Top(new float[3], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => store.Top(new[] { 1, 0, 0, float.NaN }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("covers 8 rows, expected 7",
            Assert.Throws<ArgumentException>(() => store.Top(Directions[0], 1, new RowBitmap(8))).Message, StringComparison.Ordinal);
        Assert.Contains("room for 6 cosines, expected 7",
            Assert.Throws<ArgumentException>(() => store.Score(Directions[0], new float[6])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Top(Directions[0], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Top(Directions[0], 1, null, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Cosine(Directions[0], 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.KeyOf(-1));
    }

    private static ScoredRow[] FullSort(VectorStore store, float[] query) =>
        [.. Enumerable.Range(0, store.Count).Select(row => new ScoredRow(row, store.Cosine(query, row)))
            .OrderByDescending(row => row.Cosine).ThenBy(row => row.Row)];
}
