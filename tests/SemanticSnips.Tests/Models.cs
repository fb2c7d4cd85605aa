using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>The models that tests share: loaded once, freed with the process.</summary>
internal static class Models
{
    private static readonly Lazy<ModelLoader> ShippedModel = new(() => new ModelLoader(Repository.File("models", "bge-small-en-v1.5")));

    /// <summary>95 kB of random weights: quick, and without any notion of meaning.</summary>
    public static ModelLoader Tiny { get; } = new(TinyFolder);

    public static string TinyFolder => Repository.File("tests", "golden", "tiny-bert");

    /// <summary>The real one, for where meaning or the real tokens matter.</summary>
    public static ModelLoader Shipped => ShippedModel.Value;
}
