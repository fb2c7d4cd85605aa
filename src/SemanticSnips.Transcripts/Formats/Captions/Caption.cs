namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>One caption as the file holds it.</summary>
/// <param name="Start">Null where the timing line could not be read.</param>
/// <param name="End">Null where the timing line could not be read or ends before it starts.</param>
/// <param name="Lines">Text with tags and entities, without blank lines.</param>
/// <param name="Id">The line before its times; null where there is none, or a number.</param>
internal sealed record Caption(TimeSpan? Start, TimeSpan? End, IReadOnlyList<string> Lines, string? Id = null);
