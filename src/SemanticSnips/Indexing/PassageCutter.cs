using SemanticSnips.Chunking;

namespace SemanticSnips.Indexing;

/// <summary>Cuts a snip into its passages, each with the key of its vector.</summary>
/// <remarks>Thread-safe when the token counter is. Counts tokens and runs no network.</remarks>
internal sealed class PassageCutter
{
    private readonly Chunker _chunker;
    private readonly PassageInput _input;

    private readonly Func<string, bool> _isKnown;

    /// <param name="card">The model's.</param>
    /// <param name="countTokens">Counts a text's tokens.</param>
    /// <param name="isKnown">Whether the model knows the script of a text.</param>
    /// <param name="options">How to cut.</param>
    public PassageCutter(EmbeddingCard card, Func<ReadOnlySpan<char>, int> countTokens, Func<string, bool> isKnown, IndexWriterOptions options)
    {
        _isKnown = isKnown;
        _input = new PassageInput(card, countTokens, options.Passages);
        _chunker = new Chunker(countTokens, _input.Fit(options.Chunking));
    }

    /// <summary>How chunks are cut for this model.</summary>
    public ChunkerOptions Chunking => _chunker.Options;

    /// <summary>What of a passage is embedded.</summary>
    public PassageRule Rule => _input.Rule;

    /// <summary>The passages of a snip, in order.</summary>
    public IReadOnlyList<Passage> Cut(Snip snip)
    {
        var text = SnipText.Of(snip);
        return [.. _chunker.Cut(text).Select(c => Passage(snip, text, c))];
    }

    private Passage Passage(Snip snip, SnipText text, Chunk chunk)
    {
        var words = text.Text[chunk.From..chunk.To];
        var key = _isKnown(words) ? _input.KeyOf(_input.ForEmbedding(snip, text, chunk.Kind, chunk.From, chunk.To)) : PassageInput.NoKey;
        return new Passage(chunk, words, PassageInput.HeadingsOf(snip, chunk.Kind), text.SpeakersIn(chunk.From, chunk.To), key);
    }

    /// <summary>What is embedded for some passages, in their order, whichever snips they are of. Each snip is read once.</summary>
    /// <param name="passages">Passages by the number of their snip.</param>
    /// <param name="read">Reads a snip.</param>
    public IReadOnlyList<string> InputsOf(IReadOnlyList<(int Snip, ChunkKind Kind, int From, int To)> passages, Func<int, Snip> read)
    {
        var inputs = new string[passages.Count];
        foreach (var ofSnip in Enumerable.Range(0, passages.Count).GroupBy(i => passages[i].Snip))
        {
            var snip = read(ofSnip.Key);
            var text = SnipText.Of(snip);
            foreach (var i in ofSnip) inputs[i] = _input.ForEmbedding(snip, text, passages[i].Kind, passages[i].From, passages[i].To);
        }

        return inputs;
    }
}

/// <summary>A passage as a store keeps it.</summary>
/// <param name="Chunk">Its kind and its span of the snip's text.</param>
/// <param name="Text">The span itself.</param>
/// <param name="Headings">What BM25 scores above it.</param>
/// <param name="Speakers">Who speaks in it.</param>
/// <param name="VectorKey">The key of its vector; <see cref="PassageInput.NoKey"/> where the model does not know its script.</param>
internal sealed record Passage(Chunk Chunk, string Text, IReadOnlyList<string> Headings, IReadOnlyList<string> Speakers, UInt128 VectorKey);
