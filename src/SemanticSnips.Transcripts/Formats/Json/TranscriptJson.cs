using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The JSON of recognisers, players and note takers: any list of objects with words and a start, also one object a line.</summary>
/// <remarks>
/// Read by the properties' names: Podcasting 2.0, Whisper and its kin, YouTube, AssemblyAI, Deepgram, Amazon, Google, Azure, Rev, ElevenLabs, Speechmatics,
/// Fireflies, Otter, Granola and whatever is written like them. Times may be seconds, milliseconds, clocks or dates.
/// </remarks>
internal sealed class TranscriptJson : ITranscriptFormat
{
    // Far enough to pass the whole text that openai-whisper writes first, a megabyte for twenty hours of speech.
    private const int CharactersToSniff = 1 << 20;

    private static readonly string[] AudioNames = ["audio_url", "audioUrl", "audio", "media_url", "mediaUrl", "audio_path", "audio_file", "file"];

    public string Name => "Transcript JSON";

    public bool Recognizes(SourceText source)
    {
        var text = source.Text.AsSpan().TrimStart();
        if (text is not ['{' or '[', ..]) return false;
        var head = text.Length <= CharactersToSniff ? source.Text : text[..CharactersToSniff].ToString();
        using var document = JsonTree.Parse(head, new ReadLog(source.File));
        return document is not null && (JsonLists.Items(document.RootElement).Count > 0 || HasSegments(document.RootElement));
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        using var document = JsonTree.Parse(source.Text, log);
        if (document is null)
        {
            log.Skip("The JSON breaks off before its first complete item.");
            return [];
        }

        cancellationToken.ThrowIfCancellationRequested();
        var root = document.RootElement;
        var items = JsonLists.Items(root);
        cancellationToken.ThrowIfCancellationRequested();
        return TranscriptSnips.From(source, Describe(root), SourceItem.Cues(items), log, AudioIn(root));
    }

    private static bool HasSegments(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("segments", out var segments) && segments.ValueKind == JsonValueKind.Array;

    /// <summary>What the document says about the episode.</summary>
    private static Episode Describe(JsonElement root)
    {
        var url = First(root, "url", "episode_url", "transcript_url");
        if (url is null && First(root, "video_id", "videoId") is { } video) url = $"https://www.youtube.com/watch?v={Uri.EscapeDataString(video)}";
        return new Episode
        {
            Title = First(root, "title", "episode_title", "episode", "meeting_title"),
            Show = First(root, "show", "show_title", "podcast"),
            Url = url
        };
    }

    private static string? AudioIn(JsonElement root) =>
        AudioNames.Select(name => AudioAddress.From(JsonTree.Text(root, name))).FirstOrDefault(address => address is not null);

    private static string? First(JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (JsonTree.Text(root, name) is { } text) return text.Trim();
        }

        return null;
    }
}
