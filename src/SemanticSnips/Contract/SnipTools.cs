using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace SemanticSnips.Contract;

/// <summary>What a tool answers: a text that is complete by itself, and the same facts as data, compact.</summary>
/// <param name="Text">Markdown; what was said stands in quotation lines.</param>
/// <param name="Data">One of the contract's objects without nulls and with short quotations; null where the text is all there is.</param>
public sealed record ToolAnswer(string Text, JsonObject? Data = null);

/// <summary>The six ways to ask a library, as functions that a chat model calls: <c>ask_snips</c>, <c>search_snips</c>, <c>related_snips</c>, <c>read_snip</c>,
/// <c>list_snips</c> and <c>list_facets</c>.</summary>
/// <remarks>
/// All of them only read, and each keeps its answer within a budget of characters. A mistake of the model is an <see cref="ArgumentException"/> or a
/// <see cref="SnipsException"/> whose message says which argument and what was expected. Thread-safe; the library stays the caller's.
/// </remarks>
public sealed class SnipTools
{
    /// <summary>Characters of one answer at most, however much is asked for.</summary>
    public const int MaxAnswer = 12_000;

    private const int MaxQuestion = 2_000;

    private static readonly Views Views = new(paths: false);

    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ToolJson.Default, AIJsonUtilities.DefaultOptions.TypeInfoResolver),
    };

    private readonly ISnipLibrary _library;

    private SnipTools(ISnipLibrary library) => _library = library;

    /// <summary>The functions over a library.</summary>
    /// <param name="library">What is asked.</param>
    /// <param name="marshal">Makes of an answer what the caller of the functions gets; null for its text.</param>
    public static IReadOnlyList<AIFunction> Create(ISnipLibrary library, Func<ToolAnswer, object>? marshal = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        var tools = new SnipTools(library);
        return
        [
            Make("ask_snips", tools.AskAsync),
            Make("search_snips", tools.SearchAsync),
            Make("related_snips", tools.RelatedAsync),
            Make("read_snip", tools.ReadAsync),
            Make("list_snips", tools.ListAsync),
            Make("list_facets", tools.FacetsAsync),
        ];

        AIFunction Make(string name, Delegate method) => AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = name,
            SerializerOptions = Json,
            ExcludeResultSchema = true, // What a door makes of an answer, it knows itself.
            MarshalResult = (answer, _, _) => new ValueTask<object?>(answer is ToolAnswer given ? marshal is null ? given.Text : marshal(given) : answer),
            JsonSchemaCreateOptions = new AIJsonSchemaCreateOptions { TransformSchemaNode = (_, schema) => Shorten(schema) },
        });
    }

    /// <summary>A snip as <c>read_snip</c> tells it, cut to the budget of one answer.</summary>
    public static string Read(SnipDetails details) => ToolText.OfSnip(Views.Of(details), null, null, MaxAnswer, 0);

    [Description("Find the sentences in the user's saved podcast snips that answer a question, with speaker, time and link; or that nothing does.")]
    private async Task<ToolAnswer> AskAsync(
        [Description("The question, in plain words")] string question,
        [Description("Answers at most"), Range(1, 5)] int limit = 3,
        CancellationToken cancellationToken = default)
    {
        Check(question, nameof(question));
        Check(limit, 1, 5, nameof(limit));
        var result = await _library.AskAsync(question, new AskOptions { Answers = limit }, cancellationToken).ConfigureAwait(false);
        var view = Views.Of(result);
        return new ToolAnswer(ToolText.OfAsk(view), ToolData.OfAsk(view));
    }

    [Description("Search the snips by meaning and words. Ranked passages, each with its relevance.")]
    private async Task<ToolAnswer> SearchAsync(
        [Description("What it is about; \"exact phrase\" and -word work")] string query,
        [Description("Snips at most"), Range(1, 20)] int limit = 5,
        [Description("Characters of each passage at most"), Range(100, 2000)] int maxChars = 600,
        [Description("Only this speaker")] string? speaker = null,
        [Description("Only this show")] string? show = null,
        [Description("Published on or after: yyyy-mm-dd, or a part of it")] string? after = null,
        [Description("Published before")] string? before = null,
        CancellationToken cancellationToken = default)
    {
        Check(query, nameof(query));
        Check(limit, 1, 20, nameof(limit));
        Check(maxChars, 100, 2000, nameof(maxChars));
        var names = new KnownNames(_library);
        var whole = string.Join(' ', new[]
        {
            query,
            await names.ConditionAsync("speaker", speaker, f => f.Speakers, cancellationToken).ConfigureAwait(false),
            await names.ConditionAsync("show", show, f => f.Shows, cancellationToken).ConfigureAwait(false),
            KnownNames.Date("after", after),
            KnownNames.Date("before", before),
        }.Where(c => c is not null));
        var result = await _library.SearchAsync(whole, new SearchOptions { Top = limit }, cancellationToken).ConfigureAwait(false);
        var view = Views.Of(result) with { Query = query };
        return new ToolAnswer(ToolText.OfSearch(view, maxChars, "Nothing in the library is about this."), ToolData.OfSearch(view));
    }

    [Description("Find snips about the same thing as one snip that are not the same moment.")]
    private async Task<ToolAnswer> RelatedAsync(
        [Description("A snip's id, or its first letters")] string snip,
        [Description("Snips at most"), Range(1, 20)] int limit = 5,
        [Description("Only its main speaker")] bool sameSpeaker = false,
        [Description("Only other shows")] bool otherShows = false,
        CancellationToken cancellationToken = default)
    {
        Check(snip, nameof(snip));
        Check(limit, 1, 20, nameof(limit));
        var options = new RelatedOptions { Top = limit, SameSpeaker = sameSpeaker, OtherShows = otherShows };
        var result = await _library.RelatedAsync(snip, options, cancellationToken).ConfigureAwait(false) ?? throw NotFound(snip);
        var view = Views.Of(result);
        return new ToolAnswer(ToolText.OfSearch(view, 400, "No other snip is about the same."), ToolData.OfSearch(view));
    }

    [Description("Read one snip: transcript with speakers and times, the user's note, the summary.")]
    private async Task<ToolAnswer> ReadAsync(
        [Description("A snip's id, or its first letters")] string id,
        [Description("Only from this second of the episode on")] double? from = null,
        [Description("Only up to this second")] double? to = null,
        [Description("Characters at most"), Range(500, 10000)] int maxChars = 6000,
        [Description("Characters to skip, to go on where an answer was cut"), Range(0, int.MaxValue)] int offset = 0,
        CancellationToken cancellationToken = default)
    {
        Check(id, nameof(id));
        Check(maxChars, 500, 10_000, nameof(maxChars));
        if (offset < 0) throw new ArgumentException($"offset is {offset}; expected 0 or more.");
        if (from > to) throw new ArgumentException($"from is {from} and to is {to}; expected from before to.");
        var details = await _library.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id);
        return new ToolAnswer(ToolText.OfSnip(Views.Of(details), from, to, maxChars, offset));
    }

    [Description("List snips, newest episode first; with a query those that hold its words or meet its conditions, as in: speaker:Ann is:favourite after:2025")]
    private async Task<ToolAnswer> ListAsync(
        [Description("Words and conditions; empty for all")] string? query = null,
        [Description("Snips at most"), Range(1, 100)] int limit = 20,
        [Description("Snips to skip"), Range(0, int.MaxValue)] int offset = 0,
        CancellationToken cancellationToken = default)
    {
        Check(limit, 1, 100, nameof(limit));
        if (offset < 0) throw new ArgumentException($"offset is {offset}; expected 0 or more.");
        var page = await _library.ListAsync(string.IsNullOrWhiteSpace(query) ? null : query, offset, limit, cancellationToken).ConfigureAwait(false);
        var view = Views.Of(page);
        return new ToolAnswer(ToolText.OfList(view), ToolData.OfList(view));
    }

    [Description("Names to filter by, with counts of snips, most first.")]
    private async Task<ToolAnswer> FacetsAsync(
        [Description("speakers, shows, episodes, guests or tags; empty for all")] string? kind = null,
        [Description("Names of each kind at most"), Range(1, 100)] int top = 20,
        CancellationToken cancellationToken = default)
    {
        Check(top, 1, 100, nameof(top));
        if (!string.IsNullOrWhiteSpace(kind) && !ToolText.FacetKinds.Contains(kind.ToLowerInvariant()))
        {
            throw new ArgumentException($"kind is '{kind}'; expected one of {string.Join(", ", ToolText.FacetKinds)}.");
        }

        var facets = await _library.FacetsAsync(null, top, cancellationToken).ConfigureAwait(false);
        var view = Views.Of(facets);
        var wanted = string.IsNullOrWhiteSpace(kind) ? null : kind.ToLowerInvariant();
        return new ToolAnswer(ToolText.OfFacets(view, wanted), ToolData.OfFacets(view, wanted));
    }

    private static SnipNotFoundException NotFound(string id) => new(id);

    private static void Check(string? text, string name)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException($"{name} is empty; expected some text.");
        if (text.Length > MaxQuestion) throw new ArgumentException($"{name} has {text.Length} characters; expected {MaxQuestion} at most.");
    }

    /// <summary>A schema only tells; a model may not listen.</summary>
    private static void Check(int number, int least, int most, string name)
    {
        if (number < least || number > most) throw new ArgumentException($"{name} is {number}; expected {least} to {most}.");
    }

    /// <summary>An argument that may be left out need not be null as well: each schema is read with every conversation.</summary>
    private static JsonNode Shorten(JsonNode schema)
    {
        if (schema is not JsonObject shape) return schema;
        if (shape.TryGetPropertyValue("default", out var otherwise) && otherwise is null) shape.Remove("default");
        if (shape["maximum"] is JsonValue most
            && most.ToString() == int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)) shape.Remove("maximum");
        if (shape["type"] is JsonArray types && types.Select(t => t?.GetValue<string>()).Where(t => t != "null").ToList() is [{ } only]) shape["type"] = only;
        return shape;
    }
}

/// <summary>Types of arguments that the package of functions does not know by itself.</summary>
[JsonSerializable(typeof(double?))]
internal sealed partial class ToolJson : JsonSerializerContext;
