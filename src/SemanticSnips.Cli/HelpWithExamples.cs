using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SemanticSnips.Cli.Commands;

namespace SemanticSnips.Cli;

/// <summary>The usual help, and examples below it.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    /// <summary>What to try first.</summary>
    public static readonly Example[] RootExamples =
    [
        new("snips index ~/Downloads/snipd-export.zip", "read an export"),
        new("snips ask \"how much cheaper is DeepSeek R1 than o1?\"", "the sentences that answer"),
        new("snips search export controls speaker:Dylan", "the snips about it"),
        new("snips related 71495153", "more like that snip"),
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
        using var help = new StringWriter();
        var configuration = parseResult.InvocationConfiguration;
        configuration.Output = help;
        _help.Invoke(parseResult);
        configuration.Output = _host.Output;

        // The library pads lines with blanks.
        foreach (var line in help.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n')) _host.Output.WriteLine(line.TrimEnd());
        var command = parseResult.CommandResult.Command as SnipsCommand;
        if (command?.Details is { } details)
        {
            _host.Output.WriteLine();
            _host.Output.WriteLine(details);
        }

        Write(command?.Examples ?? RootExamples);
        return ExitCode.Done;
    }

    private void Write(IReadOnlyList<Example> examples)
    {
        _host.Output.WriteLine();
        _host.Output.WriteLine("Examples:");
        var width = examples.Max(e => e.Line.Length);
        foreach (var example in examples) _host.Output.WriteLine($"  {example.Line.PadRight(width)}  {example.Meaning}");
    }
}
