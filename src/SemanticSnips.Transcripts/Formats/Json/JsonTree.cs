using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>Parses JSON as far as it goes, and reads loosely typed values from it.</summary>
internal static partial class JsonTree
{
    public static JsonReaderOptions ReaderOptions { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The document; where the text breaks off or is malformed, what came before, with a warning; null when nothing did.</summary>
    public static JsonDocument? Parse(string text, ReadLog log)
    {
        // Python writes NaN where a recogniser has no probability; JSON has no such number.
        if (text.Contains("NaN", StringComparison.Ordinal)) text = NaN().Replace(text, "${before}null");
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            return JsonDocument.Parse(utf8, DocumentOptions);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            if (Mend(utf8) is not { } mended)
            {
                log.Warn(line, "The JSON is malformed or breaks off here, before its first complete item.");
                return null;
            }

            log.Warn(line, "The JSON is malformed or breaks off here; the items before this line are read.");
            return JsonDocument.Parse(mended, DocumentOptions);
        }
    }

    /// <summary>The objects of an array property; none where there is no such array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var array) ? Items(array) : [];

    /// <summary>The objects of an array; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    /// <summary>A string property; null where it is missing, blank or of another type.</summary>
    public static string? Text(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no text.
            return null;
        }
    }

    /// <summary>A number property, also where it is written as a string; null where it is missing or something else.</summary>
    public static double? Number(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return value.ValueKind == JsonValueKind.String && Text(parent, name) is { } text
            && double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The text up to the last complete item of an array, with all that is open closed.</summary>
    private static byte[]? Mend(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(ReaderOptions));
        var open = new Stack<byte>();
        var end = 0;
        var closers = Array.Empty<byte>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) open.Push((byte)'}');
                else if (reader.TokenType == JsonTokenType.StartArray) open.Push((byte)']');
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) open.Pop();
                // Two or three levels down are a transcript's items; deeper ones (words) are parts of an item.
                if (reader.TokenType != JsonTokenType.EndObject || open.Count is 0 or > 2 || open.Peek() != ']') continue;
                end = (int)reader.BytesConsumed;
                closers = [.. open];
            }
        }
        catch (JsonException)
        {
            // The break; what came before it is known.
        }

        return end == 0 ? null : [.. utf8.AsSpan(0, end), .. closers];
    }

    [GeneratedRegex(@"(?<before>[:\[,]\s{0,100})-?(?:NaN|Infinity)(?=\s{0,100}[,}\]])", RegexOptions.CultureInvariant)]
    private static partial Regex NaN();
}
