using System.CommandLine;
using SemanticSnips.Web;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips mcp: the library for an assistant, over standard input and output.</summary>
internal static class McpCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var config = new Option<string?>("--config")
        {
            Description = $"Print what to put into a client's settings: {string.Join(", ", McpClientConfig.Clients)}",
            HelpName = "CLIENT",
        };
        config.CompletionSources.Add([.. McpClientConfig.Clients]);
        var command = new SnipsCommand("mcp", "Answer an assistant (Model Context Protocol) until its input ends") { config, common.Profile, common.Sample };
        command.SetExamples(
            new("snips mcp --config claude-desktop", "the lines for its settings, with this machine's paths"),
            new("snips mcp --config claude-code", "the command that adds it"),
            new("snips mcp --index ~/snips-index", "what the client then starts"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            if (parse.GetValue(config) is { } client)
            {
                host.Output.WriteLine(Config(session, client));
                return ExitCode.Done;
            }

            if (parse.GetValue(common.Sample)) session.Open();
            if (session.MayHaveLibrary) session.Model.Prepare();
            Console.SetOut(Console.Error); // Whatever else would print must not break the protocol.
            McpStdio.RunAsync(session.Library, ProcessInput.Open(), Console.OpenStandardOutput(), host.Stop).GetAwaiter().GetResult();
            return ExitCode.Done;
        });
        return command;
    }

    private static string Config(Session session, string client)
    {
        try
        {
            var program = Shim(Environment.ProcessPath ?? "snips");
            var isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
            string[] start = isDotnet ? [Path.Combine(session.Host.ProgramFolder, "snips.dll"), "mcp"] : ["mcp"];
            start = [.. start, .. session.Server is { } server ? ["--library", server.Argument] : new[] { "--index", session.Locations.Index }];

            // What lies beside the program is found there, in a newer version too.
            var model = session.Locations.RequireModel();
            if (session.Locations.ModelSetting.Source != SettingSource.Default) start = [.. start, "--model", model];
            return McpClientConfig.Of(client, program, start);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>Where a .NET tool is started from: its own folder has the version in its name and goes with the next update.</summary>
    private static string Shim(string program)
    {
        var store = program.IndexOf($"{Path.DirectorySeparatorChar}.store{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        if (store < 0) return program;
        var shim = Path.Combine(program[..store], Path.GetFileName(program));
        return File.Exists(shim) ? shim : program;
    }
}
