using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>What a run of the command line came to.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public JsonElement Json
    {
        get
        {
            Assert.EndsWith("}\n", Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            using var json = JsonDocument.Parse(Output);
            return json.RootElement.Clone();
        }
    }
}

/// <summary>Runs the command line within the test process.</summary>
internal static class Snips
{
    /// <param name="workingDirectory">Where the command is typed.</param>
    /// <param name="args">What is typed.</param>
    public static Outcome RunIn(string workingDirectory, params string[] args) => RunIn(workingDirectory, new Terminal(), CancellationToken.None, args);

    /// <summary>A user whose index is in the folder <c>index</c> where the command is typed, and whose settings and caches are beside it.</summary>
    public static UserFolders FoldersOf(string workingDirectory) =>
        new(Home: workingDirectory, Data: workingDirectory, Config: Path.Combine(workingDirectory, "config"), Cache: Path.Combine(workingDirectory, "cache"));

    public static Outcome RunIn(string workingDirectory, Terminal terminal, CancellationToken stop, params string[] args) =>
        RunIn(workingDirectory, host => host with { Terminal = terminal, Stop = stop }, args);

    /// <param name="workingDirectory">Where the command is typed.</param>
    /// <param name="arrange">Changes the surroundings.</param>
    /// <param name="args">What is typed.</param>
    public static Outcome RunIn(string workingDirectory, Func<Host, Host> arrange, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new Host
        {
            Output = output,
            Error = error,
            WorkingDirectory = workingDirectory,
            ProgramFolder = Repository.Root,
            Terminal = new Terminal(),
            Folders = FoldersOf(workingDirectory),
        };
        var code = CommandLine.Run(args, arrange(host));
        return new Outcome(code, output.ToString(), error.ToString());
    }
}
