using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

/// <summary>Models that tests share: loading is the expensive part, and they are safe to share.</summary>
public sealed class Models : IDisposable
{
    internal EmbeddingModel Tiny { get; } = EmbeddingModel.Load(Repository.File("tests", "golden", "tiny-bert"));

    internal EmbeddingModel Bge { get; } = EmbeddingModel.Load(Repository.File("models", "bge-small-en-v1.5"));

    public void Dispose()
    {
        Tiny.Dispose();
        Bge.Dispose();
    }
}
