using System.Net;
using System.Text.Json;
using SemanticSnips.Contract;

namespace SemanticSnips.Web.Tests;

/// <summary>The library over HTTP.</summary>
public sealed class ApiTests
{
    [Fact]
    public async Task A_search_is_the_contracts_object()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        var (status, json) = await server.GetAsync("/api/search?q=kiln&top=1");

        Assert.Equal(HttpStatusCode.OK, status);
        var expected = new Views(paths: false).Of(await library.SearchAsync("kiln", new SearchOptions { Top = 1 }));
        Assert.Equal(ContractJson.Line(expected, ContractJson.Default.SearchView), json.GetRawText());
    }

    [Fact]
    public async Task Hits_come_before_the_answers_are_found()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        var body = await server.Client.GetStringAsync("/api/ask?q=kiln");

        var events = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, events.Length);
        Assert.StartsWith("event: hits\ndata: {", events[0], StringComparison.Ordinal);
        Assert.StartsWith("event: answers\ndata: {", events[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\"answers\"", events[0], StringComparison.Ordinal);
        using var answers = JsonDocument.Parse(events[1][(events[1].IndexOf("data: ", StringComparison.Ordinal) + 6)..]);
        Assert.Equal("The kiln holds its heat overnight.", answers.RootElement.GetProperty("answers")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/api/search", "q is missing")]
    [InlineData("/api/search?q=kiln&top=0", "top is '0'")]
    [InlineData("/api/search?q=kiln&top=1.5", "expected a whole number from 1 to 100")]
    [InlineData("/api/search?q=kiln&mode=magic", "expected hybrid, vector or keyword")]
    [InlineData("/api/search?q=kiln&rerank=maybe", "expected true or false")]
    [InlineData("/api/snips?skip=-1", "skip is '-1'")]
    [InlineData("/api/related/5d0d?sameSpeaker=perhaps", "expected true or false")]
    public async Task A_mistake_in_an_argument_names_it_and_what_was_expected(string path, string sentence)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        var (status, json) = await server.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("argument", json.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains(sentence, json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overlong_query_is_refused()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        var (status, _) = await server.GetAsync("/api/search?q=" + new string('a', 2001));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Each_refusal_has_the_status_of_its_code()
    {
        (Exception Fault, HttpStatusCode Status, string Code)[] cases =
        [
            (new QueryException("No words."), HttpStatusCode.BadRequest, "query"),
            (new IndexException(IndexFault.Missing, "There is no index in '/home/ann/index'."), HttpStatusCode.ServiceUnavailable, "missing"),
            (new IndexException(IndexFault.Damaged, "A checksum does not hold."), HttpStatusCode.ServiceUnavailable, "damaged"),
            (new ObjectDisposedException("library"), HttpStatusCode.ServiceUnavailable, "busy"),
            (new InvalidOperationException("at /home/ann/secret.cs:1"), HttpStatusCode.InternalServerError, "fault"),
        ];
        foreach (var (fault, status, code) in cases)
        {
            using var library = new Library { Fault = fault };
            await using var server = await Served.StartAsync(library);
            foreach (var path in new[] { "/api/search?q=kiln", "/api/ask?q=kiln" })
            {
                var (got, json) = await server.GetAsync(path);
                Assert.Equal((status, code), (got, json.GetProperty("error").GetProperty("code").GetString()!));
            }
        }
    }

    [Fact]
    public async Task Paths_of_the_machine_are_never_told()
    {
        using var sound = new Library();
        using var faulty = new Library
        {
            Fault =
            new IndexException(IndexFault.Unreadable, "'/home/ann/index/keywords' cannot be read.") { Place = "/home/ann/index" }
        };
        foreach (var library in new[] { sound, faulty })
        {
            await using var server = await Served.StartAsync(library);
            foreach (var path in new[] { "/api/search?q=kiln", "/api/ask?q=kiln", "/api/snips",
                "/api/snips/77aa00000002", "/api/related/5d0d", "/api/facets", "/api/status" })
            {
                using var response = await server.Client.GetAsync(path);
                Assert.DoesNotContain("/home", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_snip_that_is_not_there_is_404()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        foreach (var path in new[] { "/api/snips/ffff", "/api/related/ffff", "/api/nothing", "/nothing" })
        {
            var (status, json) = await server.GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (status, json.GetProperty("error").GetProperty("code").GetString()!));
        }
    }

    [Fact]
    public async Task A_caller_who_leaves_stops_the_search()
    {
        var stopped = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        using var library = new Library
        {
            Before = async token =>
            {
                begun.SetResult();
                token.Register(stopped.SetResult);
                await Task.Delay(Timeout.Infinite, token);
            },
        };
        await using var server = await Served.StartAsync(library);
        using var leave = new CancellationTokenSource();

        var asking = server.Client.GetAsync("/api/search?q=kiln", leave.Token);
        await begun.Task;
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Calls_that_run_are_let_to_end_when_the_server_stops()
    {
        var go = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        using var library = new Library { Before = async _ => { begun.TrySetResult(); await go.Task; } };
        await using var server = await Served.StartAsync(library);

        var asking = server.Client.GetAsync("/api/search?q=kiln");
        await begun.Task;
        var stopping = server.StopAsync();
        go.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await asking).StatusCode);
        await stopping;
    }

    [Fact]
    public async Task More_than_the_server_takes_on_is_told_to_come_back()
    {
        var go = new TaskCompletionSource();
        using var library = new Library { Before = _ => go.Task };
        await using var server = await Served.StartAsync(library);

        // 64 run, 128 wait; of 260 at least 68 are refused at once, and refusals are all that can end before the others may go on.
        var asking = Enumerable.Range(0, 260).Select(_ => server.Client.GetAsync("/api/search?q=kiln")).ToList();
        var first = await (await Task.WhenAny(asking));
        go.SetResult();
        var all = await Task.WhenAll(asking);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.Contains("busy", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(library.MostAtOnce, 1, 64);
        Assert.Contains(all, r => r.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_view_has_an_address_and_files_are_sent_once()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library);

        foreach (var path in new[] { "/", "/?q=kiln", "/snips/5d0df8eb86ca" })
            Assert.StartsWith("<!doctype html>", await server.Client.GetStringAsync(path), StringComparison.Ordinal);
        using var first = await server.Client.GetAsync("/app.js");
        using var again = await server.SendAsync(HttpMethod.Get, "/app.js", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(("text/javascript", HttpStatusCode.NotModified), (first.Content.Headers.ContentType!.MediaType, again.StatusCode));
    }
}
