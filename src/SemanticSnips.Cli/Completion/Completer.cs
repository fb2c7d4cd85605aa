using System.CommandLine;
using System.CommandLine.Completions;
using SemanticSnips.Cli.Commands;

namespace SemanticSnips.Cli.Completion;

/// <summary>What may stand at the cursor: commands, options, their values, and names of the library.</summary>
internal sealed class Completer(RootCommand root, CommonOptions common, Host host)
{
    /// <summary>The suggestions, in the order of the help or of the library; none where only the shell knows any, as for files.</summary>
    /// <param name="line">The command line up to the cursor, the program's name first.</param>
    public IReadOnlyList<Suggestion> Complete(string line)
    {
        var (words, typed) = ShellWords.Split(line);
        var before = words.Skip(1).ToList();
        var parse = root.Parse(before, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        var command = parse.CommandResult.Command;
        if (before.Contains("--")) return [.. OfArgument(command, parse, typed)];
        if (before.Count > 0 && OptionsOf(command).FirstOrDefault(o => o.Name == before[^1] || o.Aliases.Contains(before[^1])) is { } option
            && TakesValue(option))
            return [.. OfOption(option, parse, typed)];
        if (command is RootCommand && typed.Length == 0 || (command is RootCommand && typed[0] != '-'))
        {
            return [.. command.Subcommands.Where(c => !c.Hidden && c.Name.StartsWith(typed, StringComparison.Ordinal))
                .Select(c => new Suggestion(c.Name, c.Description ?? ""))];
        }

        // What begins with one dash may be an excluded condition, too.
        var options = typed.StartsWith('-')
            ? OptionsOf(command).Where(o => !o.Hidden && o.Name.StartsWith(typed, StringComparison.Ordinal))
                .Select(o => new Suggestion(o.Name, o.Description ?? ""))
            : [];
        return [.. options, .. typed.StartsWith("--", StringComparison.Ordinal) ? [] : OfArgument(command, parse, typed)];
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive));

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    private IEnumerable<Suggestion> OfOption(Option option, ParseResult parse, string typed) =>
        option.Name is "--saved" || (option.Name is "--remove" && parse.CommandResult.Command.Name == "searches")
            ? FromLibrary(parse, names => names.Searches(typed))
            : option.GetCompletions(CompletionContext.Empty).Where(c => c.Label.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(c => new Suggestion(c.Label, c.Detail ?? ""));

    /// <summary>By the argument that the word is of: the first that has room.</summary>
    private IEnumerable<Suggestion> OfArgument(Command command, ParseResult parse, string typed)
    {
        var argument = command.Arguments.FirstOrDefault(a => (parse.GetResult(a)?.Tokens.Count ?? 0) < a.Arity.MaximumNumberOfValues);
        return argument?.Name switch
        {
            "snip" => FromLibrary(parse, names => names.Ids(typed)),
            "tag" => FromLibrary(parse, names => names.Tags(typed)),
            "target" => FromLibrary(parse, names => names.Shows(typed).Concat(names.Ids(typed))),
            "query" or "question" => FromLibrary(parse, names => names.Query(typed)),
            null => [],
            _ => argument.GetCompletions(CompletionContext.Empty).Where(c => c.Label.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(c => new Suggestion(c.Label, c.Detail ?? "")),
        };
    }

    /// <summary>No library, or a broken one, is no reason to disturb who types.</summary>
    private IEnumerable<Suggestion> FromLibrary(ParseResult parse, Func<LibraryNames, IEnumerable<Suggestion>> names)
    {
        try
        {
            using var session = new Session(parse, common, host);
            return [.. names(new LibraryNames(session))];
        }
        catch (Exception e) when (e is SnipsException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
