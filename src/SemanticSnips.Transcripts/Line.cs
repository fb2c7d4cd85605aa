namespace SemanticSnips;

/// <summary>What a source times inside a turn: a caption, a segment; of timed words one a second.</summary>
/// <param name="Offset">Where it begins in the turn's text, in UTF-16 units; ascending within a turn, at most the text's length.</param>
/// <param name="Start">When it begins, from the episode's start.</param>
/// <param name="End">When it ends, where the source says so; else null: no later than the next line, nor than its words can take.</param>
public readonly record struct Line(int Offset, TimeSpan Start, TimeSpan? End);
