using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Web;

namespace SemanticSnips.Benchmarks.Typing;

/// <summary>What a person who types waits for: requests of the page's own kind to a server in this process, over a library of synthetic snips.</summary>
/// <remarks>A keystroke is a search for the words so far; whoever types pauses, and leaves the answer before alone, as the page does.</remarks>
internal static partial class TypingBenchmark
{
    private const int Queries = 12;
    private const int Words = 5;
    private const int Hits = 20;
    private const int Crowd = 64;
    private const int SlowReaders = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    public static async Task MeasureAsync(int snips)
    {
        var folder = Directory.CreateTempSubdirectory("snips-typing").FullName;
        try
        {
            using var model = new ModelLoader(ShippedModel.Folder);
            SyntheticIndex.Build(folder, model, snips);
            using var library = new SharedIndex(folder, model);
            using var stop = new CancellationTokenSource();
            var listening = new TaskCompletionSource<Uri>();
            var serving = SnipServer.RunAsync(library, new ServerOptions { Port = 0, Listening = listening.SetResult }, stop.Token);
            var address = await listening.Task;
            Console.WriteLine($"{snips} snips, {(await library.StatusAsync()).Passages} passages; {Environment.ProcessorCount} cores\n");
            await WeighPageAsync(address);
            Console.WriteLine("\n| | keystrokes | p50 | p95 | p99 | refused | memory |\n|---|---|---|---|---|---|---|");

            await TypeAsync(address, 1, 0);
            await TellAsync("one person", () => TypeAsync(address, 1, 1));
            await TellAsync($"{Crowd} persons at once", () => TypeAsync(address, Crowd, 2));
            using (new Readers(address))
            {
                await TellAsync($"one person beside {SlowReaders} who ask and never read", () => TypeAsync(address, 1, 3));
            }

            using (var writing = new CancellationTokenSource())
            {
                var writer = Task.Run(() => WriteAsync(folder, model, writing.Token));
                await TellAsync("one person beside an import that commits every second", () => TypeAsync(address, 1, 4));
                await writing.CancelAsync();
                await writer;
            }

            await stop.CancelAsync();
            await serving;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TellAsync(string who, Func<Task<List<double>>> type)
    {
        var all = await type();
        var times = all.Where(double.IsFinite).Order().ToList();
        string Cell(double share) => times.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{times[(int)(share * (times.Count - 1))]:0} ms");
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"| {who} | {all.Count} | {Cell(.5)} | {Cell(.95)} | {Cell(.99)} | {all.Count - times.Count} | {self.WorkingSet64 >> 20} MB |");
    }

    /// <summary>The milliseconds of each keystroke that was answered; infinite for one that was refused, none for one that was left alone.</summary>
    private static async Task<List<double>> TypeAsync(Uri address, int persons, int seed)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1024, UseProxy = false }) { BaseAddress = address };
        var persona = await Task.WhenAll(Enumerable.Range(0, persons).Select(p => Task.Run(() => TypeAsync(client, new SyntheticText(seed * 1000 + p)))));
        return [.. persona.SelectMany(times => times)];
    }

    private static async Task<List<double>> TypeAsync(HttpClient client, SyntheticText text)
    {
        var times = new List<Task<double?>>();
        for (var q = 0; q < Queries; q++)
        {
            CancellationTokenSource? before = null;
            var query = text.Passage(Words);
            for (var length = 2; length <= query.Length; length += 2)
            {
                // The next letters end the question before them.
                if (before is not null) await before.CancelAsync();
                before = new CancellationTokenSource();
                times.Add(SearchAsync(client, query[..length], before.Token));
                await Task.Delay(Pause);
            }

            await Task.WhenAll(times);
        }

        return [.. (await Task.WhenAll(times)).OfType<double>()];
    }

    private static async Task<double?> SearchAsync(HttpClient client, string words, CancellationToken left)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.GetAsync($"/api/search?q={Uri.EscapeDataString(words)}&top={Hits}", left);
            await response.Content.ReadAsByteArrayAsync(left);
            return response.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(clock).TotalMilliseconds : double.PositiveInfinity;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(string folder, ModelLoader model, CancellationToken stop)
    {
        var text = new SyntheticText(randomSeed: 9);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using (var writer = SnipIndexWriter.Open(folder, model))
            {
                for (var s = 0; s < 50; s++)
                {
                    writer.Put(new Snip
                    {
                        Id = $"new{i:x4}{s:x2}",
                        Episode = new Episode { Title = $"New {i}" },
                        Title = text.Passage(5),
                        Turns = [new Turn("Cy Moor", text.Passage(200))],
                        Source = "new",
                    });
                }

                writer.Commit();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task WeighPageAsync(Uri address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var clear = await client.GetByteArrayAsync("/");
        await using var page = new System.IO.Compression.GZipStream(new MemoryStream(clear), System.IO.Compression.CompressionMode.Decompress);
        var html = await new StreamReader(page).ReadToEndAsync();
        long bytes = clear.Length;
        var requests = 1;
        foreach (var file in Files().Matches(html).Select(m => m.Value).Distinct(StringComparer.Ordinal))
        {
            bytes += (await client.GetByteArrayAsync(file)).Length;
            requests++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Page: {requests} requests, {bytes / 1024.0:0.0} KB compressed."));
    }

    [GeneratedRegex("/[a-z]+[.](?:js|css)", RegexOptions.CultureInvariant)]
    private static partial Regex Files();

    /// <summary>Connections that ask for a listing of megabytes and read nothing of it.</summary>
    private sealed class Readers : IDisposable
    {
        private readonly List<TcpClient> _sockets = [];

        public Readers(Uri address)
        {
            for (var i = 0; i < SlowReaders; i++)
            {
                var socket = new TcpClient { ReceiveBufferSize = 4096 };
                socket.Connect(IPAddress.Loopback, address.Port);
                socket.GetStream().Write(Encoding.ASCII.GetBytes($"GET /api/snips?top=1000 HTTP/1.1\r\nHost: 127.0.0.1:{address.Port}\r\n\r\n"));
                _sockets.Add(socket);
            }
        }

        public void Dispose() => _sockets.ForEach(s => s.Dispose());
    }
}
