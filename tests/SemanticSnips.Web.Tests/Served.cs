using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SemanticSnips.Web.Tests;

/// <summary>A running server on a free port, and a client of it.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private Served(Task running, Uri address, CancellationTokenSource stop)
    {
        _running = running;
        _stop = stop;
        Address = address;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<Served> StartAsync(ISnipLibrary library, ServerOptions? options = null)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stop = new CancellationTokenSource();
        var running = SnipServer.RunAsync(library, (options ?? new ServerOptions()) with { Port = 0, Listening = listening.SetResult }, stop.Token);
        await Task.WhenAny(listening.Task, running);
        if (running.IsFaulted) await running;
        return new Served(running, new UriBuilder(await listening.Task) { Host = "127.0.0.1" }.Uri, stop);
    }

    /// <summary>Tells the server to end; the task is done when it has.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return _running;
    }

    public async Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(HttpMethod.Get, path, headers);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            if (name == "Host") request.Headers.Host = value;
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    /// <summary>Bytes as they are sent, and the first of the answer.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _stop.Dispose();
    }
}
