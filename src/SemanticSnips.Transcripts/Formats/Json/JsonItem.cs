using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>Reads a JSON object as a segment or word, by what its properties are called.</summary>
internal static class JsonItem
{
    /// <summary>The item; without text or times where the object has none.</summary>
    /// <param name="item">An object.</param>
    /// <param name="names">Names of speakers by label.</param>
    /// <param name="speaker">Who speaks where the object does not say.</param>
    public static SourceItem Read(JsonElement item, SpeakerNames names, string? speaker = null) => new Reading(names).Read(item, speaker, isWord: false);

    /// <summary>The label of the object's speaker, as written; null where it has none.</summary>
    public static string? SpeakerOf(JsonElement item)
    {
        var (best, rank) = (default(string), int.MaxValue);
        foreach (var property in item.EnumerateObject())
        {
            var field = FieldName.Of(property.Name);
            if (field.Role != FieldRole.Speaker || field.Rank >= rank || Label(property.Value, property.Name) is not { } label) continue;
            (best, rank) = (label, field.Rank);
        }

        return best;
    }

    private static string? Label(JsonElement value, string key)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = JsonTree.String(value)?.Trim();
                // Granola records two sources: the one who wrote the notes, and everybody else.
                if (key is "source") return text switch { "microphone" => "Me", "system" or "speaker" => "Them", _ => null };
                if (key is "role" or "name" or "user" or "who" && text?.Length > 60) return null;
                return string.IsNullOrEmpty(text) ? null : text;
            case JsonValueKind.Number:
                // Google counts speakers from one; nought is nobody.
                return key is "speakerTag" or "speaker_tag" && value.GetRawText() == "0" ? null : value.GetRawText();
            case JsonValueKind.Object:
                foreach (var name in (ReadOnlySpan<string>)["name", "display_name", "displayName", "speaker_name", "username", "user_name", "label",
                    "id", "speaker"])
                {
                    if (value.TryGetProperty(name, out var inner) && inner.ValueKind is JsonValueKind.String or JsonValueKind.Number
                        && Label(inner, name) is { } label) return label;
                }

