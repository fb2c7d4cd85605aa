using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SemanticSnips.Indexing;

/// <summary>What of a chunk the two legs see.</summary>
/// <param name="card">The embedding model's card.</param>
/// <param name="countTokens">The model's tokens of a text, without special ones.</param>
/// <param name="rule">What is embedded.</param>
internal sealed class PassageInput(EmbeddingCard card, Func<ReadOnlySpan<char>, int> countTokens, PassageRule rule = PassageRule.NamesTitleText)
{
    /// <summary>A name of more characters is none that anyone would ask for.</summary>
    private const int MaxNameCharacters = 60;

    /// <summary>Room for title and names above a chunk; what does not fit is not embedded along, rather than pushing speech out of the model's
    /// window.</summary>
    private readonly int _room = Math.Min(64, card.MaxTokens / 4);

    /// <summary>What of a key is the same for all texts.</summary>
    private readonly byte[] _settings =
        Encoding.UTF8.GetBytes($"{card.Sha256}\n{card.Pooling}\n{card.Normalize}\n{card.MaxTokens}\n{card.PassagePrefix}\n");

    /// <summary>What is embedded.</summary>
    public PassageRule Rule => rule;

    /// <summary>What BM25 scores above a chunk: the snip's title stands over speech, its tags over everything.</summary>
    public static IReadOnlyList<string> HeadingsOf(Snip snip, ChunkKind kind) =>
        kind == ChunkKind.Transcript && snip.Title is { } title ? [title, .. snip.Tags] : snip.Tags;

    /// <summary>The text that is embedded, without the model's prefix: the rule itself.</summary>
    public string ForEmbedding(Snip snip, SnipText text, ChunkKind kind, int from, int to)
    {
        var passage = text.Text[from..to];
        if (kind != ChunkKind.Transcript) return passage;
        var room = _room;
        var title = "";
        if (snip.Title is { Length: > 0 and < 200 } named && countTokens(named) is var tokens && tokens <= room)
        {
            title = named + "\n";
            room -= tokens;
        }

        var names = rule == PassageRule.NamesTitleText ? NamesIn(text.SpeakersIn(from, to), room) : "";
        return title + names + passage;
    }

    /// <summary>The key of a passage that has no vector, and never will: its model does not know its script.</summary>
    public static readonly UInt128 NoKey = UInt128.Zero;

    /// <summary>The content key of a vector: the first 128 bits of SHA-256 over what the vector is a function of.</summary>
    public UInt128 KeyOf(string text)
    {
        var input = ArrayPool<byte>.Shared.Rent(_settings.Length + Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            _settings.CopyTo(input, 0);
            var length = _settings.Length + Encoding.UTF8.GetBytes(text, input.AsSpan(_settings.Length));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(input.AsSpan(0, length), hash);
            return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
        }
    }

    /// <summary>The options, made smaller where a chunk, its title, the prefix and two special tokens would not fit the model's window.</summary>
    public ChunkerOptions Fit(ChunkerOptions options)
    {
        var room = card.MaxTokens - 2 - _room;

        // A prefix has no more tokens than characters: most often nothing need be counted, nor a tokenizer loaded.
        if (options.MaxTokens <= room - card.PassagePrefix.Length) return options;
        room -= card.PassagePrefix.Length == 0 ? 0 : countTokens(card.PassagePrefix);
        return options.MaxTokens <= room ? options : options with { MaxTokens = room, MinTokens = Math.Min(options.MinTokens, room) };
    }

    /// <summary>As many names as there is room for, in the order in which they speak.</summary>
    private string NamesIn(IReadOnlyList<string> speakers, int room)
    {
        var names = "";
        foreach (var speaker in speakers.Where(s => s.Length is > 0 and <= MaxNameCharacters))
        {
            var more = names.Length == 0 ? speaker : $"{names}, {speaker}";
            if (countTokens(more + ":") > room) break;
            names = more;
        }

        return names.Length == 0 ? "" : names + ": ";
    }
}
