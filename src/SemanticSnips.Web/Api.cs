using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSnips.Contract;

namespace SemanticSnips.Web;

/// <summary>The library over HTTP: GET alone, the contract's objects, no paths of the machine. What a person may change is <see cref="MarkApi"/>'s.</summary>
/// <param name="library">What is asked.</param>
/// <param name="isImporting">Whether an import runs beside; null where none ever does.</param>
/// <param name="canMark">Whether the page may change marks.</param>
internal sealed class Api(ISnipLibrary library, Func<bool>? isImporting, bool canMark)
{
    private const int MaxQuery = 2_000;
    private const int MaxTop = 100;
    private const int MaxTake = 1_000;

    private static readonly Views Views = new(paths: false);

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/search", SearchAsync);
        api.MapGet("/ask", AskAsync);
        api.MapGet("/related/{**id}", context => RelatedAsync(context, IdOf(context)));
        api.MapGet("/snips", ListAsync);
        api.MapGet("/snips/{**id}", context => FindAsync(context, IdOf(context)));
        api.MapGet("/facets", FacetsAsync);
        api.MapGet("/status", StatusAsync);
        api.MapFallback(context => Failures.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "There is nothing at this address."));
    }

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private async Task SearchAsync(HttpContext context)
    {
        var result = await library.SearchAsync(Query(context), SearchOptionsOf(context), context.RequestAborted);
        await WriteAsync(context, Views.Of(result), ContractJson.Default.SearchView);
    }

    /// <summary>Server-sent events: the hits as soon as they are ranked, then the same with the sentences that answer.</summary>
    private async Task AskAsync(HttpContext context)
    {
        var question = Query(context);
        var found = new FirstResult();
        var options = new AskOptions { Search = SearchOptionsOf(context), Answers = Number(context, "answers", 3, 1, 20), Found = found };
        var asking = library.AskAsync(question, options, context.RequestAborted);
        try
        {
            // Whatever is refused before there are hits is an ordinary error with its status.
            await Task.WhenAny(asking, found.Task);
            if (!found.Task.IsCompletedSuccessfully) await asking;
            context.Response.ContentType = "text/event-stream";
            var hits = found.Task.IsCompletedSuccessfully ? await found.Task : (await asking).Search;
            await SendAsync(context, "hits", ContractJson.Line(Views.Of(hits), ContractJson.Default.SearchView));
            var answers = await asking;
            await SendAsync(context, "answers", ContractJson.Line(Views.Of(answers), ContractJson.Default.SearchView));
        }
        catch (Exception e) when (context.Response.HasStarted && e is not OperationCanceledException)
        {
            await SendAsync(context, "error", Failures.Of(e).Json);
        }
        finally
        {
            await asking.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task RelatedAsync(HttpContext context, string id)
    {
        var options = new RelatedOptions
        {
            Top = Number(context, "top", 10, 1, MaxTop),
            SameSpeaker = Switch(context, "sameSpeaker"),
            OtherShows = Switch(context, "otherShows"),
        };
        var result = await library.RelatedAsync(id, options, context.RequestAborted) ?? throw new SnipNotFoundException(id);
        await WriteAsync(context, Views.Of(result), ContractJson.Default.SearchView);
    }

    private async Task ListAsync(HttpContext context)
    {
        var page = await library.ListAsync(
            OptionalQuery(context), Number(context, "skip", 0, 0, int.MaxValue), Number(context, "top", 100, 1, MaxTake), context.RequestAborted);
        await WriteAsync(context, Views.Of(page), ContractJson.Default.ListView);
    }

    private async Task FindAsync(HttpContext context, string id)
    {
        var details = await library.FindAsync(id, context.RequestAborted) ?? throw new SnipNotFoundException(id);
        await WriteAsync(context, Views.Of(details), ContractJson.Default.ShowView);
    }

    private async Task FacetsAsync(HttpContext context)
    {
        var facets = await library.FacetsAsync(OptionalQuery(context), Number(context, "top", 20, 1, MaxTake), context.RequestAborted);
        await WriteAsync(context, Views.Of(facets), ContractJson.Default.FacetsView);
    }

    private async Task StatusAsync(HttpContext context)
    {
        var status = await library.StatusAsync(context.RequestAborted);
        var line = ContractJson.Line(Views.Of(status), ContractJson.Default.StatusView);

        // What this door knows and the library does not.
        if (isImporting is not null) line = $"{line[..^1]},\"importing\":{(isImporting() ? "true" : "false")}}}";
        if (canMark) line = $"{line[..^1]},\"marks\":true}}";
        await WriteLineAsync(context, line);
    }

    private static Task WriteAsync<T>(HttpContext context, T view, JsonTypeInfo<T> type) => WriteLineAsync(context, ContractJson.Line(view, type));

    private static async Task WriteLineAsync(HttpContext context, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, string name, string json)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: {json}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static SearchOptions SearchOptionsOf(HttpContext context) => new()
    {
        Top = Number(context, "top", 10, 1, MaxTop),
        Rerank = Switch(context, "rerank"),
        Mode = context.Request.Query["mode"].ToString() switch
        {
            "" or "hybrid" => SearchMode.Hybrid,
            "vector" => SearchMode.Vector,
            "keyword" => SearchMode.Keyword,
            var other => throw new ArgumentException($"mode is '{Shorten(other)}'; expected hybrid, vector or keyword."),
        },
    };

    private static string Query(HttpContext context) =>
        OptionalQuery(context) ?? throw new ArgumentException("q is missing; expected what to look for, as in: ?q=export+controls");

    private static string? OptionalQuery(HttpContext context)
    {
        var query = context.Request.Query["q"].ToString();
        if (query.Length > MaxQuery) throw new ArgumentException($"q has {query.Length} characters; expected {MaxQuery} at most.");
        return string.IsNullOrWhiteSpace(query) ? null : query;
    }

    private static int Number(HttpContext context, string name, int otherwise, int least, int most)
    {
        var typed = context.Request.Query[name].ToString();
        if (typed.Length == 0) return otherwise;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        throw new ArgumentException($"{name} is '{Shorten(typed)}'; expected a whole number from {least} to {most}.");
    }

    private static bool Switch(HttpContext context, string name) => context.Request.Query[name].ToString() switch
    {
        "" or "false" or "0" => false,
        "true" or "1" => true,
        var other => throw new ArgumentException($"{name} is '{Shorten(other)}'; expected true or false."),
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>The hits, as the library reports them; not reported through a thread of its own, so that they cannot arrive after the answers.</summary>
    private sealed class FirstResult : IProgress<SearchResult>
    {
        private readonly TaskCompletionSource<SearchResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<SearchResult> Task => _result.Task;

        public void Report(SearchResult value) => _result.TrySetResult(value);
    }
}
