using System.CommandLine;

namespace SemanticSnips.Cli.Commands;

/// <summary>A snip, named as a person has it at hand.</summary>
internal static class SnipArgument
{
    /// <summary>One snip.</summary>
    public static Argument<string> One() => new("snip")
    {
        Description = "The snip's id, how it begins, or its link",
        Arity = ArgumentArity.ExactlyOne,
    };

    /// <summary>One or more.</summary>
    public static Argument<string[]> Many() => new("snip")
    {
        Description = "Ids of snips, how these begin, or their links",
        Arity = ArgumentArity.OneOrMore,
    };
}
