using System.Text.Json;
using Microsoft.Extensions.AI;
using SemanticSnips.Contract;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Contract;

/// <summary>The embedding model as any .NET program takes one in.</summary>
public sealed class SnipEmbeddingsTests
{
    /// <summary>As wide as processors differ on an int8 model.</summary>
    private const double LeastCosine = 0.98;

    [Fact]
    public async Task Queries_and_passages_point_where_the_reference_does()
    {
        using var queries = SnipEmbeddings.ForQueries(Models.Shipped);
        using var passages = SnipEmbeddings.ForPassages(Models.Shipped);
        var golden = Golden().ToLookup(g => g.Kind);

        foreach (var (kind, generator) in new[] { ("query", queries), ("passage", passages) })
        {
            var expected = golden[kind].Take(4).ToList();
            Assert.NotEmpty(expected);
            var made = await generator.GenerateAsync(expected.Select(g => g.Text));

            Assert.Equal(expected.Count, made.Count);
            foreach (var (vector, reference) in made.Zip(expected))
            {
                Assert.InRange(vector.Vector.ToArray().Zip(reference.Vector, (a, b) => (double)a * b).Sum(), LeastCosine, 1.001);
                Assert.Equal(Models.Shipped.Card.Id, vector.ModelId);
            }
        }
    }

    [Fact]
    public async Task Other_dimensions_than_the_models_are_refused_and_cancellation_stays_cancellation()
    {
        using var queries = SnipEmbeddings.ForQueries(Models.Tiny);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => queries.GenerateAsync(["tide"], new EmbeddingGenerationOptions { Dimensions = 7 }));

        Assert.Contains("7 dimensions", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queries.GenerateAsync(["tide"], null, cancelled.Token));
    }

    [Fact]
    public void A_generator_says_what_it_is_made_of_and_does_not_free_the_model()
    {
        var queries = SnipEmbeddings.ForQueries(Models.Tiny);
        var metadata = queries.GetService<EmbeddingGeneratorMetadata>()!;

        queries.Dispose();

        Assert.Equal(Models.Tiny.Card.Dimensions, metadata.DefaultModelDimensions);
        Assert.NotEmpty(Models.Tiny.EmbedQuery("tide"));
    }

    private static IEnumerable<(string Kind, string Text, float[] Vector)> Golden()
    {
        foreach (var line in File.ReadLines(Repository.File("tests", "golden", "vectors-bge-small-en-v1.5.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            yield return (json.RootElement.GetProperty("kind").GetString()!, json.RootElement.GetProperty("text").GetString()!,
                [.. json.RootElement.GetProperty("vector").EnumerateArray().Select(v => v.GetSingle())]);
        }
    }
}
