namespace SemanticSnips;

/// <summary>The podcast episode (or other recording) that a snip was cut from.</summary>
/// <remarks>Immutable. What the source does not say is null or empty; nothing is guessed.</remarks>
public sealed record Episode
{
    /// <summary>The episode's title.</summary>
    public string? Title { get; init; }

    /// <summary>The show that the episode belongs to.</summary>
    public string? Show { get; init; }

    /// <summary>Owner or host of the show.</summary>
    public string? Host { get; init; }

    /// <summary>People who are guests of this episode.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>Books that the source lists for this episode.</summary>
    public IReadOnlyList<string> Books { get; init; } = [];

    /// <summary>The day on which the episode was published.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>How long the episode is.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A link to the episode.</summary>
    public string? Url { get; init; }

    /// <summary>What the episode is about, in a sentence or a few.</summary>
    public string? Description { get; init; }

    /// <summary>The publisher's show notes, lines separated by '\n'.</summary>
    public string? ShowNotes { get; init; }

    /// <summary>Chapters by start time, ascending.</summary>
    public IReadOnlyList<Chapter> Chapters { get; init; } = [];
}

/// <summary>A named moment in an episode, as a line of its show notes gives it.</summary>
/// <param name="Start">Offset from the episode's start.</param>
/// <param name="Title">The chapter's title.</param>
public sealed record Chapter(TimeSpan Start, string Title);
