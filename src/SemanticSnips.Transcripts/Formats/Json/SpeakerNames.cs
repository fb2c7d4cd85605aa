using System.Text.Json;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>The names that a document gives its speakers' labels: <c>"speakers": {"0": "Ann"}</c>, or a list of objects with an id and a name.</summary>
internal sealed class SpeakerNames
{
    private static readonly string[] Tables = ["speakers", "speaker_map", "speakerMap", "speaker_names", "speakerNames", "participants"];

    private const int MostWrappers = 4;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads the tables of a document: those of its root, and of the objects that it is wrapped in.</summary>
    public static SpeakerNames In(JsonElement root)
    {
        var names = new SpeakerNames();
        names.AddTables(root, MostWrappers);
        return names;
    }

    /// <summary>The speaker of a label: the name that the document gives it; numbers and lone letters become <c>Speaker 0</c>, <c>Speaker A</c>.</summary>
    public string? Of(string? label)
    {
        if (label is null) return null;
        if (_names.TryGetValue(label, out var name)) return name;
        return label.All(char.IsAsciiDigit) || (label.Length == 1 && char.IsAsciiLetterUpper(label[0])) ? $"Speaker {label}" : label;
    }

    private void AddTables(JsonElement element, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object || depth == 0) return;
        foreach (var table in Tables)
        {
            if (element.TryGetProperty(table, out var value)) Add(value);
        }

        foreach (var property in element.EnumerateObject()) AddTables(property.Value, depth - 1);
    }

    private void Add(JsonElement table)
    {
        if (table.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in table.EnumerateObject())
            {
                var name = entry.Value.ValueKind == JsonValueKind.String ? JsonTree.String(entry.Value) : NameIn(entry.Value);
                if (!string.IsNullOrWhiteSpace(name)) _names.TryAdd(entry.Name, name.Trim());
            }
        }
        else if (table.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var entry in table.EnumerateArray())
            {
                var name = entry.ValueKind == JsonValueKind.String ? JsonTree.String(entry) : NameIn(entry);
                var id = entry.ValueKind == JsonValueKind.Object ? IdIn(entry) : index.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (!string.IsNullOrWhiteSpace(name) && id is not null) _names.TryAdd(id, name.Trim());
                index++;
            }
        }
    }

    private static string? NameIn(JsonElement entry) =>
        JsonTree.Text(entry, "name") ?? JsonTree.Text(entry, "speaker_name") ?? JsonTree.Text(entry, "display_name")
            ?? JsonTree.Text(entry, "displayName") ?? JsonTree.Text(entry, "fullName");

    private static string? IdIn(JsonElement entry)
    {
        foreach (var name in (ReadOnlySpan<string>)["id", "speaker_id", "speakerId", "speaker", "label", "index"])
        {
            if (!entry.TryGetProperty(name, out var id)) continue;
            if (id.ValueKind == JsonValueKind.Number) return id.GetRawText();
            if (JsonTree.Text(entry, name) is { } text) return text;
        }

        return null;
    }
}
