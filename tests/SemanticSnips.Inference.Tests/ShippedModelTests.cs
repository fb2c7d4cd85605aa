using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

/// <summary>The real models against vectors made by another program on another processor.</summary>
/// <remarks>
/// The tolerances are wide because int8 models round their activations at every layer: a last-digit difference between
/// processors flips roundings and grows. Against itself, on one machine, a vector is exact.
/// </remarks>
public sealed class ShippedModelTests(Models models) : IClassFixture<Models>
{
    private const double LeastMeanCosine = 0.995;
    private const double LeastCosine = 0.98;

    [Fact]
    public void Bge_vectors_point_where_the_reference_does() =>
        Agrees(models.Bge, Golden.Lines<VectorLine>("vectors-bge-small-en-v1.5.jsonl"));

    /// <summary>MiniLM is not shipped: SNIPS_MINILM names its folder where there is one.</summary>
    [Fact]
    public void Mini_lm_vectors_point_where_the_reference_does_when_the_model_is_there()
    {
        if (Environment.GetEnvironmentVariable("SNIPS_MINILM") is not { Length: > 0 } folder) return;
        using var model = EmbeddingModel.Load(folder);
        Agrees(model, Golden.Lines<VectorLine>("vectors-all-minilm-l6-v2.jsonl"));
    }

    [Fact]
    public void A_text_has_the_same_vector_whatever_is_embedded_beside_it()
    {
        string[] texts = [.. Golden.Lines<VectorLine>("vectors-bge-small-en-v1.5.jsonl").Select(line => line.Text).Take(8)];
        var alone = texts.Select(text => models.Bge.EmbedPassage(text)).ToArray();

        Assert.Equal(alone, models.Bge.EmbedPassages(texts));
        Assert.Equal(alone.Reverse(), models.Bge.EmbedPassages([.. texts.Reverse()]));
        Assert.Equal(alone.Take(3), models.Bge.EmbedPassages([.. texts.Take(3)]));
    }

    [Fact]
    public void A_text_has_the_same_vector_from_however_many_threads()
    {
        var alone = models.Bge.EmbedQuery("Why is R1 so cheap to serve?");
        var vectors = new float[24][];
        var threads = Enumerable.Range(0, 6).Select(t => new Thread(() =>
        {
            for (var i = t; i < vectors.Length; i += 6)
            {
                models.Bge.EmbedQuery(new string('x', i) + " beside it");
                vectors[i] = models.Bge.EmbedQuery("Why is R1 so cheap to serve?");
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        Assert.All(vectors, vector => Assert.Equal(alone, vector));
    }

    [Fact]
    public void A_second_copy_of_the_model_gives_the_same_vectors()
    {
        using var other = EmbeddingModel.Load(Repository.File("models", "bge-small-en-v1.5"));
        Assert.Equal(models.Bge.EmbedPassage("The supply chain of chips."), other.EmbedPassage("The supply chain of chips."));
    }

    private static void Agrees(EmbeddingModel model, VectorLine[] lines)
    {
        var cosines = lines.Select(line =>
        {
            var isQuery = line.Kind == "query";
            Assert.Equal(line.Tokens, model.Window(line.Text, isQuery).Length);
            var vector = isQuery ? model.EmbedQuery(line.Text) : model.EmbedPassage(line.Text);
            return vector.Zip(line.Vector, (x, y) => (double)x * y).Sum();
        }).ToArray();

        Assert.Equal(26, cosines.Length);
        Assert.True(cosines.Average() >= LeastMeanCosine, $"mean cosine {cosines.Average()}, expected at least {LeastMeanCosine}");
        Assert.True(cosines.Min() >= LeastCosine, $"least cosine {cosines.Min()}, expected at least {LeastCosine}");
    }
}
