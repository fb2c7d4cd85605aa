using System.Collections.Concurrent;
using SemanticSnips.Chunking;
using SemanticSnips.Inference;

namespace SemanticSnips;

/// <summary>The models of a library, each loaded when it is first needed: the one that embeds, and the reader that helps to answer where there is
/// one.</summary>
/// <remarks>
/// Thread-safe; one serves any number of indexes. What could not be loaded is tried again at the next use. Disposing refuses new use and frees each
/// model after the last call that runs it, so the order in which indexes and models are disposed does not matter.
/// Everything that needs a model throws <see cref="ModelException"/> where it cannot be used and <see cref="ObjectDisposedException"/> after disposal.
/// </remarks>
public sealed class ModelLoader : IDisposable
{
    /// <summary>The reader's folder beside the embedding model's, where the constructor names no other.</summary>
    private const string ReaderFolderName = "reader-en";

    /// <summary>The least share of a vocabulary that a script has which its model knows. BERT's English one has letters of many scripts, .3 to 1.6 % each, and
    /// was taught none of them.</summary>
    private const double KnownShare = 0.05;

    private readonly ConcurrentDictionary<Script, bool> _knows = new();
    private readonly ConcurrentDictionary<Script, bool> _readerKnows = new();
    private readonly string? _readerFolder;
    private readonly LoadedOnce<EmbeddingCard> _card;
    private readonly LoadedOnce<WordPieceTokenizer> _tokenizer;
    private readonly LoadedOnce<EmbeddingModel> _model;
    private readonly LoadedOnce<Reader> _reader;

    /// <summary>Names the models; opens nothing.</summary>
    /// <param name="folder">The embedding model's folder: the card <c>model.json</c> and the files that it names.</param>
    /// <param name="readerFolder">The reader's folder, which must be there; null for <c>reader-en</c> beside the embedding model's, if it is there.</param>
    public ModelLoader(string folder, string? readerFolder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
        _readerFolder = readerFolder;
        _card = new(() => EmbeddingCard.Load(folder));
        _tokenizer = new(() => WordPieceTokenizer.Load(folder, _card.Value));
        _model = new(() => EmbeddingModel.Load(folder, _card.Value, () => _tokenizer.Value));
        _reader = new(() => Reader.Load(ReaderFolder!));
    }

    /// <summary>The embedding model's folder.</summary>
    public string Folder { get; }

