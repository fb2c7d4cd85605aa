using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SemanticSnips.Testing;
using SemanticSnips.Web;

namespace SemanticSnips.Benchmarks.Fuzzing;

/// <summary>A small library behind its doors.</summary>
internal sealed class FuzzLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelLoader _model = new(Repository.File("tests", "golden", "tiny-bert"));

    public FuzzLibrary()
    {
        using (var writer = SnipIndexWriter.Open(_folder.File("index"), _model))
        {
            writer.Put(new Snip
            {
                Id = "snip1",
                Source = "test",
                Episode = new Episode { Title = "Episode" },
                Turns = [new Turn("Ann", "ab cd. Ef it is.")],
            });
            writer.Commit();
            writer.EmbedPending();
        }

        Library = new SharedIndex(_folder.File("index"), _model);
    }

    public SharedIndex Library { get; }

    public void Dispose()
    {
        Library.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }
}

/// <summary>Lines that an assistant writes to the MCP server's input; after each input a sound call must be answered.</summary>
internal sealed class McpTarget() : FuzzTarget("mcp")
{
    private const string Sound =
        """
        {"jsonrpc":"2.0","id":9001,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"f","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}

        """;

    private readonly FuzzLibrary _library = new();

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\n", "null", "true", "1e999", "-1", "\"id\":",
            "\"method\":\"tools/call\"", "\"params\":{", "\"arguments\":{", "\"query\":",
        "\"jsonrpc\":\"2.0\"", "\\ud800", "\\u0000", "\"name\":\"search\"", "\"_meta\":{}", "\"progressToken\":",
    ];

    public override string Try(byte[] input)
    {
        using var output = new MemoryStream();
        byte[] all = [.. Encoding.UTF8.GetBytes(Sound), .. input, (byte)'\n'];
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(50));
        McpStdio.RunAsync(_library.Library, new MemoryStream(all), output, stop.Token).GetAwaiter().GetResult();
        Require(!stop.IsCancellationRequested, "The server ends when its input does.");
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            using var json = Parse(line);
            var root = json.RootElement;
            Require(root.GetProperty("jsonrpc").GetString() == "2.0", "Every line is JSON-RPC.");
            kinds.Add(root.TryGetProperty("error", out var error) ? $"error {error.GetProperty("code")}"
                : root.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
                    ? string.Join(',', result.EnumerateObject().Select(p => p.Name)) : "other");
            Require(!line.Contains("   at ", StringComparison.Ordinal), "No answer holds a stack trace.");
        }

        return string.Join(' ', kinds);
    }

    public override void Dispose()
    {
        _library.Dispose();
        base.Dispose();
    }

    private static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new FuzzFault("Every line of the output is a JSON object.", e);
        }
    }
}

/// <summary>Bytes that a client sends to the HTTP port. Whatever they are, the next sound request is answered, and no answer is a fault of the
/// server.</summary>
internal sealed class HttpTarget : FuzzTarget
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private readonly FuzzLibrary _library = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Uri _address;

    public HttpTarget() : base("http")
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = SnipServer.RunAsync(_library.Library, new ServerOptions { Port = 0, Listening = listening.SetResult }, _stop.Token);
        _address = listening.Task.WaitAsync(TimeSpan.FromMinutes(1)).GetAwaiter().GetResult();
    }

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "GET ", "POST ", "HTTP/1.1", "\r\n", "\r\n\r\n", "Host: localhost", "Host: evil",
            "Content-Length: 5", "Transfer-Encoding: chunked", "Origin: http://x", "%00",
        "%2e%2e%2f", "../", "/api/search?q=", "/api/ask?q=", "/api/snips/", "/api/related/", "/mcp", "&top=", "-1", "speaker:", "\0", "é", "?", "#",
    ];

    public override string Try(byte[] input)
    {
        var answer = Send(input, isWhole: false);
        Require(!answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), "No request is a fault of the server.");
        Require(!answer.Contains("   at ", StringComparison.Ordinal), "No answer holds a stack trace.");
        var sound = Send(Encoding.ASCII.GetBytes($"GET /api/status HTTP/1.1\r\nHost: localhost:{_address.Port}\r\nConnection: close\r\n\r\n"), isWhole: true);
        Require(sound.StartsWith("HTTP/1.1 200", StringComparison.Ordinal), "A sound request is answered after any other.");
        return answer.Split('\r')[0];
    }

    public override void Dispose()
    {
        _stop.Cancel();
        _running.GetAwaiter().GetResult();
        _stop.Dispose();
        _library.Dispose();
        base.Dispose();
    }

    /// <summary>Sends bytes, and takes what comes until the server closes. Where they may be no whole request, the server is told that nothing
    /// follows.</summary>
    private string Send(byte[] bytes, bool isWhole)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, _address.Port);
        client.ReceiveTimeout = (int)Wait.TotalMilliseconds;
        var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            stream.Write(bytes);
            if (!isWhole) client.Client.Shutdown(SocketShutdown.Send);
            stream.CopyTo(answer);
        }
        catch (IOException)
        {
            // The server may end a connection whose bytes it cannot read before it has all of them.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
