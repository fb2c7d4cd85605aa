using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>The JSON of <c>snips eval --json</c>: an object for one collection, an array for several.</summary>
/// <remarks>Values that are null are left out. Thread-safe.</remarks>
public static class BenchmarkJson
{
    // For terminals and files, never for a script element: ids and queries stay readable.
    private static readonly BenchmarkJsonContext Context = new(new JsonSerializerOptions(BenchmarkJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes indented JSON.</summary>
    /// <exception cref="ArgumentException">There are no results.</exception>
    public static string Write(params IReadOnlyList<BenchmarkResult> results) => results.Count switch
    {
        0 => throw new ArgumentException("There is no result to write.", nameof(results)),
        1 => JsonSerializer.Serialize(results[0], Context.BenchmarkResult),
        _ => JsonSerializer.Serialize(results, Context.IReadOnlyListBenchmarkResult),
    };

    /// <summary>Reads what <see cref="Write"/> wrote, one or several.</summary>
    /// <exception cref="JsonException">The text is no such JSON.</exception>
    public static IReadOnlyList<BenchmarkResult> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.Deserialize(Context.IReadOnlyListBenchmarkResult)!
            : [document.RootElement.Deserialize(Context.BenchmarkResult)!];
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(BenchmarkResult))]
[JsonSerializable(typeof(IReadOnlyList<BenchmarkResult>))]
internal sealed partial class BenchmarkJsonContext : JsonSerializerContext;
