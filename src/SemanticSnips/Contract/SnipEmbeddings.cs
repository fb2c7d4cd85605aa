using Microsoft.Extensions.AI;

namespace SemanticSnips.Contract;

/// <summary>The embedding model for any .NET program: one generator for what is looked for and one for what is found, since a model may treat the
/// two differently.</summary>
public static class SnipEmbeddings
{
    /// <summary>Embeds queries, as a search does.</summary>
    /// <param name="models">The model; stays the caller's and must outlive the generator.</param>
    public static IEmbeddingGenerator<string, Embedding<float>> ForQueries(ModelLoader models) =>
        new Generator(models, (m, text, stop) => m.EmbedQuery(text, stop));

    /// <summary>Embeds passages, as an import does.</summary>
    /// <param name="models">The model; stays the caller's and must outlive the generator.</param>
    public static IEmbeddingGenerator<string, Embedding<float>> ForPassages(ModelLoader models) =>
        new Generator(models, (m, text, stop) => m.EmbedPassage(text, stop));

    /// <remarks>Thread-safe. One text a run: a vector depends on its own text alone.</remarks>
    private sealed class Generator : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly ModelLoader _models;
        private readonly Func<ModelLoader, string, CancellationToken, float[]> _embed;
        private readonly EmbeddingGeneratorMetadata _metadata;

        public Generator(ModelLoader models, Func<ModelLoader, string, CancellationToken, float[]> embed)
        {
            ArgumentNullException.ThrowIfNull(models);
            _models = models;
            _embed = embed;
            _metadata = new EmbeddingGeneratorMetadata("SemanticSnips", null, models.Card.Id, models.Card.Dimensions);
        }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(values);
            if (options?.Dimensions is { } dimensions && dimensions != _models.Card.Dimensions)
            {
                throw new ArgumentException($"{dimensions} dimensions are asked for; expected the model's {_models.Card.Dimensions}, or none named.",
                    nameof(options));
            }

            return Task.Run(
                () =>
                {
                    var vectors = new GeneratedEmbeddings<Embedding<float>>();
                    foreach (var value in values)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        vectors.Add(new Embedding<float>(_embed(_models, value, cancellationToken)) { ModelId = _models.Card.Id });
                    }

                    return vectors;
                },
                cancellationToken);
        }

        public object? GetService(Type serviceType, object? serviceKey = null)
        {
            ArgumentNullException.ThrowIfNull(serviceType);
            if (serviceKey is not null) return null;
            if (serviceType == typeof(EmbeddingGeneratorMetadata)) return _metadata;
            return serviceType.IsInstanceOfType(this) ? this : null;
        }

        public void Dispose()
        {
            // The model is the caller's.
        }
    }
}
