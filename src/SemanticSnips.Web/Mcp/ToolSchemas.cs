using System.Text.Json;

namespace SemanticSnips.Web.Mcp;

/// <summary>What the structured content of each tool holds. Written by hand and short, since every conversation begins with all of them.</summary>
internal static class ToolSchemas
{
    private const string Confidence = """{"enum":["none","unsure","likely"]}""";
    private const string Row = """{"type":"object","required":["snip"]}""";
    private const string Names = """{"type":"array","items":{"type":"object","required":["name","snips"]}}""";

    /// <summary>The schema of a tool's structured content; null where it has none.</summary>
    public static JsonElement? Of(string tool) => tool switch
    {
        "ask_snips" => Parse(
            $$$"""
            {"type":"object","properties":{"confidence":{{{Confidence}}},"answers":{"type":"array","items":{{{Row}}}}},
            "required":["confidence","answers"]}
            """),
        "search_snips" or "related_snips" => Parse(
            $$$"""
            {"type":"object","properties":{"confidence":{{{Confidence}}},"results":{"type":"array","items":{{{Row}}}}},
            "required":["confidence","results"]}
            """),
        "list_snips" => Parse(
            $$$"""{"type":"object","properties":{"total":{"type":"integer"},"snips":{"type":"array","items":{{{Row}}}}},"required":["total","snips"]}"""),
        "list_facets" => Parse($$$"""{"type":"object","properties":{"speakers":{{{Names}}},"shows":{{{Names}}}}}"""),
        _ => null,
    };

    private static JsonElement Parse(string schema)
    {
        using var parsed = JsonDocument.Parse(schema);
        return parsed.RootElement.Clone();
    }
}
