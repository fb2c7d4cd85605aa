using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SemanticSnips.Embedding;

/// <summary>A sentence embedding model: text goes in, a vector comes out, and near vectors mean near meanings.</summary>
/// <remarks>
/// Thread-safe and expensive to create: load once, share, dispose when no call is running any more.
/// <para>
/// Each text runs alone on one thread, never in a batch: int8 models scale their activations over the whole input, so in a
/// batch a vector depends on its neighbours. Alone it is a pure function of the text, on one machine and runtime to the last bit.
/// </para>
/// </remarks>
public sealed class EmbeddingModel : IDisposable
{
    private readonly Encoder _encoder;
    private bool _isDisposed;

    private EmbeddingModel(ModelCard card, WordPieceTokenizer tokenizer, Encoder encoder)
    {
        Card = card;
        Tokenizer = tokenizer;
        _encoder = encoder;
    }

    /// <summary>The settings that the model was loaded with.</summary>
    public ModelCard Card { get; }

    /// <summary>Floats per vector.</summary>
    public int Dimensions => Card.Dimensions;

    /// <summary>The window in tokens: prefix, text, [CLS] and [SEP] together. What is beyond it is cut.</summary>
    public int MaxTokens => Card.MaxTokens;

    /// <summary>The model's own tokenizer.</summary>
    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>Loads the model in <paramref name="folder"/>: its card, vocabulary and network, both verified by SHA-256.</summary>
    /// <exception cref="ModelException">Something is absent, corrupted or unknown; the message says what to do.</exception>
    public static EmbeddingModel Load(string folder)
    {
        // The slow part, building the session, waits for nothing but the runtime's library and the file; all else happens beside.
        var preparing = Task.Run(Encoder.CreateOptions);
        var card = ModelCard.Load(folder);
        var path = Path.Combine(folder, card.File);
        var reading = Task.Run(() => ModelFile.Read(path));
        var verifying = reading.ContinueWith(
            read => ModelFile.Verify(path, read.GetAwaiter().GetResult(), card.Sha256), TaskScheduler.Default);
        var tokenizing = verifying.ContinueWith(_ => LoadTokenizer(folder, card), TaskScheduler.Default);

        Encoder? encoder = null;
        try
        {
            using var options = preparing.GetAwaiter().GetResult();
            encoder = Encoder.Load(card, path, reading.GetAwaiter().GetResult(), options);
            verifying.GetAwaiter().GetResult();
            return new EmbeddingModel(card, tokenizing.GetAwaiter().GetResult(), encoder);
        }
        catch
        {
            encoder?.Dispose();
            // A corrupted file is the reason for whatever else went wrong.
            verifying.GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Embeds what someone searches for.</summary>
    /// <param name="text">Any text, even empty, without the card's prefix; what exceeds the window is cut.</param>
    /// <param name="ct">Checked before the run; a run itself takes milliseconds.</param>
    /// <returns><see cref="Dimensions"/> floats, the caller's own; of unit length when the card says <c>normalize</c>.</returns>
    /// <exception cref="ModelException">The network failed.</exception>
    public float[] EmbedQuery(string text, CancellationToken ct = default) => Embed(text, isQuery: true, ct);

    /// <summary>Embeds what is searched in.</summary>
    /// <inheritdoc cref="EmbedQuery"/>
    public float[] EmbedPassage(string text, CancellationToken ct = default) => Embed(text, isQuery: false, ct);

    /// <summary>Embeds many passages on all cores, the longest first so that the cores finish together.</summary>
    /// <param name="texts">As for <see cref="EmbedPassage"/>.</param>
    /// <param name="done">Told after each passage how many are finished so far, in rising order, from any thread.</param>
    /// <param name="ct">Checked between passages.</param>
    /// <returns>A vector for each text, in the order of <paramref name="texts"/>, equal to what <see cref="EmbedPassage"/> gives.</returns>
    /// <exception cref="ModelException">The network failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public float[][] EmbedPassages(IReadOnlyList<string> texts, IProgress<int>? done = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new float[texts.Count][];
        var longestFirst = Enumerable.Range(0, texts.Count).OrderByDescending(i => texts[i].Length);
        var oneByOne = Partitioner.Create(longestFirst, EnumerablePartitionerOptions.NoBuffering);
        var counting = new Lock();
        var finished = 0;
        try
        {
            Parallel.ForEach(
                oneByOne,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct },
                i =>
                {
                    vectors[i] = EmbedPassage(texts[i], ct);
                    if (done is null) return;
                    lock (counting) done.Report(++finished);
                });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return vectors;
    }

    /// <summary>Whether <paramref name="text"/> with its prefix exceeds the window, so that embedding it would cut it.</summary>
    /// <param name="text">As for <see cref="EmbedQuery"/>.</param>
    /// <param name="isQuery">Whether the query's prefix goes before it, or the passage's.</param>
    public bool Truncates(string text, bool isQuery) => Tokenizer.Encode(WithPrefix(text, isQuery)).Length > MaxTokens;

    /// <summary>Frees the network; no call may be running. Later calls fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        _encoder.Dispose();
    }

    /// <summary>The ids that the network sees: [CLS], prefix and text cut to the window, [SEP].</summary>
    internal ReadOnlySpan<int> Window(string text, bool isQuery)
    {
        var ids = Tokenizer.Encode(WithPrefix(text, isQuery));
        if (ids.Length <= MaxTokens) return ids;

        ids[MaxTokens - 1] = ids[^1];
        return ids.AsSpan(0, MaxTokens);
    }

    private float[] Embed(string text, bool isQuery, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ct.ThrowIfCancellationRequested();
        return _encoder.Encode(Window(text, isQuery));
    }

    private string WithPrefix(string text, bool isQuery)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (isQuery ? Card.QueryPrefix : Card.PassagePrefix) + text;
    }

    private static WordPieceTokenizer LoadTokenizer(string folder, ModelCard card)
    {
        var path = Path.Combine(folder, card.Vocabulary);
        var vocabulary = ModelFile.Read(path);
        ModelFile.Verify(path, vocabulary, card.VocabularySha256);
        return new WordPieceTokenizer(path, vocabulary);
    }
}
