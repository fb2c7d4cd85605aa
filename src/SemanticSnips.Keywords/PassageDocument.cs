namespace SemanticSnips.Keywords;

/// <summary>A snip as the keyword index stores it: what can be filtered on, and its passages.</summary>
internal sealed record SnipDocument
{
    /// <summary>The snip's id; one live document a snip.</summary>
    public required string Id { get; init; }

    /// <summary>The passages, in order; a snip without any is kept, but not found.</summary>
    public required IReadOnlyList<PassageDocument> Passages { get; init; }

    /// <summary>Groups snips of one episode; opaque.</summary>
    public required string EpisodeKey { get; init; }

    /// <summary>The snip's begin within the episode.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>The snip's end within the episode.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>Filtered by <see cref="ConditionField.Show"/>.</summary>
    public string? Show { get; init; }

    /// <summary>Filtered by <see cref="ConditionField.Episode"/>.</summary>
    public string? Episode { get; init; }

    /// <summary>Filtered by <see cref="ConditionField.Title"/>.</summary>
    public string? Title { get; init; }

    /// <summary>The user's note, filtered by <see cref="ConditionField.Note"/>.</summary>
    public string? Note { get; init; }

    /// <summary>Filtered by <see cref="ConditionField.Guest"/>.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>Filtered by <see cref="ConditionField.Tag"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The day that <see cref="ConditionField.After"/> and <see cref="ConditionField.Before"/> compare.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Filtered by <see cref="ConditionField.Is"/> "favourite".</summary>
    public bool Favourite { get; init; }

    /// <summary>Filtered by <see cref="ConditionField.Is"/> "transcript".</summary>
    public bool HasTranscript { get; init; }

    /// <summary>The snip itself, in the caller's own encoding; handed back by <see cref="KeywordIndex.ReadContent"/>.</summary>
    public required byte[] Content { get; init; }

    /// <summary>A few bytes that the caller reads for every snip at once, see <see cref="KeywordIndex.ReadStates"/>.</summary>
    public required byte[] State { get; init; }
}

/// <summary>A passage of a snip: the unit that is scored.</summary>
internal sealed record PassageDocument
{
    /// <summary>What is analysed and scored.</summary>
    public required string Text { get; init; }

    /// <summary>Scored as if they stood in the text, but no phrase reaches from one into another or into the text.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>Who speaks in it, filtered by <see cref="ConditionField.Speaker"/>.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>The content key of the passage's vector; opaque here.</summary>
    public required UInt128 VectorKey { get; init; }

    /// <summary>First character in the snip's text.</summary>
    public required int From { get; init; }

    /// <summary>Character after the last in the snip's text.</summary>
    public required int To { get; init; }

    /// <summary>The kind of passage; opaque here.</summary>
    public byte Kind { get; init; }
}
