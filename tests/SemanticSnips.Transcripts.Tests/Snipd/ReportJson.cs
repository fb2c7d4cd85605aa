using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SemanticSnips.Transcripts.Tests.Snipd;

/// <summary>A report as JSON for a reader's eyes: nothing that is null, empty or false, an episode once.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="report">The report.</param>
    /// <param name="root">A folder that names are shown relative to.</param>
    /// <param name="lastWrite">When the file was last written, which is nobody's expectation.</param>
    public static string Of(SourceReport report, string root, DateTimeOffset? lastWrite)
    {
        string Name(string file) => file.Replace(root + "/", "", StringComparison.Ordinal);
        var episodes = report.Snips.Select(snip => snip.Episode).Distinct(ReferenceEqualityComparer.Instance).Cast<Episode>().ToList();
        return Object(
            ("file", Name(report.File)),
            ("format", report.Format),
            ("skipped", report.Skipped),
            ("repairedSpans", report.RepairedSpans == 0 ? null : report.RepairedSpans),
            ("warnings", Array(report.Warnings.Select(warning => (JsonNode)$"{warning.Line}: {warning.Message}"))),
            ("episodes", Array(episodes.Select(episode => (JsonNode)Object(
                ("episode", Of(episode)),
                ("snips", Array(report.Snips.Where(snip => ReferenceEquals(snip.Episode, episode)).Select(snip => (JsonNode)Of(snip, lastWrite)))))))))
            .ToJsonString(Readable);
    }

    private static JsonObject Of(Episode episode) => Object(
        ("title", episode.Title),
        ("show", episode.Show),
        ("host", episode.Host),
        ("guests", Array(episode.Guests.Select(guest => (JsonNode)guest!))),
        ("books", Array(episode.Books.Select(book => (JsonNode)book!))),
        ("published", episode.Published?.ToString("yyyy-MM-dd")),
        ("duration", episode.Duration?.ToString()),
        ("url", episode.Url),
        ("description", episode.Description),
        ("showNotes", Array((episode.ShowNotes?.Split('\n') ?? []).Select(line => (JsonNode)line!))),
        ("chapters", Array(episode.Chapters.Select(chapter => (JsonNode)$"{chapter.Start} {chapter.Title}"))));

    private static JsonObject Of(Snip snip, DateTimeOffset? lastWrite) => Object(
        ("id", snip.Id),
        ("range", snip.Start is null ? null : $"{snip.Start} - {snip.End}"),
        ("title", snip.Title),
        ("note", Array((snip.Note?.Split('\n') ?? []).Select(line => (JsonNode)line!))),
        ("summary", Array((snip.Summary?.Split('\n') ?? []).Select(line => (JsonNode)line!))),
        ("quote", snip.Quote),
        ("tags", Array(snip.Tags.Select(tag => (JsonNode)tag!))),
        ("favourite", snip.Favourite ? true : null),
        ("segment", snip.IsSegment ? true : null),
        ("url", snip.Url),
        ("created", snip.Created?.ToString("O")),
        ("exported", snip.Exported == lastWrite ? "as the file was written" : snip.Exported?.ToString("O")),
        ("turns", Array(snip.Turns.Select(turn => (JsonNode)$"{turn.Speaker ?? "?"}: {turn.Text}"))));

    private static JsonObject Object(params (string Name, JsonNode? Value)[] properties) =>
        new(properties.Where(property => property.Value is not null).Select(property => KeyValuePair.Create(property.Name, property.Value)));

    private static JsonArray? Array(IEnumerable<JsonNode> items) => items.ToArray() is { Length: > 0 } array ? new JsonArray(array) : null;
}
