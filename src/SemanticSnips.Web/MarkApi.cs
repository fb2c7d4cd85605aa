using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSnips.Contract;

namespace SemanticSnips.Web;

/// <summary>A person's own tags, star and note over HTTP: the one thing that the page can change.</summary>
/// <param name="library">Knows the snips.</param>
/// <param name="marker">Keeps the marks.</param>
internal sealed class MarkApi(ISnipLibrary library, ISnipMarker marker)
{
    private const int MaxTags = 50;
    private const int MaxTag = 100;
    private const int MaxNote = 10_000;
    private const string Example = """{"addTags":["work"],"favourite":true,"note":"for the talk"}""";

    private static readonly Views Views = new(paths: false);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/marks/{**id}", FindAsync);
        routes.MapPatch("/api/marks/{**id}", ChangeAsync);
    }

    private async Task FindAsync(HttpContext context)
    {
        var snip = await SnipAsync(context);
        var note = await marker.FindNoteAsync(snip.Id, context.RequestAborted);
        await WriteAsync(context, JsonSerializer.Serialize(new OwnNote(Views.Version, snip.Id, note), MarkJson.Default.OwnNote));
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var change = await ReadAsync(context);
        var snip = await SnipAsync(context);
        var changed = await marker.ChangeAsync(snip.Id, change, context.RequestAborted) ?? throw new SnipNotFoundException(snip.Id);
        await WriteAsync(context, ContractJson.Line(Views.Of(new SnipDetails(changed, SnipText.Of(changed), [])), ContractJson.Default.ShowView));
    }

    private async Task<Snip> SnipAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["id"] as string ?? "";
        return (await library.FindAsync(id, context.RequestAborted) ?? throw new SnipNotFoundException(id)).Snip;
    }

    private static async Task<MarkChange> ReadAsync(HttpContext context)
    {
        // A form, which another site's page could send, has another type.
        if (!context.Request.HasJsonContentType()) throw new ArgumentException($"The body is no JSON; expected an object, as in {Example}");
        MarkChange change;
        try
        {
            change = await JsonSerializer.DeserializeAsync(context.Request.Body, MarkJson.Default.MarkChange, context.RequestAborted)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The body cannot be read at {e.Path ?? "$"}; expected an object, as in {Example}", e);
        }

        // Generated code leaves null what the JSON leaves out.
        change = change with { AddTags = change.AddTags ?? [], RemoveTags = change.RemoveTags ?? [] };
        foreach (var tags in new[] { change.AddTags, change.RemoveTags })
        {
            if (tags.Count > MaxTags) throw new ArgumentException($"There are {tags.Count} tags; expected {MaxTags} at most.");
            if (tags.Any(t => t is null || t.Trim().Trim('#').Trim().Length is 0 or > MaxTag))
                throw new ArgumentException($"A tag is empty or long; expected 1 to {MaxTag} characters.");
        }

        if (change.Note?.Length > MaxNote) throw new ArgumentException($"note has {change.Note.Length} characters; expected {MaxNote} at most.");
        return change;
    }

    private static async Task WriteAsync(HttpContext context, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

/// <summary>The own note of a snip.</summary>
internal sealed record OwnNote(int Version, string Snip, string? Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MarkChange))]
[JsonSerializable(typeof(OwnNote))]
internal sealed partial class MarkJson : JsonSerializerContext;
