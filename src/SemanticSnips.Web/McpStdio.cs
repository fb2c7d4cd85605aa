using ModelContextProtocol.Server;
using SemanticSnips.Web.Mcp;

namespace SemanticSnips.Web;

/// <summary>A library as an MCP server over two streams, as assistants on the same machine start one.</summary>
public static class McpStdio
{
    /// <summary>How long calls may still run after the input has ended.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Serves until the input ends or it is cancelled; calls that run are waited for, so that the library may be disposed afterwards.</summary>
    /// <param name="library">What is asked; stays the caller's.</param>
    /// <param name="input">Requests, one JSON object a line.</param>
    /// <param name="output">Answers, one JSON object a line; nothing else is written to it.</param>
    /// <param name="cancellationToken">Ends the server; not an error.</param>
    public static async Task RunAsync(ISnipLibrary library, Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var door = new McpDoor(library, chatGpt: false);
        var options = new McpServerOptions { ServerInstructions = await new Instructions(library).ReadAsync(cancellationToken).ConfigureAwait(false) };
        door.Configure(options);
        var transport = new StreamServerTransport(input, output, "snips");
        await using (transport.ConfigureAwait(false))
        {
            var server = McpServer.Create(transport, options);
            await using (server.ConfigureAwait(false))
            {
                try
                {
                    await server.RunAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // How it ends on a signal.
                }
            }
        }

        for (var waited = TimeSpan.Zero; door.Calls > 0 && waited < DrainTime; waited += Look)
        {
            await Task.Delay(Look, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
