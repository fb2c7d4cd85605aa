using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SemanticSnips.Cli;

/// <summary>A small file of the command line's own beside a library: whole, old or new, at any moment.</summary>
internal static class LibraryFile
{
    /// <summary>Reads the file; null where there is none.</summary>
    /// <param name="editor">The library's.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="type">What it holds.</param>
    /// <exception cref="UsageException">It holds something else.</exception>
    public static T? Read<T>(ILibraryEditor editor, string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return editor.ReadFile(name) is { } content ? JsonSerializer.Deserialize(content, type) : null;
        }
        catch (JsonException e)
        {
            throw new UsageException($"'{editor.PlaceOf(name)}' cannot be read: {e.Message}", "Mend it, or remove it to begin anew.");
        }
    }

    /// <summary>Puts the file in place of the one before.</summary>
    /// <exception cref="IndexException">It cannot be written; the one before stays.</exception>
    public static void Write<T>(ILibraryEditor editor, string name, T content, JsonTypeInfo<T> type) =>
        editor.WriteFile(name, JsonSerializer.Serialize(content, type));
}
