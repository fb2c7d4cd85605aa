using System.CommandLine;
using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips man: the help as manual pages.</summary>
internal static class ManCommand
{
    public const string Name = "man";

    public static SnipsCommand Build(Host host, RootCommand root)
    {
        var name = new Argument<string?>("command") { Description = "A command [default: snips itself]", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(_ => root.Subcommands.Where(c => !c.Hidden).Select(c => new System.CommandLine.Completions.CompletionItem(c.Name)));
        var folder = new Option<string?>("--all") { Description = "Write the pages of all commands into this folder", HelpName = "DIR" };
        var command = new SnipsCommand(Name, "Print a manual page") { name, folder };
        command.SetExamples(
            new("snips man search | man -l -", "read one"),
            new("snips man --all ~/.local/share/man/man1", "then: man snips-search"));
        command.SetAction(parse =>
        {
            if (parse.GetValue(folder) is { } to)
            {
                WriteAll(host.FullPath(to), root);
                return ExitCode.Done;
            }

            ManPage.Write(host.Output, Find(root, parse.GetValue(name)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Find(RootCommand root, string? name) => name is null ? root
        : root.Subcommands.FirstOrDefault(c => !c.Hidden && c.Name == name)
            ?? throw new UsageException($"There is no command '{name}'.{ParseErrors.Guess(name, root.Subcommands.Select(c => c.Name))}", "See: snips --help");

    private static void WriteAll(string folder, RootCommand root)
    {
        Directory.CreateDirectory(folder);
        foreach (var command in root.Subcommands.Where(c => !c.Hidden).Prepend(root))
        {
            using var file = new StreamWriter(Path.Combine(folder, $"{ManPage.NameOf(command)}.1"));
            ManPage.Write(new PlainWriter(file), command);
        }
    }
}
