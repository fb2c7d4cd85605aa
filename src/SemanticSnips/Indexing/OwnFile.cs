using System.Text;

namespace SemanticSnips.Indexing;

/// <summary>Small files of lines beside an index: whole, old or new, at any moment.</summary>
internal static class OwnFile
{
    /// <summary>What the name of a file ends with that is not in its place yet.</summary>
    public const string Unfinished = ".part";

    /// <summary>Writes the lines beside the place, flushes them to the disk, and puts them there.</summary>
    public static void Write(string path, IEnumerable<string> lines)
    {
        var beside = path + Unfinished;
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            // The old file stays; half of a new one is of no use.
            TryDelete(beside);
            throw;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next writing replaces it.
        }
    }
}
