namespace SemanticSnips;

/// <summary>How a chunk may be weighed.</summary>
public enum ChunkKind : byte
{
    /// <summary>Speech.</summary>
    Transcript = 0,

    /// <summary>What is written about the snip: title, note, summary, quote, chapter.</summary>
    About = 1,

    /// <summary>Only the episode's name: the same for all of its snips.</summary>
    Episode = 2,
}

/// <summary>A passage of a snip, small enough for one vector.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="From">First character in <see cref="SnipText.Text"/>.</param>
/// <param name="To">Character after the last.</param>
/// <param name="Tokens">Model tokens of the span, without special tokens and prefix.</param>
public readonly record struct Chunk(ChunkKind Kind, int From, int To, int Tokens);

/// <summary>How chunks are cut.</summary>
/// <param name="MinTokens">Smaller chunks are made larger where the text allows.</param>
/// <param name="MaxTokens">No chunk is larger.</param>
/// <param name="OverlapSentences">Sentences that a chunk shares with the one before it.</param>
public sealed record ChunkerOptions(int MinTokens = 100, int MaxTokens = 140, int OverlapSentences = 1)
{
    /// <summary>The options as the index's commit names them.</summary>
    public override string ToString() => $"sentences/1 min={MinTokens} max={MaxTokens} overlap={OverlapSentences}";
}
