using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SemanticSnips.Cli;

/// <summary>A small file of the command line's own in the library's folder: whole, old or new, at any moment.</summary>
internal static class LibraryFile
{
    /// <summary>Reads the file; null where there is none.</summary>
    /// <param name="folder">The library's.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="type">What it holds.</param>
    /// <exception cref="UsageException">It holds something else.</exception>
    public static T? Read<T>(string folder, string name, JsonTypeInfo<T> type)
        where T : class
    {
        var path = Path.Combine(folder, name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), type) : null;
        }
        catch (JsonException e)
        {
            throw new UsageException($"'{path}' cannot be read: {e.Message}", "Mend it, or remove it to begin anew.");
        }
    }

    /// <summary>Writes the file beside its place, flushes it to the disk, and puts it there.</summary>
    /// <exception cref="IndexException">The system does not let it be written; the one before stays.</exception>
    public static void Write<T>(string folder, string name, T content, JsonTypeInfo<T> type)
    {
        var path = Path.Combine(folder, name);
        try
        {
            using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, content, type);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException(IndexFault.NotWritable, $"'{path}' cannot be written: {e.Message}", e) { Place = path };
        }
    }
}
