using System.CommandLine;

namespace SemanticSnips.Cli.Commands;

/// <summary>A command with examples for its help.</summary>
internal sealed class SnipsCommand(string name, string description) : Command(name, description)
{
    /// <summary>Lines to try; at least one.</summary>
    public required IReadOnlyList<Example> Examples { get; init; }
}

/// <summary>A command line, and what it does.</summary>
internal sealed record Example(string Line, string Meaning);
