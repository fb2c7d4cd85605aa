using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SemanticSnips.Cli.Tests;

/// <summary>A chat endpoint on a free port of this machine that gives every request the same reply, and keeps what it was sent.</summary>
internal sealed class ChatStandIn : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly string _reply;

    private ChatStandIn(string reply)
    {
        _reply = reply;
        _listener.Start();
        _serving = Serve();
    }

    /// <summary>The address to give to --chat.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>The requests so far, head and body.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Replies with a chat completion.</summary>
    public static ChatStandIn Saying(string content) => Replying(200,
        $$$"""
        {"id":"1","object":"chat.completion","created":1,"model":"m",
        "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":{{{JsonSerializer.Serialize(content)}}}}}]}
        """);

    /// <summary>Replies with any body.</summary>
    public static ChatStandIn Replying(int status, string body, string header = "X-Nothing: 1") => new(
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n{header}\r\nContent-Length: " +
            $"{Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));

    /// <summary>Takes the request and says nothing.</summary>
    public static ChatStandIn Silent() => new("");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        try
        {
            _serving.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
        }

        _stop.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            Requests.Add(await Read(stream));
            if (_reply.Length == 0) await Task.Delay(Timeout.Infinite, _stop.Token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_reply), _stop.Token);
        }
    }

    private async Task<string> Read(NetworkStream stream)
    {
        var request = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var text = Encoding.UTF8.GetString(request.ToArray());
            var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (body >= 0 && Encoding.UTF8.GetByteCount(text[(body + 4)..]) >= LengthOf(text[..body])) return text;
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0) return text;
            request.Write(buffer, 0, count);
        }
    }

    private static int LengthOf(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
