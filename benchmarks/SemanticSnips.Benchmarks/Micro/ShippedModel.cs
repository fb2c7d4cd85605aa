using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>The embedding model that the repository ships.</summary>
internal static class ShippedModel
{
    public static string Folder { get; } = Repository.File("models", "bge-small-en-v1.5");
}
