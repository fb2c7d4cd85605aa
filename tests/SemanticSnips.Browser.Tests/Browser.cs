using Microsoft.Playwright;
using SemanticSnips.Web;
using SemanticSnips.Web.Tests;

namespace SemanticSnips.Browser.Tests;

/// <summary>One browser, one server and one audio file for all tests of the page; each test has a page of its own.</summary>
public sealed class Browser : IAsyncLifetime, IDisposable
{
    private readonly AudioServer _audio = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Served Server { get; private set; } = null!;

    internal Library Snips { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null) return;
        var audio = _audio.Start();
        Snips = new Library(
            Library.Talk("5d0df8eb86ca", "Firing", "Ann Potter",
                "The kiln holds its heat overnight. That is why you fire in the evening. The glaze needs slow cooling.", audio: audio),
            Library.Talk("77aa00000001", "<img src=x onerror=\"document.title='owned'\">", "Bob Clay",
                "A glaze is glass. " + Library.Hostile, url: "https://share.example/snip/2"),
            Library.Talk("77aa00000002", "Bricks", "Ann Potter", "The kiln has many bricks.", url: "javascript:document.title='owned'"));
        Server = await Served.StartAsync(Snips, new ServerOptions { Marker = Snips });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--autoplay-policy=no-user-gesture-required"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
    }

    public void Dispose() => _audio.Dispose();

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

    /// <summary>Waits until an expression holds; the page's own policy forbids the driver to do so inside it.</summary>
    internal static async Task UntilAsync(IPage page, string expression)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await page.EvaluateAsync<bool>($"() => Boolean({expression})")) await Task.Delay(50, patience.Token);
    }
}
