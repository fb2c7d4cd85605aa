using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SemanticSnips.Contract;

namespace SemanticSnips.Web.Mcp;

/// <summary>What an assistant finds behind the door, over whichever transport: tools, resources, prompts, and how mistakes are told.</summary>
internal sealed class McpDoor
{
    private readonly ISnipLibrary _library;
    private readonly bool _chatGpt;
    private int _calls;

    /// <param name="library">What is asked.</param>
    /// <param name="chatGpt">Whether <c>search</c> and <c>fetch</c> are offered as well.</param>
    public McpDoor(ISnipLibrary library, bool chatGpt)
    {
        _library = library;
        _chatGpt = chatGpt;
    }

    /// <summary>Calls that run now.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Puts everything into a server's options, but for the instructions.</summary>
    public void Configure(McpServerOptions options)
    {
        options.ServerInfo = new Implementation { Name = "snips", Title = "SemanticSnips", Version = typeof(McpDoor).Assembly.GetName().Version!.ToString(3) };
        options.ToolCollection = [.. Tools()];
        options.ResourceCollection = [.. SnipResources.Create(_library)];
        options.PromptCollection = [.. SnipPrompts.Create()];
        options.Filters.Request.CallToolFilters.Add(next => (context, cancellationToken) => CallAsync(next, context, cancellationToken));
    }

    /// <summary>The tools as the protocol has them: the library's own functions, marked as harmless.</summary>
    public IEnumerable<McpServerTool> Tools()
    {
        var functions = SnipTools.Create(_library, ToResult);
        foreach (var function in functions) yield return ToTool(function, ToolSchemas.Of(function.Name));
        if (!_chatGpt) yield break;
        foreach (var function in ChatGptTools.Create(_library)) yield return ToTool(function, null);
    }

    private static McpServerTool ToTool(AIFunction function, JsonElement? output) => McpServerTool.Create(function, new McpServerToolCreateOptions
    {
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false,
        UseStructuredContent = output is not null,
        OutputSchema = output,
    });

    private static CallToolResult ToResult(ToolAnswer answer) => new()
    {
        Content = [new TextContentBlock { Text = answer.Text }],
        StructuredContent = answer.Data is { } data ? JsonElement.Parse(data.ToJsonString()) : null,
    };

    /// <summary>A mistake of the model comes back as a result that it can read, instead of a failure of the protocol that says nothing.</summary>
    private async ValueTask<CallToolResult> CallAsync(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next, RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            RefuseUnknownArguments(context);
            return await next(context, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or McpProtocolException))
        {
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = Explain(e) }] };
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>A misspelt argument is told, not passed over: what it was to narrow would come back whole.</summary>
    private static void RefuseUnknownArguments(RequestContext<CallToolRequestParams> context)
    {
        if (context.Params?.Arguments is not { } given || context.MatchedPrimitive is not McpServerTool tool) return;
        if (!tool.ProtocolTool.InputSchema.TryGetProperty("properties", out var properties)) return;
        var known = properties.EnumerateObject().Select(p => p.Name).ToList();
        if (given.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            throw new ArgumentException($"There is no argument '{unknown}'; expected of {tool.ProtocolTool.Name}: {string.Join(", ", known)}.");
        }

        if (!tool.ProtocolTool.InputSchema.TryGetProperty("required", out var required)) return;
        if (required.EnumerateArray().Select(r => r.GetString()!).FirstOrDefault(r => !given.ContainsKey(r)) is { } missing)
        {
            throw new ArgumentException($"{missing} is missing; {tool.ProtocolTool.Name} needs it.");
        }

        foreach (var (name, value) in given) CheckType(name, value, properties.GetProperty(name));
    }

    private static void CheckType(string name, JsonElement value, JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var declared) || declared.ValueKind != JsonValueKind.String || value.ValueKind == JsonValueKind.Null) return;
        var expected = declared.GetString();
        var holds = expected switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => true,
        };
        if (!holds) throw new ArgumentException($"{name} is {value.GetRawText()}; expected {(expected == "integer" ? "a whole number" : $"a {expected}")}.");
    }

    private static string Explain(Exception e)
    {
        var error = Refusals.Of(e, paths: false).Error;
        return error.Code switch
        {
            "fault" => "Something broke in the library that should not have.",
            "missing" => $"{error.Message} The user can bring snips in with: snips index FILE-OR-FOLDER",
            "not-found" => $"{error.Message} search_snips and list_snips give ids.",
            _ => error.Message,
        };
    }
}
