using System.CommandLine;
using System.CommandLine.Help;
using SemanticSnips.Cli.Commands;

namespace SemanticSnips.Cli;

/// <summary>Reads a command line, runs its command and says with the exit code how it went.</summary>
internal static class CommandLine
{
    private const string Description =
        """
        Finds what was said in your podcast snips, offline, by words and by meaning.

        Exit codes: 0 done, 1 a fault, 2 a mistake in the command line, 3 nothing relevant found, 4 index missing or unusable.
        """;

    /// <summary>The commands in the order of the help. A new one is a file in Commands/ and a line here.</summary>
    private static readonly (string Name, Func<CommonOptions, Host, RootCommand, Command> Build)[] Commands =
    [
        ("index", (common, host, _) => IndexCommand.Build(common, host)),
        ("watch", (common, host, _) => WatchCommand.Build(common, host)),
        ("search", (common, host, _) => SearchCommand.Build(common, host)),
        ("ask", (common, host, _) => AskCommand.Build(common, host)),
        ("related", (common, host, _) => RelatedCommand.Build(common, host)),
        ("show", (common, host, _) => ShowCommand.Build(common, host)),
        ("duplicates", (common, host, _) => DuplicatesCommand.Build(common, host)),
        ("list", (common, host, _) => ListCommand.Build(common, host)),
        ("searches", (common, host, _) => SearchesCommand.Build(common, host)),
        ("open", (common, host, _) => OpenCommand.Build(common, host)),
        ("quote", (common, host, _) => QuoteCommand.Build(common, host)),
        ("pick", (common, host, _) => PickCommand.Build(common, host)),
        ("random", (common, host, _) => RandomCommand.Build(common, host)),
        ("review", (common, host, _) => ReviewCommand.Build(common, host)),
        ("stats", (common, host, _) => StatsCommand.Build(common, host)),
        ("tag", (common, host, _) => MarkCommands.Tag(common, host)),
        ("star", (common, host, _) => MarkCommands.Star(common, host)),
        ("note", (common, host, _) => MarkCommands.Note(common, host)),
        ("aliases", (common, host, _) => AliasesCommand.Build(common, host)),
        ("sources", (common, host, _) => SourcesCommand.Build(common, host)),
        ("remove", (common, host, _) => RemoveCommand.Build(common, host)),
        ("facets", (common, host, _) => FacetsCommand.Build(common, host)),
        ("copy", (common, host, _) => CopyCommand.Build(common, host)),
        ("eval", (common, host, _) => EvalCommand.Build(common, host)),
        ("tune", (common, host, _) => TuneCommand.Build(common, host)),
        ("serve", (common, host, _) => ServeCommand.Build(common, host)),
        ("mcp", (common, host, _) => McpCommand.Build(common, host)),
        ("doctor", (common, host, _) => DoctorCommand.Build(common, host)),
        ("config", (common, host, _) => ConfigCommand.Build(common, host)),
        ("completions", (_, host, _) => CompletionsCommand.Build(host)),
        (ManCommand.Name, (_, host, root) => ManCommand.Build(host, root)),
        (CompleteCommand.Name, CompleteCommand.Build),
    ];

    /// <summary>Commands that tell of the others.</summary>
    private static readonly string[] KnowingAll = [ManCommand.Name, CompleteCommand.Name];

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Host host)
    {
        var root = Build(host, args.Count > 0 ? args[0] : null);
        // Queries may begin with '@', and -k is an excluded word, not two options.
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        var wantsJson = args.TakeWhile(a => a != "--").Contains("--json");
        if (parse.Errors.Count > 0 && parse.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            return Refusal.Tell(host, ParseErrors.Explain(parse), wantsJson);
        }

        try
        {
            var code = parse.Invoke(new InvocationConfiguration
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });

            // A reader that has closed the pipe, as in "snips list | head", is no error to .NET's console streams; a full disk is.
            host.Output.Flush();
            return code;
        }
        catch (Exception e)
        {
            return Refusal.Tell(host, e, wantsJson);
        }
    }

    /// <summary>Builds the commands.</summary>
    /// <param name="host">Where they run.</param>
    /// <param name="only">The one that is run, so that no process pays for the options of thirty others; null for all, as it is where there is no such
    /// command.</param>
    internal static RootCommand Build(Host host, string? only = null)
    {
        var common = new CommonOptions();
        var root = new RootCommand(Description) { common.Index, common.Library, common.Model, common.Colour, common.NoColour };
        var isOne = !KnowingAll.Contains(only) && Array.Exists(Commands, c => c.Name == only);
        foreach (var (name, build) in Commands)
        {
            if (!isOne || name == only) root.Add(build(common, host, root));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, host);
        root.SetAction(_ => root.Parse("--help").Invoke(new InvocationConfiguration { Output = host.Output, Error = host.Error }));
        return root;
    }
}
