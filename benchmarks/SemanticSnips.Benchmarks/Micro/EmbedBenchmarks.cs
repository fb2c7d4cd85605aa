using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using SemanticSnips.Inference;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>The forward pass of the shipped model, which dominates a query and an import alike.</summary>
/// <remarks>The 32 passages have 75 to 160 words, about as many tokens as chunks have.</remarks>
[Milliseconds]
public class EmbedBenchmarks
{
    private const string Query = "why is a cheap model expensive to serve?";

    private static readonly string Passage = new SyntheticText(randomSeed: 1).Passage(160);
    private static readonly string[] Passages = new SyntheticText(randomSeed: 2).Passages(32, minWords: 75, maxWords: 160);

    private EmbeddingModel _model = null!;
    private PaddedBatch _padded = null!;

    [GlobalSetup]
    public void Setup()
    {
        _model = EmbeddingModel.Load(ShippedModel.Folder);
        _padded = new PaddedBatch(ShippedModel.Folder, _model);

        // In a batch an int8 model's vectors depend on their neighbours a little, but a slip in the baseline would show as much more.
        var cosine = TensorPrimitives.Dot<float>(_padded.Embed(Passages)[0], _model.EmbedPassage(Passages[0]));
        if (cosine < 0.95f) throw new InvalidOperationException(
            $"The padded batch gives another vector than the model alone: their cosine is {cosine:0.000}, expected at least 0.95.");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _padded.Dispose();
        _model.Dispose();
    }

    [Benchmark]
    public float[] One_query_of_8_words() => _model.EmbedQuery(Query);

    [Benchmark]
    public float[] One_passage_of_160_words() => _model.EmbedPassage(Passage);

    [Benchmark]
    public float[][] All_32_passages_each_alone() => _model.EmbedPassages(Passages);

    [Benchmark(Baseline = true)]
    public float[][] All_32_in_a_batch_padded_to_the_longest() => _padded.Embed(Passages);

    [Benchmark]
    public float[][] All_32_by_length_in_batches_of_8() => _padded.EmbedByLength(Passages, batch: 8);

    [Benchmark]
    public float[][] All_32_in_a_batch_padded_to_the_window() => _padded.Embed(Passages, _model.Card.MaxTokens);
}
