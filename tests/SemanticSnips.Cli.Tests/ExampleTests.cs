using SemanticSnips.Cli.Commands;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>The help's examples, typed on the sample snips.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class ExampleTests(SeedIndex index)
{
    /// <summary>Commands whose examples need files, other programs or a person; those are only read.</summary>
    private static readonly string[] OnlyRead = ["index", "watch", "eval", "tune", "serve", "mcp", "pick", "complete"];

    /// <summary>The sample has no links, no second show, and no export to take out; nobody answers at an address.</summary>
    private static readonly string[] NotOnTheSample = ["snips open ", "old-export.zip", "--chat ", "doctor --repair", "snips copy "];

    [Fact]
    public void Each_is_understood()
    {
        foreach (var (_, example) in Examples())
        {
            if (Typed.Arguments(example.Line) is not { } args || example.Line.Contains("$(", StringComparison.Ordinal)) continue;
            var parse = Root().Parse(args, new System.CommandLine.ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            Assert.True(parse.Errors.Count == 0, example.Line);
        }
    }

    [Fact]
    public void Each_finds_something_on_the_sample()
    {
        using var home = new TemporaryFolder();
        index.CopyTo(home.File("index"));
        foreach (var line in new[] { "snips star 02a771cf c38ec158 71495153", "snips search --save chips TSMC speaker:Dylan" })
            Assert.Equal(0, Typed.Run(home, line).ExitCode);

        // What takes something out comes last.
        var lines = Examples()
            .Where(e => !OnlyRead.Contains(e.Command) && !NotOnTheSample.Any(n => e.Example.Line.Contains(n, StringComparison.Ordinal)))
            .Where(e => Typed.Arguments(e.Example.Line) is not null && !e.Example.Line.Contains("$(", StringComparison.Ordinal))
            .OrderBy(e => e.Command is "remove" ? 1 : 0)
            .Select(e => e.Example.Line)
            .ToList();
        Assert.InRange(lines.Count, 30, 200);
        foreach (var line in lines)
        {
            var outcome = Typed.Run(home, line);
            Assert.True(outcome.ExitCode == 0, $"{line}: {outcome.ExitCode}\n{outcome.Output}{outcome.Error}");
        }
    }

    [Fact]
    public void A_command_is_built_alone_where_it_needs_no_other()
    {
        var all = Root().Subcommands.Select(c => c.Name).ToList();

        Assert.InRange(all.Count, 25, 60);
        foreach (var name in all.Except(["man", "complete"])) Assert.Equal(name, Assert.Single(Root(name).Subcommands).Name);
        foreach (var other in new[] { "man", "complete", "serch", "--help" }) Assert.Equal(all, Root(other).Subcommands.Select(c => c.Name));
    }

    private static IEnumerable<(string Command, Example Example)> Examples() => Root().Subcommands.OfType<SnipsCommand>()
        .SelectMany(c => c.Examples.Select(e => (c.Name, e)))
        .Concat(HelpWithExamples.RootExamples.Skip(1).Select(e => ("", e)));

    private static System.CommandLine.RootCommand Root(string? only = null) => CommandLine.Build(new Host
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        WorkingDirectory = Path.GetTempPath(),
        ProgramFolder = Repository.Root,
        Terminal = new Terminal(),
    }, only);
}
