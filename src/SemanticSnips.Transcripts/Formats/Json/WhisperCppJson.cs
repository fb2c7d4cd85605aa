using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The JSON of whisper.cpp (-oj, -ojf): offsets in milliseconds, and the same times as text.</summary>
internal sealed class WhisperCppJson() : JsonTranscript("whisper.cpp JSON", JsonShape.WhisperCpp)
{
    protected override IEnumerable<Cue> Cues(JsonElement root)
    {
        var segments = JsonTree.Items(root, "transcription").Select(segment => (Segment: segment, Text: JsonTree.Text(segment, "text"))).Where(item => item.Text is not null).ToList();
        // With a length limit (-ml) a segment can be a part of a word: where others begin with a space, one without belongs to the word before.
        var spaced = segments.Count(item => item.Text![0] == ' ') * 2 > segments.Count;
        foreach (var (segment, text) in segments)
        {
            var cue = Timed(JsonTree.Text(segment, "speaker"), text!, Time(segment, "from"), Time(segment, "to"));
            yield return cue with { IsGlued = spaced && !char.IsWhiteSpace(text![0]) };
        }
    }

    private static TimeSpan? Time(JsonElement segment, string name)
    {
        if (segment.TryGetProperty("offsets", out var offsets) && JsonTree.Number(offsets, name) is { } milliseconds) return Timecode.FromMilliseconds(milliseconds);
        return segment.TryGetProperty("timestamps", out var stamps) && Timecode.TryParse(JsonTree.Text(stamps, name), out var time) ? time : null;
    }
}
