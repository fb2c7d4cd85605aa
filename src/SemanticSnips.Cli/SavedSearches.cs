using System.Text.Json.Serialization;

namespace SemanticSnips.Cli;

/// <summary>Queries that have a name, in <c>searches.json</c> beside the library.</summary>
internal static class SavedSearches
{
    /// <summary>The file's name.</summary>
    public const string FileName = "searches.json";

    /// <summary>The queries by name; none where there is no file.</summary>
    /// <exception cref="UsageException">The file holds something else.</exception>
    public static SortedDictionary<string, string> Load(ILibraryEditor editor)
    {
        var read = LibraryFile.Read(editor, FileName, SearchesJson.Default.DictionaryStringString) ?? [];
        try
        {
            return new(read, StringComparer.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"'{editor.PlaceOf(FileName)}' has two names that differ in capitals alone.", "Remove one of them.");
        }
    }

    /// <summary>The query of a name.</summary>
    /// <exception cref="UsageException">None has it.</exception>
    public static string Find(ILibraryEditor editor, string name) => Load(editor) is var all && all.TryGetValue(name, out var query) ? query
        : throw new UsageException($"No search is saved as '{name}'.{ParseErrors.Guess(name, all.Keys)}", "See: snips searches");

    /// <summary>Gives a query a name, in place of the one that had it; null takes the name away.</summary>
    public static void Put(ILibraryEditor editor, string name, string? query)
    {
        var all = Load(editor);
        if (query is null) all.Remove(name);
        else all[name] = query;
        LibraryFile.Write(editor, FileName, new Dictionary<string, string>(all), SearchesJson.Default.DictionaryStringString);
    }
}

/// <summary>How they are stored.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class SearchesJson : JsonSerializerContext;
