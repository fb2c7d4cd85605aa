using System.Text.Json;

namespace SemanticSnips.Evaluation;

/// <summary>One JSON object of a JSON Lines file, and where it stands.</summary>
internal readonly record struct JsonLine(JsonElement Object, string File, int Line, ICollection<CollectionProblem> Problems)
{
    public void Report(string message) => Problems.Add(new CollectionProblem(File, Line, message));

    /// <summary>The string (or whole number) called <paramref name="name"/>; null, and a problem, when there is none.</summary>
    public string? Required(string name)
    {
        if (!Object.TryGetProperty(name, out var value))
        {
            var fields = string.Join(", ", Object.EnumerateObject().Select(property => property.Name));
            Report($"no \"{name}\"; found {(fields.Length == 0 ? "an empty object" : fields)}");
            return null;
        }

        return ReadText(name, value);
    }

    /// <summary>The string called <paramref name="name"/>, or "" when it is absent or null.</summary>
    public string? Optional(string name) =>
        Object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? ReadText(name, value) : "";

    /// <summary><c>metadata.group</c>, or null.</summary>
    public string? Group() =>
        Object.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("group", out var group) && group.ValueKind != JsonValueKind.Null
            ? ReadText("metadata.group", group)
            : null;

    private string? ReadText(string name, JsonElement value)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String) return value.GetString();
            if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
            Report($"\"{name}\" is {Describe(value.ValueKind)}; expected a string");
        }
        catch (InvalidOperationException)
        {
            Report($"\"{name}\" holds half a surrogate pair, which is no Unicode text");
        }

        return null;
    }

    internal static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}

/// <summary>Reads JSON Lines a line at a time, so that a collection may be larger than memory.</summary>
internal static class JsonLines
{
    /// <summary>Every line that holds an object; blank lines are skipped, all others become problems.</summary>
    /// <remarks>An element is valid until the next one is asked for.</remarks>
    public static IEnumerable<JsonLine> Read(string path, string name, ICollection<CollectionProblem> problems)
    {
        using var reader = new StreamReader(path);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            using var document = Parse(text, name, line, problems);
            if (document is not null) yield return new JsonLine(document.RootElement, name, line, problems);
        }
    }

    private static JsonDocument? Parse(string text, string name, int line, ICollection<CollectionProblem> problems)
    {
        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            var found = JsonLine.Describe(document.RootElement.ValueKind);
            problems.Add(new CollectionProblem(name, line, $"found {found}; expected one JSON object a line"));
            document.Dispose();
        }
        catch (JsonException problem)
        {
            var at = problem.BytePositionInLine is { } position ? $" at byte {position + 1}" : "";
            problems.Add(new CollectionProblem(name, line, $"malformed JSON{at}; expected one JSON object a line"));
        }

        return null;
    }
}
