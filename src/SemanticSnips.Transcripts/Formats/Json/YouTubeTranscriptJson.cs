using System.Net;
using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The JSON of youtube-transcript-api: an array of lines, or an object with <c>snippets</c>; seconds.</summary>
/// <remarks>A line's duration is how long it stays on the screen and reaches into the next line; it is cut there.</remarks>
internal sealed class YouTubeTranscriptJson() : JsonTranscript("YouTube transcript JSON", JsonShape.YouTubeTranscript)
{
    protected override IEnumerable<Cue> Cues(JsonElement root) =>
        ScreenTime.Cut(
            from line in root.ValueKind == JsonValueKind.Array ? JsonTree.Items(root) : JsonTree.Items(root, "snippets")
            let text = JsonTree.Text(line, "text")
            where text is not null
            let start = JsonTree.Number(line, "start")
            let end = JsonTree.Number(line, "end") ?? (start + JsonTree.Number(line, "duration"))
            select Timed(JsonTree.Text(line, "speaker"), WebUtility.HtmlDecode(text), Timecode.FromSeconds(start), Timecode.FromSeconds(end)));

    protected override Episode Describe(JsonElement root)
    {
        var episode = base.Describe(root);
        return JsonTree.Text(root, "video_id") is { } id ? episode with { Url = episode.Url ?? $"https://www.youtube.com/watch?v={Uri.EscapeDataString(id)}" } : episode;
    }
}
