using System.Text.Json;
using System.Text.Json.Serialization;

namespace SemanticSnips.Cli;

/// <summary>Queries that have a name, in <c>searches.json</c> in the library's folder.</summary>
internal static class SavedSearches
{
    /// <summary>The file's name.</summary>
    public const string FileName = "searches.json";

    /// <summary>The queries by name; none where there is no file.</summary>
    /// <exception cref="UsageException">The file holds something else.</exception>
    public static SortedDictionary<string, string> Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var read = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), SearchesJson.Default.DictionaryStringString) : null;
            return new(read ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new UsageException($"'{path}' cannot be read: {e.Message}", "Mend it, or remove it.");
        }
    }

    /// <summary>The query of a name.</summary>
    /// <exception cref="UsageException">None has it.</exception>
    public static string Find(string folder, string name) => Load(folder) is var all && all.TryGetValue(name, out var query) ? query
        : throw new UsageException($"No search is saved as '{name}'.{ParseErrors.Guess(name, all.Keys)}", "See: snips searches");

    /// <summary>Gives a query a name, in place of the one that had it; null takes the name away.</summary>
    public static void Put(string folder, string name, string? query)
    {
        var all = Load(folder);
        if (query is null) all.Remove(name);
        else all[name] = query;
        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path + ".part", JsonSerializer.Serialize(new Dictionary<string, string>(all), SearchesJson.Default.DictionaryStringString));
        File.Move(path + ".part", path, overwrite: true);
    }
}

/// <summary>How they are stored.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class SearchesJson : JsonSerializerContext;
