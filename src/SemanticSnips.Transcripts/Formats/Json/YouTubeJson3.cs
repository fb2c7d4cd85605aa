using System.Net;
using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>YouTube's json3 captions: events in milliseconds; one without <c>segs</c> sets a style, one of a line break alone says nothing.</summary>
internal sealed class YouTubeJson3() : JsonTranscript("YouTube json3", JsonShape.YouTubeJson3)
{
    protected override IEnumerable<Cue> Cues(JsonElement root) =>
        ScreenTime.Cut(
            from line in JsonTree.Items(root, "events")
            let text = string.Concat(JsonTree.Items(line, "segs").Select(segment => Raw(segment)))
            where !string.IsNullOrWhiteSpace(text)
            let start = JsonTree.Number(line, "tStartMs")
            let end = start + JsonTree.Number(line, "dDurationMs")
            select Timed(null, WebUtility.HtmlDecode(text), Timecode.FromMilliseconds(start), Timecode.FromMilliseconds(end)));

    /// <summary>A segment's text; unlike other text it may be a single space or line break.</summary>
    private static string Raw(JsonElement segment) =>
        JsonTree.Text(segment, "utf8") ?? (segment.TryGetProperty("utf8", out _) ? " " : "");
}
