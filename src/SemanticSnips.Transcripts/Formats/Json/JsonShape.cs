using System.Text;
using System.Text.Json;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The JSON shapes that hold a transcript.</summary>
internal enum JsonShape
{
    Unknown,
    Podcasting,
    Whisper,
    WhisperCpp,
    YouTubeTranscript,
    YouTubeJson3,
}

/// <summary>Tells JSON shapes by their property names, from the file's beginning.</summary>
internal static class JsonSniffer
{
    // Far enough to pass the whole text that openai-whisper writes first, a megabyte for twenty hours of speech.
    private const int CharactersToSniff = 1 << 20;

    private const int TokensToSniff = 2000;

    /// <summary>The shape; <see cref="JsonShape.Unknown"/> for other JSON and for what is no JSON.</summary>
    public static JsonShape ShapeOf(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, CharactersToSniff));
        return head.TrimStart() is ['{' or '[', ..] ? ShapeOf(NamesIn(head)) : JsonShape.Unknown;
    }

    private static JsonShape ShapeOf(HashSet<string> names)
    {
        bool Has(params string[] all) => all.All(names.Contains);
        return Has("1:segments", "3:body") || Has("1:segments", "3:startTime") ? JsonShape.Podcasting
            : Has("1:transcription", "3:text") && (names.Contains("3:offsets") || names.Contains("3:timestamps")) ? JsonShape.WhisperCpp
            : Has("1:segments", "3:text") ? JsonShape.Whisper
            : Has("1:snippets", "3:text", "3:start") || Has("2:text", "2:start") ? JsonShape.YouTubeTranscript
            : Has("1:events", "3:tStartMs") ? JsonShape.YouTubeJson3
            : JsonShape.Unknown;
    }

    /// <summary>Property names, each behind its depth: <c>1:</c> in the root object, <c>3:</c> in objects of its arrays, <c>2:</c> in objects of a root array.</summary>
    private static HashSet<string> NamesIn(ReadOnlySpan<char> head)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(head.Length)];
        var reader = new Utf8JsonReader(utf8.AsSpan(0, Encoding.UTF8.GetBytes(head, utf8)), isFinalBlock: false, new JsonReaderState(JsonTree.ReaderOptions));
        try
        {
            for (var tokens = 0; tokens < TokensToSniff && reader.Read(); tokens++)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth <= 3) names.Add($"{reader.CurrentDepth}:{reader.GetString()}");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Broken JSON is told by what came before the break.
        }

        return names;
    }
}
