using Microsoft.ML.OnnxRuntime;

namespace SemanticSnips.Inference;

/// <summary>A sentence embedding model: text goes in, a vector comes out, and near vectors mean near meanings.</summary>
/// <remarks>
/// Thread-safe and expensive to create: load once and share. Disposing refuses new calls and frees the network after the last one that runs.
/// <para>
/// Each text runs alone on one thread, never in a batch: int8 models scale their activations over the whole input, so in a
/// batch a vector depends on its neighbours. Alone it is a pure function of the text, on one machine and runtime to the last bit.
/// </para>
/// </remarks>
internal sealed class EmbeddingModel : IDisposable
{
    private const string LastHiddenState = "last_hidden_state";

    private readonly Encoder _encoder;

    private EmbeddingModel(EmbeddingCard card, WordPieceTokenizer tokenizer, Encoder encoder)
    {
        Card = card;
        Tokenizer = tokenizer;
        _encoder = encoder;
    }

    /// <summary>The settings that the model was loaded with.</summary>
    public EmbeddingCard Card { get; }

    /// <summary>The model's own tokenizer.</summary>
    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>Loads the model in <paramref name="folder"/>: its card, vocabulary and network, both verified by SHA-256.</summary>
    /// <exception cref="InferenceException">Something is absent, corrupted or unknown.</exception>
    public static EmbeddingModel Load(string folder)
    {
        var card = EmbeddingCard.Load(folder);
        return Load(folder, card, () => WordPieceTokenizer.Load(folder, card));
    }

    /// <summary>Loads the network beside a tokenizer that may be there already.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static EmbeddingModel Load(string folder, EmbeddingCard card, Func<WordPieceTokenizer> loadTokenizer)
    {
        var tokenizing = Task.Run(loadTokenizer);
        var encoder = Encoder.Load(folder, card, [new OutputShape(LastHiddenState, -1, -1, card.Dimensions)], typeof(EmbeddingModel));
        try
        {
            return new EmbeddingModel(card, tokenizing.GetAwaiter().GetResult(), encoder);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>Embeds what someone searches for.</summary>
    /// <param name="text">Any text, even empty, without the card's prefix; what exceeds the window is cut.</param>
    /// <param name="cancellationToken">Checked before the run; a run itself takes milliseconds.</param>
    /// <returns>As many floats as the card's dimensions, the caller's own; of unit length when the card says <c>normalize</c>.</returns>
    /// <exception cref="InferenceException">The network failed.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public float[] EmbedQuery(string text, CancellationToken cancellationToken = default) => Embed(text, isQuery: true, cancellationToken);

    /// <summary>Embeds what is searched in.</summary>
    /// <inheritdoc cref="EmbedQuery"/>
    public float[] EmbedPassage(string text, CancellationToken cancellationToken = default) => Embed(text, isQuery: false, cancellationToken);

    /// <summary>Embeds many passages on all cores, the longest first so that the cores finish together.</summary>
    /// <param name="texts">As for <see cref="EmbedPassage"/>.</param>
    /// <param name="done">Told after each passage how many are finished so far, in rising order, from any thread.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    /// <returns>A vector for each text, in the order of <paramref name="texts"/>, equal to what <see cref="EmbedPassage"/> gives.</returns>
    /// <exception cref="InferenceException">The network failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public float[][] EmbedPassages(IReadOnlyList<string> texts, IProgress<int>? done = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return OneByOne.Run(texts.Count, i => texts[i].Length, i => EmbedPassage(texts[i], cancellationToken), done, cancellationToken);
    }

    /// <summary>Frees the network as soon as no call runs. Later calls fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _encoder.Dispose();

    /// <summary>The ids that the network sees: [CLS], prefix and text cut to the window, [SEP].</summary>
    internal ReadOnlySpan<int> Window(string text, bool isQuery)
    {
        var ids = Tokenizer.Encode(Card.WithPrefix(text, isQuery));
        if (ids.Length <= Card.MaxTokens) return ids;

        ids[Card.MaxTokens - 1] = ids[^1];
        return ids.AsSpan(0, Card.MaxTokens);
    }

    private float[] Embed(string text, bool isQuery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ids = Window(text, isQuery);
        var count = ids.Length;
        return _encoder.Run(ids, count, outputs =>
        {
            _encoder.RequireShape(LastHiddenState, outputs[0], 1, count, Card.Dimensions);
            return Pool(outputs[0]);
        });
    }

    private float[] Pool(OrtValue lastHiddenState)
    {
        var tokens = lastHiddenState.GetTensorDataAsSpan<float>();
        var vector = tokens[..Card.Dimensions].ToArray();
        if (Card.Pooling == Pooling.Mean)
        {
            for (var row = tokens[vector.Length..]; !row.IsEmpty; row = row[vector.Length..])
            {
                for (var i = 0; i < vector.Length; i++) vector[i] += row[i];
            }

            var count = tokens.Length / vector.Length;
            for (var i = 0; i < vector.Length; i++) vector[i] /= count;
        }

        if (Card.Normalize) ScaleToUnitLength(vector);
        return vector;
    }

    private static void ScaleToUnitLength(Span<float> vector)
    {
        var sum = 0.0;
        foreach (var x in vector) sum += (double)x * x;
        if (sum == 0) return;

        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < vector.Length; i++) vector[i] = (float)(vector[i] * scale);
    }
}
