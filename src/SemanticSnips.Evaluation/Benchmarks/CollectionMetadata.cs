using System.Text.Json;

namespace SemanticSnips.Evaluation;

/// <summary>What a collection may say beyond BEIR's layout.</summary>
internal static class CollectionMetadata
{
    /// <summary>When documents are spoken, by id: <c>metadata.start</c> and <c>metadata.end</c> of the corpus, in seconds.</summary>
    public static IReadOnlyDictionary<string, Moment> ReadMoments(TestCollection collection)
    {
        var moments = new Dictionary<string, Moment>(StringComparer.Ordinal);
        foreach (var line in Read(collection, CollectionReader.CorpusFile))
        {
            if (IdOf(line) is not { } id || !line.TryGetProperty("metadata", out var metadata)) continue;
            if (SecondsOf(metadata, "start") is { } start && SecondsOf(metadata, "end") is { } end && end >= start)
            {
                moments.TryAdd(id, new Moment(EpisodeOf(collection, id) ?? collection.Name, start, end));
            }
        }

        return moments;
    }

    /// <summary>The questions that nothing answers: those of which <c>metadata.answerable</c> is false and that have no judgment.</summary>
    public static IReadOnlyList<TestQuery> ReadUnanswerable(TestCollection collection) =>
    [
        .. from line in Read(collection, CollectionReader.QueriesFile)
           where line.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
               && metadata.TryGetProperty("answerable", out var answerable) && answerable.ValueKind == JsonValueKind.False
           let id = IdOf(line)
           where id is not null && !collection.Qrels.Contains(id) && line.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
           select new TestQuery(id, line.GetProperty("text").GetString()!, null),
    ];

    /// <summary>The recording that a document is a passage of: its group, else what stands before '#' in its id; null where documents are
    /// independent.</summary>
    public static string? EpisodeOf(TestCollection collection, string document) =>
        collection.GroupOf(document) ?? (document.IndexOf('#', StringComparison.Ordinal) is > 0 and var mark ? document[..mark] : null);

    /// <remarks>What is wrong in the file was said when the collection was loaded.</remarks>
    private static IEnumerable<JsonElement> Read(TestCollection collection, string file) =>
        JsonLines.Read(Path.Combine(collection.Folder, file), file, []).Select(line => line.Object);

    private static string? IdOf(JsonElement line) =>
        line.TryGetProperty("_id", out var id)
            ? id.ValueKind switch { JsonValueKind.String => id.GetString(), JsonValueKind.Number => id.GetRawText(), _ => null } : null;

    private static TimeSpan? SecondsOf(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.GetDouble() is >= 0 and < 1e9 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
