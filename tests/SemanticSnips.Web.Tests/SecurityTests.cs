using System.Net;
using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Web.Tests;

/// <summary>Whom the server lets in.</summary>
public sealed class SecurityTests
{
    private static readonly string[] Paths = ["/", "/api/search?q=kiln", "/api/status", "/mcp", "/app.js", "/nothing"];

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:7647")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("0.0.0.0")]
    public async Task A_foreign_name_is_refused_everywhere(string host)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        foreach (var path in Paths)
        {
            using var response = await server.SendAsync(HttpMethod.Get, path, ("Host", host));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Equal(0, library.MostAtOnce);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("LOCALHOST")]
    public async Task The_machines_own_names_are_let_in(string host)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        using var response = await server.SendAsync(HttpMethod.Get, "/api/status", ("Host", $"{host}:{server.Address.Port}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_request_without_a_name_is_refused()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        Assert.StartsWith("HTTP/1.1 400", await server.RawAsync("GET /api/status HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await server.RawAsync("GET /api/status HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json\u001e")] // found by fuzzing
    [InlineData("application/jsonp")]
    [InlineData("text/plain")]
    public async Task What_is_no_JSON_is_no_fault_of_the_server(string type)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        var answer = await server.RawAsync(
            $"POST /mcp HTTP/1.1\r\nHost: localhost:{server.Address.Port}\r\nContent-Type: {type}\r\nAccept: application/json, text/event-stream\r\n" +
            "Content-Length: 2\r\nConnection: close\r\n\r\n{}");

        Assert.StartsWith("HTTP/1.1 415", answer, StringComparison.Ordinal);
        Assert.Contains("expected application/json", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("chrome-extension://abcdef")]
    public async Task Another_sites_page_may_not_ask(string origin)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        foreach (var path in Paths)
        {
            using var response = await server.SendAsync(HttpMethod.Get, path, ("Origin", origin));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("/api/search?q=kiln", "cross-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData("/api/search?q=kiln", "same-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("/api/search?q=kiln", "cross-site", "navigate", HttpStatusCode.Forbidden)]
    [InlineData("/app.js", "cross-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("/", "cross-site", "navigate", HttpStatusCode.OK)]
    [InlineData("/api/search?q=kiln", "same-origin", "cors", HttpStatusCode.OK)]
    [InlineData("/api/search?q=kiln", "none", "navigate", HttpStatusCode.OK)]
    public async Task What_a_browser_says_of_the_asking_site_is_heeded(string path, string site, string mode, HttpStatusCode expected)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        using var response = await server.SendAsync(HttpMethod.Get, path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        foreach (var path in Paths)
        {
            using var response = await server.Client.GetAsync(path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", response.Headers.GetValues("Content-Security-Policy")
                .Single(), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task The_page_has_nothing_inline()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        var html = await server.Client.GetStringAsync("/");

        foreach (var inline in new[] { "<style", " style=", " onclick=", " onload=", "javascript:", "<script>" })
            Assert.DoesNotContain(inline, html, StringComparison.OrdinalIgnoreCase);
        foreach (var file in new[] { "app", "api", "dom", "words", "results", "snip", "facets", "player", "keys" })
        {
            var script = await server.Client.GetStringAsync($"/{file}.js");
            foreach (var unsafeCall in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(" })
                Assert.DoesNotContain(unsafeCall, script, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_oversized_body_is_refused()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);
        using var body = new StringContent("{\"jsonrpc\":\"2.0\",\"x\":\"" + new string('a', 70_000) + "\"}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = body };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_asked_for_and_checked()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("token");
        var options = new ServerOptions { Token = AccessToken.ReadOrCreate(file), AllowedHosts = ["snips.example"] };
        var token = File.ReadAllText(file).Trim();
        using var library = new Library();
        await using var server = await Served.StartAsync(library, options);
        (string, string) host = ("Host", $"snips.example:{server.Address.Port}");

        foreach (var path in Paths)
        {
            using var refused = await server.SendAsync(HttpMethod.Get, path, host);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var wrong = await server.SendAsync(HttpMethod.Get, "/api/status", host, ("Authorization", $"Bearer {token}x"));
        using var right = await server.SendAsync(HttpMethod.Get, "/api/status", host, ("Authorization", $"Bearer {token}"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (wrong.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task A_person_changes_the_token_for_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("token");
        using var library = new Library();
        await using var server = await Served.StartAsync(library, new ServerOptions { Token = AccessToken.ReadOrCreate(file) });
        var token = File.ReadAllText(file).Trim();

        using var wrong = await server.Client.PostAsync("/token", new FormUrlEncodedContent([new("token", new string('a', 43))]));
        using var right = await server.Client.PostAsync("/token", new FormUrlEncodedContent([new("token", token)]));

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (right.StatusCode, right.Headers.Location!.OriginalString));
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var with = await server.SendAsync(HttpMethod.Get, "/api/status", ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public void A_token_is_made_once_of_32_random_bytes_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();

        AccessToken.ReadOrCreate(folder.File("one"));
        AccessToken.ReadOrCreate(folder.File("two"));
        var one = File.ReadAllText(folder.File("one"));
        var again = AccessToken.ReadOrCreate(folder.File("one"));

        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(one.Trim()).Length);
        Assert.NotEqual(one, File.ReadAllText(folder.File("two")));
        Assert.True(again.Matches(one.Trim()));
        Assert.False(again.Matches(null));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("one")));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("with blanks with blanks with blanks with blanks with")]
    public void A_file_that_holds_no_token_is_refused(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("token"), content);

        var refused = Assert.Throws<ArgumentException>(() => AccessToken.ReadOrCreate(folder.File("token")));

        Assert.Contains("43", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_address_needs_a_token_and_a_name()
    {
        using var folder = new TemporaryFolder();
        using var library = new Library();
        var token = AccessToken.ReadOrCreate(folder.File("token"));
        ServerOptions[] refused =
        [
            new() { Address = IPAddress.Any },
            new() { Address = IPAddress.Any, Token = token },
            new() { Address = IPAddress.Any, AllowedHosts = ["nas.local"] },
            new() { AllowedHosts = ["nas.local"] },
            new() { AllowedHosts = ["http://nas.local"], Token = token },
            new() { ChatGpt = true },
        ];

        foreach (var options in refused) await Assert.ThrowsAsync<ArgumentException>(() => SnipServer.RunAsync(library, options));
    }
}
