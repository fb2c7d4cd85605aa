using System.CommandLine;

namespace SemanticSnips.Cli;

/// <summary>Says what is wrong with a command line in one sentence, and what may have been meant.</summary>
internal static class ParseErrors
{
    /// <summary>More typing mistakes than this, and it is another word.</summary>
    private const int MaxEdits = 2;

    public static UsageException Explain(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var help = HelpOf(command);
        if (parse.UnmatchedTokens.Count > 0)
        {
            var token = parse.UnmatchedTokens[0];
            if (token.StartsWith('-')) return UnknownOption(token, command);
            return command is RootCommand
                ? new UsageException($"There is no command '{token}'.{Guess(token, command.Subcommands.Select(c => c.Name))}", $"See: {help}")
                : new UsageException($"'{token}' is one argument too many for 'snips {command.Name}'.", $"See: {help}");
        }

        // The library lists choices on a line each.
        var lines = parse.Errors[0].Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var sentence = lines.Length == 1 ? lines[0] : $"{lines[0].TrimEnd(':')}: {string.Join(", ", lines[1..])}";
        return new UsageException($"{sentence.TrimEnd('.')}.", $"See: {help}");
    }

    /// <summary>The sentence for an option that does not exist.</summary>
    public static UsageException UnknownOption(string token, Command command, string more = "")
    {
        var options = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive)).Select(o => o.Name);
        return new UsageException($"There is no option '{token}'.{Guess(token, options)}", $"See: {HelpOf(command)}{more}");
    }

    private static string HelpOf(Command command) => command is RootCommand ? "snips --help" : $"snips {command.Name} --help";

    /// <summary>A sentence that names the nearest of some names, after a blank; empty where none is near.</summary>
    public static string Guess(string typed, IEnumerable<string> known)
    {
        var nearest = known.Select(k => (Name: k, Edits: Spelling.Edits(typed, k))).OrderBy(k => k.Edits).ThenBy(k => k.Name,
            StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= MaxEdits ? $" Did you mean '{nearest.Name}'?" : "";
    }
}
