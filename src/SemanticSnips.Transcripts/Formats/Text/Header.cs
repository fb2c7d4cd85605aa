namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>What the line says that begins a turn.</summary>
/// <param name="Speaker">Null where the line names nobody.</param>
/// <param name="Start">Null where the line has no time.</param>
/// <param name="End">Null where the line has no second time.</param>
/// <param name="Text">What is said on the same line; may be empty.</param>
internal sealed record Header(string? Speaker, TimeSpan? Start, TimeSpan? End, string Text);