                return null;
            case JsonValueKind.Array:
                return value.GetArrayLength() > 0 && value[0].ValueKind is not JsonValueKind.Array ? Label(value[0], key) : null;
            default:
                return null;
        }
    }

    private sealed class Reading(SpeakerNames names)
    {
        private readonly int[] _ranks = [.. Enumerable.Repeat(int.MaxValue, Enum.GetValues<FieldRole>().Length)];

        public SourceItem Read(JsonElement item, string? speaker, bool isWord)
        {
            var read = new SourceItem { Speaker = names.Of(SpeakerOf(item)) ?? speaker };
            foreach (var property in item.EnumerateObject())
            {
                var field = FieldName.Of(property.Name);
                if (field.Role == FieldRole.Other || field.Rank >= _ranks[(int)field.Role]) continue;
                var before = read;
                read = Take(read, property, field, isWord);
                if (!ReferenceEquals(before, read)) _ranks[(int)field.Role] = field.Rank;
            }

            return read;
        }

        private SourceItem Take(SourceItem read, JsonProperty property, FieldName field, bool isWord)
        {
            var value = property.Value;
            switch (field.Role)
            {
                case FieldRole.Text when value.ValueKind == JsonValueKind.String:
                    return JsonTree.String(value) is { } text ? read with { Text = text } : read;
                case FieldRole.Start when Time(value, field.UnitsPerSecond) is { } start:
                    // A date that nothing calls a start is when something was written.
                    return start.IsDate && field.Rank >= 20 ? read : read with { Start = start };
                case FieldRole.End when Time(value, field.UnitsPerSecond) is { } end:
                    return read with { End = end };
                case FieldRole.Duration when Time(value, field.UnitsPerSecond) is { } duration:
                    return read with { Duration = duration };
                case FieldRole.Span:
                    return Span(read, value, field.UnitsPerSecond);
                case FieldRole.Alternatives when value.ValueKind == JsonValueKind.Array
                    && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object:
                    var best = new Reading(names).Read(value[0], read.Speaker, isWord);
                    return read with
                    {
                        Text = read.Text ?? best.Text,
                        Speaker = read.Speaker ?? best.Speaker,
                        Words = read.Words.Count > 0
                        ? read.Words : best.Words,
                        Start = read.Start ?? best.Start,
                        End = read.End ?? best.End
                    };
                case FieldRole.Words when !isWord && value.ValueKind == JsonValueKind.String:
                    return JsonTree.String(value) is { } said && read.Text is null ? read with { Text = said } : read;
                case FieldRole.Words when !isWord && value.ValueKind == JsonValueKind.Array:
                    var words = Words(value, read.Start);
                    return words.Count > 0 ? read with { Words = words } : read;
                default:
                    return read;
            }
        }

        private List<SourceItem> Words(JsonElement array, SourceTime? start)
        {
            var words = new List<SourceItem>();
            foreach (var word in array.EnumerateArray())
            {
                if (word.ValueKind != JsonValueKind.Object) continue;
                var read = new Reading(names).Read(word, null, isWord: true);
                // YouTube times the words of an event from the event's start.
                if (word.TryGetProperty("utf8", out _))
                    read = read with { Start = start is { } eventStart ? eventStart with { Value = eventStart.Value + (read.Start?.Value ?? 0) } : null };
                if (read.Text is not null) words.Add(read);
            }

            return words;
        }

        private static SourceItem Span(SourceItem read, JsonElement value, double unitsPerSecond)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                if (value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Array)
                    return read with { Words = [.. value.EnumerateArray().Select(Triple).OfType<SourceItem>()] };
                if (value.GetArrayLength() is 0 or > 2 || Time(value[0], unitsPerSecond) is not { } first) return read;
                return read with { Start = first, End = value.GetArrayLength() == 2 ? Time(value[1], unitsPerSecond) : null };
            }

            if (value.ValueKind == JsonValueKind.Object)
            {
                var start = Either(value, "from", "start", unitsPerSecond);
                return start is null ? read : read with { Start = start, End = Either(value, "to", "end", unitsPerSecond) };
            }

            return read.Start is null && Time(value, unitsPerSecond) is { IsDate: false } at ? read with { Start = at } : read;
        }

        /// <summary>IBM's words: <c>["tide", 0.9, 1.2]</c>.</summary>
        private static SourceItem? Triple(JsonElement word) =>
            word.ValueKind == JsonValueKind.Array && word.GetArrayLength() == 3 && JsonTree.String(word[0]) is { } text
                ? new SourceItem { Text = text, Start = Time(word[1], 1), End = Time(word[2], 1) } : null;

        private static SourceTime? Either(JsonElement value, string one, string other, double unitsPerSecond) =>
            value.TryGetProperty(one, out var time) || value.TryGetProperty(other, out time) ? Time(time, unitsPerSecond) : null;

        private static SourceTime? Time(JsonElement value, double unitsPerSecond) => value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number) ? new SourceTime(number, unitsPerSecond) : null,
            JsonValueKind.String => SourceTime.Parse(JsonTree.String(value), unitsPerSecond),
            // Recorders of meetings: {"relative": 1.5, "absolute": "2025-03-01T10:00:02Z"}.
            JsonValueKind.Object when JsonTree.Number(value, "relative") is { } relative => new SourceTime(relative, 1),
            // Google's protocol buffers write {"seconds": "1", "nanos": 200000000}, and {} for nought.
            JsonValueKind.Object when JsonTree.Number(value, "seconds") is not null || JsonTree.Number(value, "nanos") is not null =>
                new SourceTime((JsonTree.Number(value, "seconds") ?? 0) + ((JsonTree.Number(value, "nanos") ?? 0) / 1e9), 1),
            _ => null,
        };
    }
}
