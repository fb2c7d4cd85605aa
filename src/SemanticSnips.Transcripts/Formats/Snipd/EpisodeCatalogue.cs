using System.Text.Json;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>What the plugin's <c>metadata.json</c> says of episodes whose transcripts stand in files of their own, which name nothing but the episode's
/// uuid.</summary>
/// <remarks>Filled as sources are read: an archive or folder holds <c>metadata.json</c> before <c>transcripts/</c>. Not thread-safe.</remarks>
internal sealed class EpisodeCatalogue
{
    private readonly Dictionary<Guid, List<(string Field, string Value)>> _episodes = [];

    /// <summary>Takes the episodes of a <c>metadata.json</c>.</summary>
    /// <returns>Whether it is JSON of the plugin's shape; what of it is not is passed over.</returns>
    public bool TryAdd(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty("episodes_data", out var episodes) || episodes.ValueKind != JsonValueKind.Object) return false;
            document.RootElement.TryGetProperty("shows_data", out var shows);
            foreach (var episode in episodes.EnumerateObject())
            {
                if (!Guid.TryParse(episode.Name, out var id)) continue;
                var fields = new List<(string, string)>();
                Add(fields, "episode title", TextOf(episode.Value, "episode_name"));
                Add(fields, "show", TextOf(episode.Value, "show_id") is { } show ? TextOf(Property(shows, show), "name") : null);
                Add(fields, "published", TextOf(episode.Value, "episode_publish_date"));
                Add(fields, "duration", TextOf(episode.Value, "episode_duration"));
                Add(fields, "episode url", TextOf(episode.Value, "episode_url"));
                _episodes[id] = fields;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Gives an episode the fields that it lacks.</summary>
    public void FillIn(EpisodeDraft episode, Guid id)
    {
        foreach (var (field, value) in _episodes.GetValueOrDefault(id) ?? []) episode.Take(field, value);
    }

    private static void Add(List<(string Field, string Value)> fields, string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) fields.Add((field, value));
    }

    private static string? TextOf(JsonElement parent, string name) =>
        Property(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement Property(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;
}
