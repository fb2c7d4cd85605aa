using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>The newest commit of an index, open for reading: what it says of itself, its words and exactly the vectors that it names.</summary>
/// <remarks>Opening makes, changes and locks nothing.</remarks>
internal sealed class IndexCommit : IDisposable
{
    private IndexCommit(IndexManifest manifest, KeywordIndex keywords, VectorStore vectors)
    {
        Manifest = manifest;
        Keywords = keywords;
        Vectors = vectors;
    }

    public IndexManifest Manifest { get; }

    public KeywordIndex Keywords { get; }

    public VectorStore Vectors { get; }

    /// <summary>Whether a folder holds a commit, or what is left of one that is damaged.</summary>
    /// <exception cref="IndexException">The system refuses to look.</exception>
    public static bool Exists(string folder) => IndexFaults.Reading(folder, () => KeywordIndex.Exists(IndexManifest.KeywordFolder(folder)));

    /// <summary>The number of the newest commit in a folder; -1 where there is none. Opens nothing.</summary>
    public static long Newest(string folder) => KeywordIndex.NewestCommit(IndexManifest.KeywordFolder(folder));

    /// <summary>Opens the newest commit.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="card">The model that it must be of.</param>
    /// <param name="readsAll">Verify every checksum, also of files that are as they were when they were known to be whole.</param>
    /// <exception cref="IndexException">There is none, it is damaged or of another format or model, or the system refuses to read it.</exception>
    public static IndexCommit Open(string folder, EmbeddingCard card, bool readsAll = false)
    {
        // A writer may remove files between the reading of the commit and their opening: then there is a newer commit, and that one is read.
        for (var seen = -1L; ;)
        {
            var generation = seen;
            try
            {
                return OpenOnce(folder, card, readsAll, g => generation = g);
            }
            catch (IndexException e) when (e.Fault == IndexFault.Damaged && generation != seen)
            {
                seen = generation;
            }
        }
    }

    /// <summary>What the newest commit says of itself; nothing else is read.</summary>
    /// <exception cref="IndexException">As for <see cref="Open"/>.</exception>
    public static IndexManifest ReadManifest(string folder) =>
        IndexFaults.Reading(folder, () => IndexManifest.Read(folder, KeywordIndex.ReadUserData(IndexManifest.KeywordFolder(folder))));

    /// <summary>Opens the segments that a manifest names.</summary>
    /// <exception cref="IndexException">One is damaged, or the system refuses to read it.</exception>
    public static VectorStore OpenVectors(string folder, IndexManifest manifest, bool readsAll = false) =>
        IndexFaults.Reading(folder, () => VectorStore.Open(IndexManifest.VectorFolder(folder), manifest.Dimensions, manifest.Segments, readsAll));

    /// <summary>Whether a segment is there and whole; all of it is read.</summary>
    /// <exception cref="IndexException">The system refuses to read it.</exception>
    public static bool CanOpen(string folder, IndexManifest manifest, VectorSegmentInfo segment)
    {
        try
        {
            OpenVectors(folder, manifest with { Segments = [segment] }, readsAll: true).Dispose();
            return true;
        }
        catch (IndexException e) when (e.Fault == IndexFault.Damaged)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Keywords.Dispose();
        Vectors.Dispose();
    }

    private static IndexCommit OpenOnce(string folder, EmbeddingCard card, bool readsAll, Action<long> tell)
    {
        // The manifest first: nothing of another format, which may be laid out otherwise, is read.
        tell(ReadManifest(folder).Generation);
        var keywords = IndexFaults.Reading(folder, () => KeywordIndex.Open(IndexManifest.KeywordFolder(folder), readsAll));
        try
        {
            var manifest = IndexManifest.Read(folder, keywords.UserData);
            tell(manifest.Generation);
            manifest.RequireModel(folder, card);
            return new IndexCommit(manifest, keywords, OpenVectors(folder, manifest, readsAll));
        }
        catch
        {
            keywords.Dispose();
            throw;
        }
    }
}
