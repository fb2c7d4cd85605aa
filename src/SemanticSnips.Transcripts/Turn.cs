namespace SemanticSnips.Transcripts;

/// <summary>What one speaker says without interruption.</summary>
/// <param name="Speaker">Name or label of the speaker; null where the source has none.</param>
/// <param name="Text">The words, verbatim, one paragraph, never empty.</param>
/// <param name="Start">Offset from the episode's start, where the source gives one.</param>
/// <param name="End">Offset from the episode's start, where the source gives one; not before <paramref name="Start"/>.</param>
public sealed record Turn(string? Speaker, string Text, TimeSpan? Start = null, TimeSpan? End = null);
