using System.CommandLine;

namespace SemanticSnips.Cli.Commands;

/// <summary>A command with examples for its help.</summary>
internal sealed class SnipsCommand(string name, string description) : Command(name, description)
{
    /// <summary>A section of the help before the examples; null for none.</summary>
    public string? Details { get; set; }

    /// <summary>Whether what it prints is to be read: on a terminal, what is longer than the screen goes through a pager.</summary>
    public bool IsRead { get; set; }

    /// <summary>Lines to try.</summary>
    public IReadOnlyList<Example> Examples { get; private set; } = [];

    public void SetExamples(params Example[] examples) => Examples = examples;
}

/// <summary>A command line, and what it does.</summary>
internal sealed record Example(string Line, string Meaning);
