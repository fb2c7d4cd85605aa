using System.Text.Json;
using System.Text.Json.Nodes;

namespace SemanticSnips.Contract;

/// <summary>Answers as data for programs between the library and a chat model: the contract's objects without nulls, and with quotations instead of
/// passages.</summary>
internal static class ToolData
{
    /// <summary>Characters of a quotation at most: the text holds the rest.</summary>
    private const int MaxQuote = 300;

    private static readonly string[] Kept =
    [
        "generation", "confidence", "answered", "results", "answers", "skip", "total", "snips", "rank", "relevance", "snip", "show", "episode",
        "title", "speakers", "speaker",
        "start", "end", "approximate", "text", "truncated", "link", "published", "tags", "favourite", "name", .. ToolText.FacetKinds,
    ];

    public static JsonObject OfAsk(SearchView view)
    {
        var answers = (view.Answers ?? []).Select(a => Quote(Slim(Node(a, ContractJson.Default.AnswerView)), a.Text, []));
        return new JsonObject
        {
            ["generation"] = view.Generation,
            ["confidence"] = view.Confidence,
            ["answers"] = new JsonArray([.. answers]),
        };
    }

    public static JsonObject OfSearch(SearchView view)
    {
        var results = view.Results.Select(h => Quote(Slim(Node(h, ContractJson.Default.HitView)), h.Text, h.Highlights));
        return new JsonObject
        {
            ["generation"] = view.Generation,
            ["confidence"] = view.Confidence,
            ["results"] = new JsonArray([.. results]),
        };
    }

    public static JsonObject OfList(ListView view) => Slim(Node(view, ContractJson.Default.ListView));

    public static JsonObject OfFacets(FacetsView view, string? kind)
    {
        var data = Node(view, ContractJson.Default.FacetsView);
        data.Remove("version");
        foreach (var other in ToolText.FacetKinds.Where(k => kind is not null && k != kind)) data.Remove(other);
        return data;
    }

    private static JsonObject Node<T>(T view, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(view, type)!.AsObject();

    private static JsonObject Quote(JsonObject row, string text, IReadOnlyList<int[]> highlights)
    {
        if (text.Length <= MaxQuote) return row;

        // Room for the dots that say where it was cut.
        row["text"] = ToolText.Cut(text, highlights, MaxQuote - 4);
        row["truncated"] = true;
        return row;
    }

    /// <summary>Without what is null, empty, or of no use to a reader.</summary>
    private static JsonObject Slim(JsonObject data)
    {
        foreach (var (name, value) in data.ToList())
        {
            if (value is null || !Kept.Contains(name) || (value is JsonArray { Count: 0 } && name is "tags" or "speakers") || IsBlank(value)) data.Remove(name);
            else if (value is JsonArray rows) foreach (var row in rows.OfType<JsonObject>()) Slim(row);
        }

        return data;
    }

    private static bool IsBlank(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.False || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0);
}
