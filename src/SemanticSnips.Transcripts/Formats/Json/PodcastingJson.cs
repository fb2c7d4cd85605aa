using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The JSON of the Podcasting 2.0 namespace: times in seconds; a segment may be a single word.</summary>
/// <remarks>https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md</remarks>
internal sealed class PodcastingJson() : JsonTranscript("Podcasting 2.0 JSON", JsonShape.Podcasting)
{
    protected override IEnumerable<Cue> Cues(JsonElement root) =>
        from segment in JsonTree.Items(root, "segments")
        let body = JsonTree.Text(segment, "body")
        where body is not null
        select Timed(JsonTree.Text(segment, "speaker"), body, Timecode.FromSeconds(JsonTree.Number(segment, "startTime")), Timecode.FromSeconds(JsonTree.Number(segment, "endTime")));
}
