using System.CommandLine;
using System.CommandLine.Help;
using SemanticSnips.Cli.Commands;

namespace SemanticSnips.Cli.Output;

/// <summary>A command's help as a manual page, in the language of man(7): made from what --help is made from.</summary>
internal static class ManPage
{
    private static readonly (string Code, string Meaning)[] ExitCodes =
    [
        ("0", "Done."), ("1", "A fault."), ("2", "A mistake in the command line."), ("3", "Nothing relevant was found."),
        ("4", "The index is missing or unusable."),
    ];

    /// <summary>The page's name: snips, snips-ask and so on.</summary>
    public static string NameOf(Command command) => command is RootCommand ? "snips" : $"snips-{command.Name}";

    public static void Write(TextWriter output, Command command)
    {
        var snips = command as SnipsCommand;
        output.WriteLine($".TH {NameOf(command).ToUpperInvariant()} 1 \"\" \"SemanticSnips\" \"SemanticSnips\"");
        output.WriteLine($".SH NAME\n{Plain(NameOf(command))} \\- {Plain(SentenceOf(command))}");
        output.WriteLine(".SH SYNOPSIS");
        output.WriteLine($".B {Plain(command is RootCommand ? "snips" : $"snips {command.Name}")}");
        output.WriteLine(Plain(string.Join(' ', [.. command.Arguments.Select(ArgumentOf), command is RootCommand ? "<command> [options]" : "[options]"])));
        if (command is RootCommand)
        {
            output.WriteLine(".SH COMMANDS");
            foreach (var sub in command.Subcommands.Where(c => !c.Hidden)) Item(output, $"\\fB{Plain(sub.Name)}\\fR", sub.Description);
        }

        if (command.Arguments.Count > 0)
        {
            output.WriteLine(".SH ARGUMENTS");
            foreach (var argument in command.Arguments) Item(output, Plain(ArgumentOf(argument)), argument.Description);
        }

        output.WriteLine(".SH OPTIONS");
        foreach (var option in OptionsOf(command)) Item(output, NamesOf(option), option.Description);
        if (snips?.Details is { } details) output.WriteLine($".SH DETAILS\n.nf\n{Lines(details)}\n.fi");
        output.WriteLine(".SH EXAMPLES");
        foreach (var example in snips?.Examples ?? HelpWithExamples.RootExamples)
            output.WriteLine($".TP\n.nf\n{Lines(example.Line)}\n.fi\n{Lines(example.Meaning)}");
        output.WriteLine(".SH EXIT STATUS");
        foreach (var (code, meaning) in ExitCodes) Item(output, code, meaning);
        output.WriteLine($".SH SEE ALSO\n{string.Join("\n", SeeAlso(command).Select(n => $".BR {Plain(n)} (1)"))}");
    }

    private static IEnumerable<string> SeeAlso(Command command) => command is RootCommand
        ? command.Subcommands.Where(c => !c.Hidden).Select(NameOf)
        : ["snips"];

    private static IEnumerable<Option> OptionsOf(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive && o is not HelpOption))
        .Where(o => !o.Hidden);

    private static string SentenceOf(Command command) => (command.Description ?? "").Split('\n')[0].TrimEnd('\r', '.');

    private static string ArgumentOf(Argument argument)
    {
        var name = $"<{argument.HelpName ?? argument.Name}>{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string NamesOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Prepend(option.Name).Distinct().Select(n => $"\\fB{Plain(n)}\\fR"));
        return option.HelpName is { } value ? $"{names} \\fI{Plain(value)}\\fR" : names;
    }

    private static void Item(TextWriter output, string name, string? meaning) => output.WriteLine($".TP\n{name}\n{Lines(meaning ?? "")}");

    private static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Plain));

    /// <summary>Text in which nothing is a command of the language: neither a backslash nor a dot or quote that begins a line, nor a dash that would be
    /// a hyphen.</summary>
    private static string Plain(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain.Length > 0 && plain[0] is '.' or '\'' ? "\\&" + plain : plain;
    }
}
