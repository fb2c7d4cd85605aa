using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SemanticSnips.Cli.Commands;

namespace SemanticSnips.Cli;

/// <summary>The usual help, and examples below it.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private static readonly Example[] RootExamples =
    [
        new("snips index ~/Downloads/snipd-export.zip", "read an export"),
        new("snips ask \"why are chips made in Taiwan?\"", "the sentences that answer"),
        new("snips search export controls speaker:Dylan", "the snips about it"),
        new("snips related 3f2a91bc", "more like that snip"),
    ];

    private readonly HelpAction _help;
    private readonly Host _host;

    public HelpWithExamples(HelpAction help, Host host)
    {
        _help = help;
        _host = host;
        _help.MaxWidth = host.Terminal.Width;
    }

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command is SnipsCommand command ? command.Examples : RootExamples;
        var width = examples.Max(e => e.Line.Length);
        _host.Output.WriteLine("Examples:");
        foreach (var example in examples) _host.Output.WriteLine($"  {example.Line.PadRight(width)}  {example.Meaning}".TrimEnd());
        return ExitCode.Done;
    }
}
