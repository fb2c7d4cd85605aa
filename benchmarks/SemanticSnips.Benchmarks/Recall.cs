using System.Globalization;
using System.Runtime.InteropServices;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks;

/// <summary>How many of the nearest rows the quantized scan finds among embeddings of one's own.</summary>
internal static class Recall
{
    private const int Dimensions = 384;

    /// <summary>Prints recall at 10 and at 100, of all rows, half of them and a quarter.</summary>
    /// <param name="rows">A file of unit vectors: floats of 32 bits, little-endian, 384 a row.</param>
    /// <param name="queries">Another one.</param>
    public static void Measure(string rows, string queries)
    {
        var (stored, asked) = (Read(rows), Read(queries));
        foreach (var share in new[] { 4, 2, 1 })
        {
            using var folder = new TemporaryFolder();
            var part = stored[..(stored.Length / share)];
            var segment = VectorSegmentWriter.Write(folder.Path, Dimensions, [.. part.Select((_, i) => (UInt128)i)], part);
            using var store = VectorStore.Open(folder.Path, Dimensions, [segment]);
            foreach (var count in new[] { 10, 100 })
            {
                var found = asked.Select(q => store.Top(q, count).Intersect(store.TopQuantized(q, count)).Count()).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{part.Length:N0} rows, {asked.Length} queries: recall@{count} {found.Average() / count:0.0000}, of the worst query " +
                        $"{found.Min() / (double)count:0.00}"));
            }
        }
    }

    private static float[][] Read(string file) => [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray().Chunk(Dimensions)];
}
