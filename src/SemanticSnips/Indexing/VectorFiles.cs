using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>The segments' files in an index's folder.</summary>
internal static class VectorFiles
{
    /// <summary>Whether there is any segment, named by a commit or not.</summary>
    public static bool Any(string folder) => List(folder).Any(f => f.EndsWith(".vec", StringComparison.Ordinal));

    /// <summary>Every whole segment of a folder whose commit is lost, oldest first: the name and the header say what a commit would.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="dimensions">Of which vectors.</param>
    public static IReadOnlyList<VectorSegmentInfo> Found(string folder, int dimensions) =>
        [.. List(folder).Where(f => f.EndsWith(".vec", StringComparison.Ordinal))
            .OrderBy(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal)
            .Select(VectorSegment.TryIdentify).OfType<VectorSegmentInfo>().Where(s => s.Dimensions == dimensions)];

    /// <summary>Files that this program made and that a commit does not name, tables of an earlier one among them: left by a crash, or replaced.</summary>
    public static IEnumerable<string> Orphans(string folder, IndexManifest manifest)
    {
        var named = manifest.Segments.Select(s => s.File).ToHashSet(StringComparer.Ordinal);
        return List(folder).Where(f => !named.Contains(Path.GetFileName(f))
            && (VectorSegmentWriter.IsOwn(f) || SourceLog.IsUnfinished(f) || (Path.GetFileName(f) != manifest.Ledger && SourceLedger.IsOwn(f))))
            .Concat(TableFile.Others(IndexManifest.KeywordFolder(folder), IndexCommit.Newest(folder)));
    }

    /// <summary>Deletes what <see cref="Orphans"/> tells, and nothing else.</summary>
    public static void RemoveOrphans(string folder, IndexManifest manifest)
    {
        foreach (var file in Orphans(folder, manifest).ToList())
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A reader of the last commit may hold it open; the next commit tries again.
            }
        }
    }

    private static IEnumerable<string> List(string folder)
    {
        try
        {
            return Directory.GetFiles(IndexManifest.VectorFolder(folder)).Order(StringComparer.Ordinal);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
