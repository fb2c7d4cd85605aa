using System.CommandLine;
using SemanticSnips.Cli.Completion;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips complete: what the shells' scripts ask; a suggestion a line, with a tab before its meaning.</summary>
internal static class CompleteCommand
{
    public const string Name = "complete";

    public static SnipsCommand Build(CommonOptions common, Host host, RootCommand root)
    {
        var line = new Argument<string>("line") { Description = "The command line up to the cursor" };
        var command = new SnipsCommand(Name, "Suggest what may stand at the cursor") { line };
        command.Hidden = true;
        command.SetExamples(new Example("snips complete \"snips search speaker:\"", "what the scripts of 'snips completions' ask"));
        command.SetAction(parse =>
        {
            foreach (var suggestion in new Completer(root, common, host).Complete(parse.GetRequiredValue(line)))
                host.Output.WriteLine($"{OneLine(suggestion.Value)}\t{OneLine(suggestion.Meaning)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string OneLine(string text) => PlainText.Of(text).Replace('\t', ' ');
}
