namespace SemanticSnips;

/// <summary>A saved clip of an episode, or a segment of a long transcript.</summary>
/// <remarks>Immutable. What the source does not say is null or empty; nothing is guessed.</remarks>
public sealed record Snip
{
    /// <summary>The uuid in the snip's link, in lower case; else a stable hash of show, episode, range and title (see <see cref="SnipId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>The episode that the snip is from.</summary>
    public required Episode Episode { get; init; }

    /// <summary>Offset of the snip's begin from the episode's start; null where the source has no times.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>Offset of the snip's end from the episode's start; null where the source has no times, <see cref="Start"/> again where it names only a moment.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>The snip's title; null where it is untitled.</summary>
    public string? Title { get; init; }

    /// <summary>What the user wrote.</summary>
    public string? Note { get; init; }

    /// <summary>What the app wrote: takeaways or bullets, lines separated by '\n'.</summary>
    public string? Summary { get; init; }

    /// <summary>The sentence that the app or the user picked out, with its speaker where given.</summary>
    public string? Quote { get; init; }

    /// <summary>The user's tags, without '#' or brackets.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether the user starred the snip.</summary>
    public bool Favourite { get; init; }

    /// <summary>A link to the snip.</summary>
    public string? Url { get; init; }

    /// <summary>The episode's audio, where the source names it: an http or https address, or a path of this machine; without a time.</summary>
    public string? AudioUrl { get; init; }

    /// <summary>When the snip was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the source was exported; decides which of two versions of a snip is newer.</summary>
    public DateTimeOffset? Exported { get; init; }

    /// <summary>The transcript, in order; empty where there is none.</summary>
    public IReadOnlyList<Turn> Turns { get; init; } = [];

    /// <summary>The file (and, inside a ZIP, the entry after '!') that the snip was read from.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the snip is a piece that a reader cut from a long transcript, not a clip that a person saved.</summary>
    public bool IsSegment { get; init; }

    /// <summary>Whether there is any transcript.</summary>
    public bool HasTranscript => Turns.Count > 0;
}
