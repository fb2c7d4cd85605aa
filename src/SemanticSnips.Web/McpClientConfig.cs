using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SemanticSnips.Web;

/// <summary>What an assistant's settings must hold so that it can ask the library.</summary>
public static class McpClientConfig
{
    /// <summary>The assistants that are known.</summary>
    public static IReadOnlyList<string> Clients { get; } = ["claude-desktop", "claude-code", "vscode", "chatgpt"];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text to put into the settings, or the line to type.</summary>
    /// <param name="client">One of <see cref="Clients"/>.</param>
    /// <param name="command">The program's absolute path.</param>
    /// <param name="arguments">What to start it with, paths absolute.</param>
    /// <exception cref="ArgumentException">The client is not known.</exception>
    public static string Of(string client, string command, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return client switch
        {
            "claude-desktop" => Json("mcpServers", Server(command, arguments)),
            "claude-code" => $"claude mcp add snips -- {Shell(command)} {string.Join(' ', arguments.Select(Shell))}",
            "vscode" => Json("servers", Server(command, arguments, "stdio")),
            "chatgpt" =>
                "ChatGPT reaches servers over https alone: run a tunnel of your own to this machine, then\n"
                + $"  snips serve --chatgpt --token-file TOKEN-FILE --allowed-host TUNNEL-NAME\n"
                + "and enter in ChatGPT, as a connector:\n  https://TUNNEL-NAME/mcp, with the token in TOKEN-FILE as its bearer token",
            _ => throw new ArgumentException($"There is no client '{client}'; expected one of {string.Join(", ", Clients)}."),
        };
    }

    private static JsonObject Server(string command, IReadOnlyList<string> arguments, string? type = null)
    {
        var server = new JsonObject();
        if (type is not null) server["type"] = type;
        server["command"] = command;
        server["args"] = new JsonArray([.. arguments.Select(a => (JsonNode)a)]);
        return server;
    }

    private static string Json(string section, JsonObject server) =>
        new JsonObject { [section] = new JsonObject { ["snips"] = server } }.ToJsonString(Readable);

    private static string Shell(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '\\') ? word : $"'{word.Replace("'", @"'\''")}'";
}
