using SemanticSnips.Embedding;

namespace SemanticSnips.Indexing;

/// <summary>A model whose card is read at once and whose weights are loaded when they are first needed, or ahead of that in the background.</summary>
/// <remarks>Thread-safe. Owns the model: dispose after the indexes that use it.</remarks>
public sealed class ModelLoader : IDisposable
{
    private readonly Lazy<Task<EmbeddingModel>> _model;

    /// <summary>Reads the card of the model in a folder.</summary>
    /// <exception cref="ModelException">There is no usable card.</exception>
    public ModelLoader(string folder)
    {
        Folder = folder;
        Card = ModelCard.Load(folder);
        _model = new Lazy<Task<EmbeddingModel>>(() => Task.Run(() => EmbeddingModel.Load(folder)));
    }

    /// <summary>The model's folder.</summary>
    public string Folder { get; }

    /// <summary>The model's card.</summary>
    public ModelCard Card { get; }

    /// <summary>The loaded model; waits for it.</summary>
    /// <exception cref="ModelException">The model is absent, damaged or not what its card says.</exception>
    public EmbeddingModel Model => _model.Value.GetAwaiter().GetResult();

    /// <summary>Begins to load in the background.</summary>
    public void Prepare() => _ = _model.Value;

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        if (!_model.IsValueCreated) return;
        try
        {
            _model.Value.GetAwaiter().GetResult().Dispose();
        }
        catch (ModelException)
        {
            // Who asked for the model has been told; there is nothing to free.
        }
    }
}
