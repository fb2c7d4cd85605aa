using System.Security.Cryptography;
using System.Text;
using SemanticSnips.Chunking;
using SemanticSnips.Embedding;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Indexing;

/// <summary>What of a chunk the two legs see.</summary>
internal static class PassageInput
{
    /// <summary>The words that BM25 scores: the snip's title stands above each of its chunks.</summary>
    public static string ForKeywords(Snip snip, SnipText text, Chunk chunk)
    {
        var passage = text.Text[chunk.From..chunk.To];
        var head = chunk.Kind == ChunkKind.Transcript ? string.Join('\n', snip.Tags.Prepend(snip.Title ?? "")) : string.Join('\n', snip.Tags);
        return head.Length > 0 ? head + "\n" + passage : passage;
    }

    /// <summary>The text that is embedded, without the model's prefix.</summary>
    public static string ForEmbedding(Snip snip, SnipText text, ChunkKind kind, int from, int to)
    {
        var passage = text.Text[from..to];
        return kind == ChunkKind.Transcript && snip.Title is { Length: > 0 and < 200 } title ? title + "\n" + passage : passage;
    }

    /// <summary>The content key of a vector: the first 128 bits of SHA-256 over what the vector is a function of.</summary>
    public static UInt128 KeyOf(ModelCard card, string text)
    {
        var input = $"{card.Sha256}\n{card.Pooling}\n{card.Normalize}\n{card.MaxTokens}\n{card.PassagePrefix}\n{text}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(input));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }
}
