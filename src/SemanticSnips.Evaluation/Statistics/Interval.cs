using System.Text.Json;
using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>A confidence interval, both ends included. In JSON <c>[low, high]</c>.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, at least <paramref name="Low"/>.</param>
[JsonConverter(typeof(IntervalConverter))]
public readonly record struct Interval(double Low, double High);

internal sealed class IntervalConverter : JsonConverter<Interval>
{
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("expected an interval [low, high]");
        reader.Read();
        var low = reader.GetDouble();
        reader.Read();
        var high = reader.GetDouble();
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("an interval has two numbers: [low, high]");
        return new Interval(low, high);
    }

    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Low);
        writer.WriteNumberValue(value.High);
        writer.WriteEndArray();
    }
}
