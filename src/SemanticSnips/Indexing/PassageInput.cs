using System.Security.Cryptography;
using System.Text;
using SemanticSnips.Chunking;
using SemanticSnips.Inference;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Indexing;

/// <summary>What of a chunk the two legs see.</summary>
/// <param name="card">The embedding model's card.</param>
/// <param name="countTokens">The model's tokens of a text, without special ones.</param>
internal sealed class PassageInput(EmbeddingCard card, Func<string, int> countTokens)
{
    /// <summary>Room for a title above a chunk; a longer title is not embedded along, rather than pushing speech out of the model's window.</summary>
    private readonly int _maxTitleTokens = Math.Min(64, card.MaxTokens / 4);

    /// <summary>What BM25 scores above a chunk: the snip's title stands over speech, its tags over everything.</summary>
    public static IReadOnlyList<string> HeadingsOf(Snip snip, ChunkKind kind) =>
        kind == ChunkKind.Transcript && snip.Title is { } title ? [title, .. snip.Tags] : snip.Tags;

    /// <summary>The text that is embedded, without the model's prefix.</summary>
    public string ForEmbedding(Snip snip, SnipText text, ChunkKind kind, int from, int to)
    {
        var passage = text.Text[from..to];
        return kind == ChunkKind.Transcript && snip.Title is { Length: > 0 and < 200 } title && countTokens(title) <= _maxTitleTokens
            ? title + "\n" + passage
            : passage;
    }

    /// <summary>The content key of a vector: the first 128 bits of SHA-256 over what the vector is a function of.</summary>
    public UInt128 KeyOf(string text)
    {
        var input = $"{card.Sha256}\n{card.Pooling}\n{card.Normalize}\n{card.MaxTokens}\n{card.PassagePrefix}\n{text}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(input));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    /// <summary>The options, made smaller where a chunk, its title, the prefix and two special tokens would not fit the model's window.</summary>
    public ChunkerOptions Fit(ChunkerOptions options)
    {
        var room = card.MaxTokens - 2 - _maxTitleTokens - countTokens(card.PassagePrefix);
        return options.MaxTokens <= room ? options : options with { MaxTokens = room, MinTokens = Math.Min(options.MinTokens, room) };
    }
}
