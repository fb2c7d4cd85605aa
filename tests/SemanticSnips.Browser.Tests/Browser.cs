using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using SemanticSnips.Web.Tests;

namespace SemanticSnips.Browser.Tests;

/// <summary>One browser, one server and one audio file for all tests of the page; each test has a page of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int Seconds = 120;
    private const int Rate = 8_000;

    private readonly CancellationTokenSource _stop = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HttpListener? _audio;

    internal Served Server { get; private set; } = null!;

    internal Library Snips { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null) return;
        var audio = ServeAudio();
        Snips = new Library(
            Library.Talk("5d0df8eb86ca", "Firing", "Ann Potter", "The kiln holds its heat overnight. That is why you fire in the evening. The glaze needs slow cooling.", audio: audio),
            Library.Talk("77aa00000001", "<img src=x onerror=\"document.title='owned'\">", "Bob Clay", "A glaze is glass. " + Library.Hostile, url: "https://share.example/snip/2"),
            Library.Talk("77aa00000002", "Bricks", "Ann Potter", "The kiln has many bricks.", url: "javascript:document.title='owned'"));
        Server = await Served.StartAsync(Snips);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--autoplay-policy=no-user-gesture-required"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
        await _stop.CancelAsync();
        _audio?.Close();
        _stop.Dispose();
    }

    /// <summary>A page that fails the test when it breaks one of its own rules.</summary>
    internal async Task<IPage> OpenAsync(string address, int width = 1280, bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Server.Address.AbsoluteUri,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await DrawnAsync(page);
        return page;
    }

    /// <summary>Waits until the page says that it has drawn what was asked.</summary>
    internal static Task DrawnAsync(IPage page) => page.Locator("body[data-state=done]").WaitForAsync();

    /// <summary>Two minutes of a tone, with the ranges that seeking needs.</summary>
    private string ServeAudio()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            free.Stop();
            _audio = new HttpListener { Prefixes = { address } };
            _audio.Start();
            _ = Task.Run(() => AnswerAsync(_audio, Tone()));
            return address + "talk.wav";
        }
    }

    private static async Task AnswerAsync(HttpListener listener, byte[] tone)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                var range = context.Request.Headers["Range"] is { } asked ? asked["bytes=".Length..].Split('-') : null;
                var from = range is null ? 0 : int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture);
                context.Response.ContentType = "audio/wav";
                context.Response.AddHeader("Accept-Ranges", "bytes");
                if (range is not null)
                {
                    context.Response.StatusCode = 206;
                    context.Response.AddHeader("Content-Range", $"bytes {from}-{tone.Length - 1}/{tone.Length}");
                }

                context.Response.ContentLength64 = tone.Length - from;
                await context.Response.OutputStream.WriteAsync(tone.AsMemory(from));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The browser has what it wanted, or the test has ended.
            }
        }
    }

    private static byte[] Tone()
    {
        using var wav = new MemoryStream();
        using var writer = new BinaryWriter(wav, Encoding.ASCII);
        var samples = Seconds * Rate;
        writer.Write("RIFF"u8);
        writer.Write(36 + samples);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(Rate);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(samples);
        for (var i = 0; i < samples; i++) writer.Write((byte)(128 + (20 * Math.Sin(i * 0.2))));
        return wav.ToArray();
    }
}