    /// <summary>The reader's folder; null where none was named and none stands beside the embedding model.</summary>
    public string? ReaderFolder
    {
        get
        {
            if (_readerFolder is not null) return _readerFolder;
            var beside = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder))) ?? Folder, ReaderFolderName);
            return Directory.Exists(beside) ? beside : null;
        }
    }

    /// <summary>The embedding model's card, read at the first use.</summary>
    /// <exception cref="ModelException">There is no usable card.</exception>
    public EmbeddingCard Card => Use(() => _card.Value);

    /// <summary>Whether there is a reader; it may still prove unusable when it is first used.</summary>
    internal bool HasReader => ReaderFolder is not null;

    /// <summary>Loads every model that is there and runs each once, so that whatever is wrong with them comes out.</summary>
    /// <param name="cancellationToken">Checked between the steps.</param>
    /// <exception cref="ModelException">A model is absent, damaged or not what its card says.</exception>
    public void Check(CancellationToken cancellationToken = default)
    {
        EmbedQuery("snip", cancellationToken);
        Use(() => VerifyIdle(cancellationToken));
        Read("snip?", [[new SpokenSentence(null, "Snip.")]], cancellationToken);
    }

    /// <summary>Begins to load in the background; a fault comes out at the first use.</summary>
    /// <param name="reader">Whether the reader too, where there is one.</param>
    public void Prepare(bool reader = false)
    {
        _model.Begin();
        if (reader && HasReader) _reader.Begin();
    }

    /// <inheritdoc cref="EmbeddingModel.EmbedQuery"/>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    internal float[] EmbedQuery(string text, CancellationToken cancellationToken = default) => Use(() => _model.Value.EmbedQuery(text, cancellationToken));

    /// <inheritdoc cref="EmbeddingModel.EmbedPassage"/>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    internal float[] EmbedPassage(string text, CancellationToken cancellationToken = default) => Use(() => _model.Value.EmbedPassage(text, cancellationToken));

    /// <inheritdoc cref="EmbeddingModel.EmbedPassages"/>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    internal float[][] EmbedPassages(IReadOnlyList<string> texts, IProgress<int>? done = null, CancellationToken cancellationToken = default) =>
        Use(() => _model.Value.EmbedPassages(texts, done, cancellationToken));

    /// <summary>How many tokens of the embedding model a text has, special ones aside. Loads no network.</summary>
    internal int CountTokens(ReadOnlySpan<char> text) => Use(() => _tokenizer.Value).CountTokens(text);

    /// <summary>Whether a text with its prefix exceeds the embedding model's window, so that embedding it would cut it. Loads no network.</summary>
    internal bool Truncates(string text, bool isQuery) =>
        Use(() => _tokenizer.Value.CountTokens(_card.Value.WithPrefix(text, isQuery)) + 2 > _card.Value.MaxTokens);

    /// <summary>Whether the embedding model knows the script that most of a text is in: of others it has hardly a piece, and what it makes of them means
    /// nothing. Loads no network.</summary>
    internal bool Knows(string text) =>
        Scripts.Dominant(text) is not { } script || _knows.GetOrAdd(script, s => Use(() => _tokenizer.Value.ShareOfPieces(c => Scripts.IsOf(c,
            s))) >= KnownShare);

    /// <summary>Whether there is a reader that knows the script that most of a text is in.</summary>
    internal bool ReaderKnows(string text) => HasReader && (Scripts.Dominant(text) is not { } script
        || _readerKnows.GetOrAdd(script, s => Use(() => _reader.Value.ShareOfPieces(c => Scripts.IsOf(c, s))) >= KnownShare));

    /// <summary>Whether the embedding model has a word whole in its vocabulary. Loads no network.</summary>
    internal bool IsWord(string word) => Use(() => _tokenizer.Value.IsWord(word));

    /// <summary>Reads passages for the answer to a question, several at once.</summary>
    /// <param name="question">The question, without conditions.</param>
    /// <param name="passages">Sentences of each in their order, with two before and two after.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    /// <returns>A passage's logits, in the order of the passages; null where there is no reader.</returns>
    /// <exception cref="ModelException">The reader cannot be used.</exception>
    internal IReadOnlyList<ReaderLogits>? Read(
        string question, IReadOnlyList<IReadOnlyList<SpokenSentence>> passages, CancellationToken cancellationToken = default) =>
        HasReader ? Use(() => _reader.Value.ReadAll(question, passages, cancellationToken)) : null;

    /// <summary>Refuses new use, and frees each model as soon as no call runs it; waits for one that is being loaded.</summary>
    public void Dispose()
    {
        _card.Dispose();
        _tokenizer.Dispose();
        _model.Dispose();
        _reader.Dispose();
    }

    /// <summary>Looks at the files of the networks that are not loaded, too.</summary>
    private bool VerifyIdle(CancellationToken cancellationToken)
    {
        ModelFile.VerifyIdle(Folder, _card.Value);
        cancellationToken.ThrowIfCancellationRequested();
        if (ReaderFolder is { } reader) ModelFile.VerifyIdle(reader, ReaderCard.Load(reader));
        return true;
    }

    private static T Use<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (InferenceException e)
        {
            throw ModelException.Of(e);
        }
    }

    /// <summary>Something that many threads ask for, and one of them loads; what failed is loaded again for whoever asks next.</summary>
    private sealed class LoadedOnce<T>(Func<T> load) : IDisposable
        where T : class
    {
        private readonly Lock _gate = new();
        private Task<T>? _loading;
        private bool _isDisposed;

        public T Value => Begin().GetAwaiter().GetResult();

        public Task<T> Begin()
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, typeof(ModelLoader));
                if (_loading is null || _loading.IsFaulted) _loading = Task.Run(load);
                return _loading;
            }
        }

        public void Dispose()
        {
            Task<T>? loading;
            lock (_gate)
            {
                _isDisposed = true;
                loading = _loading;
                _loading = null;
            }

            if (loading is null) return;
            try
            {
                (loading.GetAwaiter().GetResult() as IDisposable)?.Dispose();
            }
            catch (Exception)
            {
                // Who asked for it has been told; there is nothing to free.
            }
        }
    }
}
