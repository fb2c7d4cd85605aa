using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The JSON of openai-whisper, faster-whisper and whisperX: times in seconds, speakers where whisperX found them.</summary>
/// <remarks>whisperX leaves out times that it could not align (m-bain/whisperX#792); then those of the segment's words stand in.</remarks>
internal sealed class WhisperJson() : JsonTranscript("Whisper JSON", JsonShape.Whisper)
{
    protected override IEnumerable<Cue> Cues(JsonElement root) =>
        from segment in JsonTree.Items(root, "segments")
        let text = JsonTree.Text(segment, "text")
        where text is not null
        let start = JsonTree.Number(segment, "start") ?? WordTime(segment, "start", last: false)
        let end = JsonTree.Number(segment, "end") ?? WordTime(segment, "end", last: true)
        select Timed(JsonTree.Text(segment, "speaker"), text, Timecode.FromSeconds(start), Timecode.FromSeconds(end));

    private static double? WordTime(JsonElement segment, string name, bool last)
    {
        var times = JsonTree.Items(segment, "words").Select(word => JsonTree.Number(word, name)).Where(time => time is not null);
        return last ? times.LastOrDefault() : times.FirstOrDefault();
    }
}
