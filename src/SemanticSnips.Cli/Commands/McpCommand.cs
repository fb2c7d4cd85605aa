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
            McpStdio.RunAsync(session.Library, Console.OpenStandardInput(), Console.OpenStandardOutput(), host.Stop).GetAwaiter().GetResult();
            return ExitCode.Done;
        });
        return command;
    }

    private static string Config(Session session, string client)
    {
        try
        {
            var program = Environment.ProcessPath ?? "snips";
            var isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
            string[] start = isDotnet ? [Path.Combine(session.Host.ProgramFolder, "snips.dll"), "mcp"] : ["mcp"];
            return McpClientConfig.Of(client, program, [.. start, .. session.Server is { } server ? ["--library", server.Argument] : new[] { "--index", session.Locations.Index }, "--model", session.Locations.RequireModel()]);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
