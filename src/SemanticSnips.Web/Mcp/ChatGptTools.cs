using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SemanticSnips.Contract;

namespace SemanticSnips.Web.Mcp;

/// <summary><c>search</c> and <c>fetch</c> as ChatGPT's connectors want them: names, arguments and JSON in one text are theirs.</summary>
internal sealed class ChatGptTools(ISnipLibrary library)
{
    private const int Results = 10;

    private static readonly Views Views = new(paths: false);

    public static IEnumerable<AIFunction> Create(ISnipLibrary library)
    {
        var tools = new ChatGptTools(library);
        yield return AIFunctionFactory.Create(tools.SearchAsync, "search", serializerOptions: McpJsonUtilities.DefaultOptions);
        yield return AIFunctionFactory.Create(tools.FetchAsync, "fetch", serializerOptions: McpJsonUtilities.DefaultOptions);
    }

    [Description("Search the user's saved podcast snips; fetch reads one by its id.")]
    private async Task<CallToolResult> SearchAsync([Description("What it is about")] string query, CancellationToken cancellationToken)
    {
        var result = await library.SearchAsync(query, new SearchOptions { Top = Results }, cancellationToken);
        var rows = Views.Of(result).Results.Select(h =>
            new JsonObject { ["id"] = h.Snip, ["title"] = h.Title.Length > 0 ? h.Title : h.Episode, ["url"] = Address(h.Link, h.Snip) });
        return Text(new JsonObject { ["results"] = new JsonArray([.. rows]) });
    }

    [Description("Read one snip.")]
    private async Task<CallToolResult> FetchAsync([Description("The id from search")] string id, CancellationToken cancellationToken)
    {
        var details = await library.FindAsync(id, cancellationToken) ?? throw new SnipNotFoundException(id);
        var view = Views.Of(details);
        return Text(new JsonObject
        {
            ["id"] = view.Snip,
            ["title"] = view.Title ?? view.Episode ?? "Untitled",
            ["text"] = SnipTools.Read(details),
            ["url"] = Address(view.Link, view.Snip),
            ["metadata"] = new JsonObject
            {
                ["show"] = view.Show,
                ["episode"] = view.Episode,
                ["published"] = view.Published,
                ["speakers"] = string.Join(", ", view.Speakers),
            },
        });
    }

    private static string Address(string? link, string id) => link ?? $"snip:///{Uri.EscapeDataString(id)}";

    private static CallToolResult Text(JsonObject data) =>
        new() { Content = [new TextContentBlock { Text = data.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web)) }] };
}
