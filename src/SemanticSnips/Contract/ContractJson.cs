using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SemanticSnips.Contract;

/// <summary>How views become JSON: the same bytes through every door.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SearchView))]
[JsonSerializable(typeof(ListView))]
[JsonSerializable(typeof(DuplicatesView))]
[JsonSerializable(typeof(ShowView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(FacetsView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(DoctorView))]
[JsonSerializable(typeof(FailureView))]
[JsonSerializable(typeof(SourcesView))]
[JsonSerializable(typeof(RemovalView))]
[JsonSerializable(typeof(CopyView))]
[JsonSerializable(typeof(RestoredView))]
[JsonSerializable(typeof(WatchView))]
[JsonSerializable(typeof(StatsView))]
[JsonSerializable(typeof(SearchesView))]
[JsonSerializable(typeof(AliasesView))]
[JsonSerializable(typeof(LinkView))]
[JsonSerializable(typeof(QuoteView))]
public sealed partial class ContractJson : JsonSerializerContext
{
    // Nobody embeds the doors' output in HTML unescaped; people read it.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object in one line, in which nothing acts on a terminal: what would is escaped.</summary>
    /// <param name="view">One of the contract's views.</param>
    /// <param name="type">Its metadata, such as <see cref="SearchView"/>'s in <see cref="Default"/>.</param>
    public static string Line<T>(T view, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable)) JsonSerializer.Serialize(writer, view, type);
        return Escape(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>JSON of the same meaning without characters that could turn the direction of text: they stand in strings alone.</summary>
    public static string Escape(string json)
    {
        if (!json.AsSpan().ContainsAny(PlainText.DirectionControls)) return json;
        var escaped = new StringBuilder(json.Length + 64);
        foreach (var c in json)
        {
            if (PlainText.TurnsDirection(c)) escaped.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
