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

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Host host)
    {
        var root = Build(host);
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

    /// <summary>The commands in the order of the help. A new one is a file in Commands/ and a line here.</summary>
    internal static RootCommand Build(Host host)
    {
        var common = new CommonOptions();
        var root = new RootCommand(Description)
        {
            common.Index,
            common.Library,
            common.Model,
            common.Colour,
            common.NoColour,
            IndexCommand.Build(common, host),
            WatchCommand.Build(common, host),
            SearchCommand.Build(common, host),
            AskCommand.Build(common, host),
            RelatedCommand.Build(common, host),
            ShowCommand.Build(common, host),
            DuplicatesCommand.Build(common, host),
            ListCommand.Build(common, host),
            SearchesCommand.Build(common, host),
            OpenCommand.Build(common, host),
            QuoteCommand.Build(common, host),
            PickCommand.Build(common, host),
            RandomCommand.Build(common, host),
            ReviewCommand.Build(common, host),
            StatsCommand.Build(common, host),
            MarkCommands.Tag(common, host),
            MarkCommands.Star(common, host),
            MarkCommands.Note(common, host),
            SourcesCommand.Build(common, host),
            RemoveCommand.Build(common, host),
            FacetsCommand.Build(common, host),
            CopyCommand.Build(common, host),
            EvalCommand.Build(common, host),
            TuneCommand.Build(common, host),
            ServeCommand.Build(common, host),
            McpCommand.Build(common, host),
            DoctorCommand.Build(common, host),
            ConfigCommand.Build(common, host),
            CompletionsCommand.Build(host),
        };
        root.Add(ManCommand.Build(host, root));
        root.Add(CompleteCommand.Build(common, host, root));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, host);
        root.SetAction(_ => root.Parse("--help").Invoke(new InvocationConfiguration { Output = host.Output, Error = host.Error }));
        return root;
    }
}
