using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Vectors.Tests;

public sealed class QuantizedTests
{
    [Fact]
    public void At_least_99_of_100_nearest_rows_are_found_among_mixed_embeddings()
    {
        using var folder = new TemporaryFolder();
        var (queries, rows) = Embeddings(30_000);
        using var store = Units.Store(folder.Path, 384, rows);
        var found = 0;
        foreach (var query in queries)
        {
            var exact = store.Top(query, 10);
            var quantized = store.TopQuantized(query, 10);
            Assert.Equal(10, quantized.Length);
            Assert.All(quantized, row => Assert.Equal(store.Cosine(query, row.Row), row.Cosine));
            Assert.Equal(quantized.OrderByDescending(row => row.Cosine).ThenBy(row => row.Row), quantized);
            found += exact.Intersect(quantized).Count();
        }

        Assert.InRange(found / (10.0 * queries.Length), .99, 1);
    }

    [Fact]
    public void Neither_threads_nor_segments_change_the_answer_and_filters_hold()
    {
        using var folder = new TemporaryFolder();
        var (queries, rows) = Embeddings(10_000);
        using var one = Units.Store(folder.Path, 384, rows);
        using var several = Units.Store(folder.Path, 384, rows[..100], rows[100..5001], rows[5001..]);
        var allowed = new RowBitmap(one.Count);
        for (var row = 0; row < one.Count; row += 3) allowed.Set(row);
        foreach (var query in queries[..3])
        {
            var expected = one.TopQuantized(query, 10, allowed, threads: 1);
            Assert.All(expected, row => Assert.Equal(0, row.Row % 3));
            Assert.Equal(expected, one.TopQuantized(query, 10, allowed, threads: 3));
            Assert.Equal(expected, several.TopQuantized(query, 10, allowed));
            Assert.InRange(expected.Intersect(one.Top(query, 10, allowed)).Count(), 9, 10);
            Assert.Equal(one.TopQuantized(query, 10, null, threads: 1), one.TopQuantized(query, 10, null, threads: 3));
        }
    }

    [Fact]
    public void Few_rows_are_scanned_exactly()
    {
        using var folder = new TemporaryFolder();
        var vectors = Units.Random(2000, 16, seed: 15);
        using var store = Units.Store(folder.Path, 16, vectors);
        var allowed = new RowBitmap(store.Count);
        for (var row = 0; row < 200; row++) allowed.Set(row * 9);
        Assert.Equal(store.Top(vectors[0], 10, allowed), store.TopQuantized(vectors[0], 10, allowed));
        Assert.Equal(store.Top(vectors[0], 100), store.TopQuantized(vectors[0], 100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4133)]
    public void Estimates_lie_near_the_cosines_of_their_rows_and_do_not_lean(int count)
    {
        using var folder = new TemporaryFolder();
        var (queries, rows) = Embeddings(count);
        using var store = Units.Store(folder.Path, 384, rows[..(count / 3)], rows[(count / 3)..]);

        // From the last to the first, and the first once more: the order is the caller's.
        int[] order = [.. Enumerable.Range(0, count).Reverse(), 0];
        var sketch = store.SketchOf(order);
        var estimates = new float[order.Length];
        var errors = new List<double>();
        foreach (var query in queries)
        {
            sketch.EstimateBlock(sketch.Prepare(query), 0, estimates);
            Assert.Equal(estimates[count - 1], estimates[count]);
            for (var i = 0; i < count; i++) errors.Add(estimates[i] - store.Cosine(query, order[i]));
        }

        // .019 root mean square on bge-small's passages; these rows are harder.
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0, .05);
        Assert.InRange(errors.Average(), -.02, .02);
    }

    [Fact]
    public void The_mean_of_rows_tells_the_mean_of_their_cosines()
    {
        using var folder = new TemporaryFolder();
        var rows = Units.Random(300, 16, seed: 17);
        using var store = Units.Store(folder.Path, 16, rows);
        int[] some = [0, 7, 7, 299];
        var mean = store.MeanOf(some);
        Assert.Equal(some.Average(r => (double)store.Cosine(rows[5], r)), mean.Zip(rows[5], (a, b) => a * b).Sum(), 1e-6);
        Assert.Equal(new double[16], store.MeanOf(default));
    }

    /// <summary>
    /// The golden embeddings of bge-small, all 26 as queries; and for rows, mixtures of two of its passages with normal noise a third
    /// as long, since so few passages alone would make a handful of tight clumps. That is harder than real passages are.
    /// </summary>
    private static (float[][] Queries, float[][] Rows) Embeddings(int count)
    {
        var lines = File.ReadLines(Repository.File("tests", "golden", "vectors-bge-small-en-v1.5.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (Kind: line.GetProperty("kind")
                .GetString(), Vector: Units.Normalized([.. line.GetProperty("vector").EnumerateArray().Select(x => x.GetSingle())])))
            .ToArray();
        float[][] passages = [.. lines.Where(line => line.Kind == "passage").Select(line => line.Vector)];
        var random = new Random(16);
        return ([.. lines.Where(line => line.Kind == "query").Select(line => line.Vector), .. passages],
            [.. Enumerable.Range(0, count).Select(_ => Mixture())]);

        float[] Mixture()
        {
            var (one, other) = (passages[random.Next(passages.Length)], passages[random.Next(passages.Length)]);
            var share = random.NextDouble();
            return Units.Normalized(
                [.. one.Zip(other, (a, b) => (float)((share * a) + ((1 - share) * b) + (.33 * Units.Gaussian(random) / Math.Sqrt(one.Length))))]);
        }
    }
}
