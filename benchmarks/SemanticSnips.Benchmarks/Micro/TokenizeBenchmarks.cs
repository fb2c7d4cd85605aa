using System.Text;
using BenchmarkDotNet.Attributes;
using SemanticSnips.Inference;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>A passage of 160 words into word pieces: every chunk is counted before it is cut, and encoded before it is embedded.</summary>
public class TokenizeBenchmarks
{
    private static readonly string Passage = new SyntheticText(randomSeed: 1).Passage(160);

    private EmbeddingModel _model = null!;

    public long PassageBytes => Encoding.UTF8.GetByteCount(Passage);

    [GlobalSetup]
    public void Setup() => _model = EmbeddingModel.Load(ShippedModel.Folder);

    [GlobalCleanup]
    public void Cleanup() => _model.Dispose();

    [Benchmark, Reads(nameof(PassageBytes))]
    public int Count_tokens() => _model.Tokenizer.CountTokens(Passage);

    [Benchmark, Reads(nameof(PassageBytes))]
    public int[] Encode() => _model.Tokenizer.Encode(Passage);
}
