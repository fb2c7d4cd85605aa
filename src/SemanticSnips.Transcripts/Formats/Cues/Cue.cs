namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>The smallest piece that a transcript times or attributes: a caption, a recognised segment, a word, a paragraph.</summary>
/// <param name="Speaker">Who speaks; null where the source does not say.</param>
/// <param name="Text">What is said; may hold line breaks until speakers are resolved.</param>
/// <param name="Start">Offset from the recording's start.</param>
/// <param name="End">Offset from the recording's start; not before <paramref name="Start"/>.</param>
internal readonly record struct Cue(string? Speaker, string Text, TimeSpan? Start = null, TimeSpan? End = null)
{
    /// <summary>Whether the source marks a change of speaker here, even if it names nobody.</summary>
    public bool StartsTurn { get; init; }

    /// <summary>Whether the text continues the word before it, without a space.</summary>
    public bool IsGlued { get; init; }

    /// <summary>Whether it goes on with the segment that the cue before it belongs to: segments with timed words are handed on in parts.</summary>
    public bool Continues { get; init; }

    /// <summary>The words of the whole segment, where this is the first of several parts; else 0.</summary>
    public int SegmentWords { get; init; }
}
