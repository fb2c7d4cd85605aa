namespace SemanticSnips.Keywords;

/// <summary>What a <see cref="Condition"/> looks at.</summary>
internal enum ConditionField
{
    /// <summary>The value's words stand in the passage one after the other.</summary>
    Phrase,

    /// <summary>The value's words stand in the show's name.</summary>
    Show,

    /// <summary>The value's words stand in the episode's title.</summary>
    Episode,

    /// <summary>The value's words stand in the snip's title.</summary>
    Title,

    /// <summary>The value's words stand in the user's note.</summary>
    Note,

    /// <summary>The value's words stand in the name of somebody who speaks in the passage.</summary>
    Speaker,

    /// <summary>The value's words stand in a guest's name.</summary>
    Guest,

    /// <summary>The value's words stand in a tag.</summary>
    Tag,

    /// <summary>The date is the value's (yyyy-mm-dd) or later.</summary>
    After,

    /// <summary>The date is before the value's (yyyy-mm-dd).</summary>
    Before,

    /// <summary>The snip lasts the value's seconds or longer.</summary>
    Longer,

    /// <summary>The snip lasts less than the value's seconds.</summary>
    Shorter,

    /// <summary>The value is "favourite" or "transcript", and the snip is or has it.</summary>
    Is,

    /// <summary>The value is the whole episode key, compared as it is.</summary>
    EpisodeKey,
}

/// <summary>A restriction on the passages that may be found.</summary>
/// <param name="Field">What is looked at.</param>
/// <param name="Value">Words, a date or a flag; words are matched as a phrase without regard to case and accents.</param>
/// <param name="Excluded">Whether matching passages are left out; for <see cref="ConditionField.Phrase"/> the whole snip is.</param>
internal sealed record Condition(ConditionField Field, string Value, bool Excluded = false)
{
    /// <summary>Values that satisfy the condition as well as <see cref="Value"/> does.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];
}
