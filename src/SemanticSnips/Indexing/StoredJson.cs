using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SemanticSnips.Indexing;

/// <summary>The JSON in which snips are stored: compact where it is new, and as it always was where it is not.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Stored = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new LinesConverter() },
        TypeInfoResolver = ((IJsonTypeInfoResolver)SnipJson.Default).WithAddedModifier(LeaveOutNoLines),
    };

    /// <summary>A snip as it is stored.</summary>
    public static JsonTypeInfo<Snip> Snip { get; } = (JsonTypeInfo<Snip>)Stored.GetTypeInfo(typeof(Snip));

    /// <summary>A record as it is stored.</summary>
    public static JsonTypeInfo<IReadOnlyList<SaidBy>> Record { get; } = (JsonTypeInfo<IReadOnlyList<SaidBy>>)Stored.GetTypeInfo(typeof(IReadOnlyList<SaidBy>));

    /// <summary>A turn without timed lines is stored as it was before there were any: what a source said then has the same fingerprint now.</summary>
    private static void LeaveOutNoLines(JsonTypeInfo type)
    {
        if (type.Type != typeof(Turn)) return;
        foreach (var property in type.Properties)
        {
            if (property.Name == nameof(Turn.Lines)) property.ShouldSerialize = static (_, lines) => lines is IReadOnlyList<Line> { Count: > 0 };
        }
    }

    /// <summary>A line is an array of numbers: offset, start and, where there is one, end, in milliseconds.</summary>
    private sealed class LinesConverter : JsonConverter<IReadOnlyList<Line>>
    {
        public override IReadOnlyList<Line> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("expected an array of lines");
            var lines = new List<Line>();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
                var offset = reader.GetInt32();
                reader.Read();
                var start = ReadTime(ref reader);
                reader.Read();
                TimeSpan? end = null;
                if (reader.TokenType == JsonTokenType.Number)
                {
                    end = ReadTime(ref reader);
                    reader.Read();
                }

                if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("expected a line's end");
                lines.Add(new Line(offset, start, end));
            }

            return lines;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<Line> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var line in value)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(line.Offset);
                writer.WriteNumberValue(Milliseconds(line.Start));
                if (line.End is { } end) writer.WriteNumberValue(Milliseconds(end));
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        // Decimals, so that what is finer than a millisecond comes back as it was.
        private static decimal Milliseconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerMillisecond;

        private static TimeSpan ReadTime(ref Utf8JsonReader reader) => TimeSpan.FromTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerMillisecond));
    }
}
