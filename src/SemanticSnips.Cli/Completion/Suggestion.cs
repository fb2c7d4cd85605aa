namespace SemanticSnips.Cli.Completion;

/// <summary>Something that may stand where the cursor is.</summary>
/// <param name="Value">What is typed, as the program wants to read it; the shell's script quotes it.</param>
/// <param name="Meaning">A few words about it; empty for nothing.</param>
internal sealed record Suggestion(string Value, string Meaning = "");
