using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>Parses JSON as far as it goes, and reads loosely typed values from it.</summary>
internal static partial class JsonTree
{
    // A line that is no longer than this is parsed to see whether it is a document of its own.
    private const int MaxLine = 1 << 20;

    private static JsonReaderOptions ReaderOptions { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The document; where the text breaks off or is malformed, what came before, with a warning; null when nothing did.</summary>
    public static JsonDocument? Parse(string text, ReadLog log)
    {
        // Python writes NaN where a recogniser has no probability; JSON has no such number.
        if (IsLines(text)) return ParseLines(text, log);
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

    /// <summary>A string property; null where it is missing, blank or of another type.</summary>
    public static string? Text(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        return String(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    /// <summary>A string's value; null where it is none.</summary>
    public static string? String(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
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
            && double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number : null;
    }

    /// <summary>The text up to the last complete item of an array, with all that is open closed.</summary>
    private static byte[]? Mend(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(ReaderOptions));
        var open = new Stack<byte>();
        var (end, deepEnd) = (0, 0);
        var (closers, deepClosers) = (Array.Empty<byte>(), Array.Empty<byte>());
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) open.Push((byte)'}');
                else if (reader.TokenType == JsonTokenType.StartArray) open.Push((byte)']');
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) open.Pop();
                // Two or three levels down are most transcripts' items; deeper ones are mostly words, parts of an item.
                if (reader.TokenType != JsonTokenType.EndObject || open.Count == 0 || open.Peek() != ']') continue;
                if (open.Count > 2)
                {
                    if (end == 0) (deepEnd, deepClosers) = ((int)reader.BytesConsumed, [.. open]);
                    continue;
                }

                end = (int)reader.BytesConsumed;
                closers = [.. open];
            }
        }
        catch (JsonException)
        {
            // The break; what came before it is known.
        }

        if (end == 0) (end, closers) = (deepEnd, deepClosers);
        return end == 0 ? null : [.. utf8.AsSpan(0, end), .. closers];
    }

    /// <summary>Whether the text is one object a line: the first line is complete in itself, and another object follows.</summary>
    private static bool IsLines(string text)
    {
        var first = text.AsSpan().TrimStart();
        if (first is not ['{', ..]) return false;
        var end = first.IndexOf('\n');
        return end > 0 && end <= MaxLine && first[..end].TrimEnd() is [.., '}'] && first[end..].TrimStart() is ['{', ..] && ParseLine(first[..end]) is not null;
    }

    private static JsonDocument ParseLines(string text, ReadLog log)
    {
        var utf8 = new ArrayBufferWriter<byte>(text.Length);
        utf8.Write("["u8);
        var (number, bad) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace()) continue;
            if (ParseLine(line) is not { } item)
            {
                if (bad++ == 0) log.Warn(number, "This line is no complete JSON object, as the others are; it is left out, and so is any other that is none.");
                continue;
            }

            if (utf8.WrittenCount > 1) utf8.Write(","u8);
            utf8.Write(item);
        }

        utf8.Write("]"u8);
        return JsonDocument.Parse(utf8.WrittenMemory, DocumentOptions);
    }

    private static byte[]? ParseLine(ReadOnlySpan<char> line)
    {
        var text = line.Trim().ToString();
        if (text.Contains("NaN", StringComparison.Ordinal)) text = NaN().Replace(text, "${before}null");
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(utf8, DocumentOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object ? utf8 : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<before>[:\[,]\s{0,100})-?(?:NaN|Infinity)(?=\s{0,100}[,}\]])", RegexOptions.CultureInvariant)]
    private static partial Regex NaN();
}
