using SemanticSnips.Indexing;
using SemanticSnips.Keywords;

namespace SemanticSnips;

/// <summary>Makes a damaged index whole again of what it still holds.</summary>
public static class IndexRepair
{
    /// <summary>Repairs the index in a folder. What cannot be read is set aside below it, never deleted.</summary>
    /// <remarks>
    /// Words can be made anew of the snips' stored text, vectors of the words: damaged postings are written again from what the stored fields hold, damaged
    /// segments are embedded again, and where the commit itself is lost, all that its folder holds is brought in. Only stored text that is itself damaged
    /// is lost to the index; the next import of its source brings it back. A sound index loses what a stopped import left, and gets the vectors that it
    /// still lacks.
    /// </remarks>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="progress">Told as embedding goes on.</param>
    /// <param name="cancellationToken">Stops embedding; what is embedded is committed, and the next import goes on from there.</param>
    /// <exception cref="IndexException">There is no index, another writes it, it is of another format, or the system refuses.</exception>
    public static RepairReport Repair(
        string folder, ModelLoader model, IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Repair(folder, model, null, progress, cancellationToken);

    /// <inheritdoc cref="Repair(string, ModelLoader, IProgress{EmbeddingProgress}?, CancellationToken)"/>
    internal static RepairReport Repair(
        string folder, ModelLoader model, IndexWriterOptions? options, IProgress<EmbeddingProgress>? progress, CancellationToken cancellationToken)
    {
        options ??= new IndexWriterOptions();
        var committed = ReadManifest(folder);
        var manifest = committed ?? Found(folder, model.Card, options);
        var orphans = committed is null ? 0 : VectorFiles.Orphans(folder, manifest).Count();
        var (aside, isDamaged) = SetAsideSegments(folder, manifest);
        DropDamagedTables(folder);
        var lost = 0;
        if (committed is null || WordsAreDamaged(folder))
        {
            (var place, lost) = RebuildWords(folder, model, options, manifest, committed is not null, cancellationToken);
            aside.Add(place);
            isDamaged = true;
        }

        using var writer = SnipIndexWriter.Open(folder, model, options with { Rebuild = isDamaged }, cancellationToken);
        var (embedded, pending) = Embedder.Run(writer, model, Environment.ProcessorCount, progress, cancellationToken);
        return new RepairReport(((ISnipStore)writer).ReadStates().Count, lost, embedded, pending, orphans, committed is null, aside);
    }

    /// <summary>What the commit says; null where it is lost or damaged.</summary>
    private static IndexManifest? ReadManifest(string folder)
    {
        try
        {
            return IndexCommit.ReadManifest(folder);
        }
        catch (IndexException e) when (e.Fault == IndexFault.Damaged)
        {
            return null;
        }
    }

    /// <summary>What a commit would say that names every segment of the folder.</summary>
    private static IndexManifest Found(string folder, EmbeddingCard card, IndexWriterOptions options) =>
        IndexManifest.For(card, options.Chunking, options.Passages) with
        {
            Segments = IndexFaults.Reading(folder, () => VectorFiles.Found(folder, card.Dimensions)),
            Generation = IndexFaults.Reading(folder, () => StoredContents.NewestCommit(IndexManifest.KeywordFolder(folder))),
        };

    private static bool WordsAreDamaged(string folder)
    {
        try
        {
            IndexFaults.Reading(folder, () => KeywordIndex.Open(IndexManifest.KeywordFolder(folder), readsAll: true)).Dispose();
            return false;
        }
        catch (IndexException e) when (e.Fault == IndexFault.Damaged)
        {
            return true;
        }
    }

    /// <summary>Deletes what was kept of the commit, where that is damaged: it is derived and kept once more.</summary>
    private static void DropDamagedTables(string folder)
    {
        try
        {
            using var keywords = KeywordIndex.Open(IndexManifest.KeywordFolder(folder), readsAll: true);
            if (!keywords.IsKeptWhole(IndexManifest.KeywordFolder(folder)))
                File.Delete(TableFile.PathOf(IndexManifest.KeywordFolder(folder), keywords.Commit));
        }
        catch (Exception e) when (e is KeywordIndexException or IOException or UnauthorizedAccessException)
        {
            // The words are damaged, too, and made anew.
        }
    }

    private static (string Place, int Lost) RebuildWords(
        string folder, ModelLoader model, IndexWriterOptions options, IndexManifest manifest, bool isCommitted, CancellationToken cancellationToken)
    {
        var keywords = IndexManifest.KeywordFolder(folder);
        var records = new Dictionary<string, SnipRecord>(StringComparer.Ordinal);

        // Of several records of one snip, which only a lost commit leaves, the one written last stands.
        void Take(byte[] content)
        {
            var record = SnipRecord.Parse(content);
            records[record.Snip.Id] = record;
        }

        var lost = IndexFaults.Reading(folder, () => isCommitted ? StoredContents.Read(keywords, Take) : StoredContents.ReadWithoutCommit(keywords, Take));
        var place = IndexFaults.Writing(folder, () => KeywordIndexWriter.SetAside(keywords, NewPlace(folder)));
        using var writer = SnipIndexWriter.Open(folder, model, options with { Rebuild = true, KeepsOrphans = true, IgnoresVectors = true }, cancellationToken);
        foreach (var record in records.Values) writer.Put(record);
        writer.Adopt(manifest);
        return (place, lost);
    }

    /// <summary>Copies the segments that are damaged: a rebuild leaves them out, and they are no longer named then.</summary>
    private static (List<string> Aside, bool IsDamaged) SetAsideSegments(string folder, IndexManifest manifest)
    {
        var aside = new List<string>();
        var isDamaged = false;
        foreach (var segment in manifest.Segments)
        {
            try
            {
                IndexCommit.OpenVectors(folder, manifest with { Segments = [segment] }, readsAll: true).Dispose();
            }
            catch (IndexException e) when (e.Fault == IndexFault.Damaged)
            {
                isDamaged = true;
                var file = Path.Combine(IndexManifest.VectorFolder(folder), segment.File);
                if (!File.Exists(file) || RegularFilesDirectory.HoldsNothing(file)) continue;
                var place = NewPlace(folder);
                IndexFaults.Writing(folder, () =>
                {
                    Directory.CreateDirectory(place);
                    File.Copy(file, Path.Combine(place, segment.File));
                });
                aside.Add(Path.Combine(place, segment.File));
            }
        }

        return (aside, isDamaged);
    }

    private static string NewPlace(string folder)
    {
        for (var number = 1; ; number++)
        {
            var place = Path.Combine(folder, $"damaged-{number}");
            if (!Path.Exists(place)) return place;
        }
    }
}

/// <summary>What a repair came to.</summary>
/// <param name="Snips">Snips in the index now.</param>
/// <param name="Lost">Snips at least whose stored text was damaged: their sources must be imported again. A part of the index that does not tell how many it
/// had counts as one.</param>
/// <param name="Embedded">Passages that were embedded again.</param>
/// <param name="Pending">Passages that a cancellation left without a vector.</param>
/// <param name="Orphans">Files of a stopped import that were removed.</param>
/// <param name="RootsLost">Whether the commit was lost, and with it which files and folders had been imported.</param>
/// <param name="SetAside">Where what could not be read is now.</param>
public sealed record RepairReport(int Snips, int Lost, int Embedded, int Pending, int Orphans, bool RootsLost, IReadOnlyList<string> SetAside);
