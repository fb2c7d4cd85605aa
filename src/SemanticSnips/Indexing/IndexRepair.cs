using SemanticSnips.Indexing;
using SemanticSnips.Keywords;

namespace SemanticSnips;

/// <summary>Makes a damaged index whole again of what it still holds.</summary>
public static class IndexRepair
{
    /// <summary>Repairs the index in a folder. What cannot be read is set aside below it, never deleted.</summary>
    /// <remarks>
    /// Words can be made anew of the snips' stored text, vectors of the words: damaged postings are written again from what the stored fields hold, damaged
    /// segments are embedded again. Only stored text that is itself damaged is lost to the index; the next import of its source brings it back.
    /// </remarks>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="progress">Told as embedding goes on.</param>
    /// <param name="cancellationToken">Stops embedding; what is embedded is committed, and the next import goes on from there.</param>
    /// <exception cref="IndexException">There is no index, another writes it, the commit itself cannot be read, or the system refuses.</exception>
    public static RepairReport Repair(
        string folder, ModelLoader model, IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Repair(folder, model, null, progress, cancellationToken);

    /// <inheritdoc cref="Repair(string, ModelLoader, IProgress{EmbeddingProgress}?, CancellationToken)"/>
    internal static RepairReport Repair(
        string folder, ModelLoader model, IndexWriterOptions? options, IProgress<EmbeddingProgress>? progress, CancellationToken cancellationToken)
    {
        options = (options ?? new IndexWriterOptions()) with { Rebuild = true };
        var manifest = IndexCommit.ReadManifest(folder);
        var aside = SetAsideSegments(folder, manifest);
        var lost = 0;
        if (WordsAreDamaged(folder))
        {
            (var place, lost) = RebuildWords(folder, model, options, manifest, cancellationToken);
            aside.Add(place);
        }

        using var writer = SnipIndexWriter.Open(folder, model, options, cancellationToken);
        var (embedded, pending) = Embedder.Run(writer, model, Environment.ProcessorCount, progress, cancellationToken);
        return new RepairReport(((ISnipStore)writer).ReadStates().Count, lost, embedded, pending, aside);
    }

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

    private static (string Place, int Lost) RebuildWords(
        string folder, ModelLoader model, IndexWriterOptions options, IndexManifest manifest, CancellationToken cancellationToken)
    {
        var keywords = IndexManifest.KeywordFolder(folder);
        var records = new Dictionary<string, SnipRecord>(StringComparer.Ordinal);
        var lost = IndexFaults.Reading(folder, () => StoredContents.Read(keywords, content =>
        {
            var record = SnipRecord.Parse(content);
            records[record.Snip.Id] = record;
        }));
        var place = IndexFaults.Writing(folder, () => KeywordIndexWriter.SetAside(keywords, NewPlace(folder)));
        using var writer = SnipIndexWriter.Open(folder, model, options with { KeepsOrphans = true }, cancellationToken);
        foreach (var record in records.Values) writer.Put(record);
        writer.Adopt(manifest);
        return (place, lost);
    }

    /// <summary>Copies the segments that are damaged: a rebuild leaves them out, and they are no longer named then.</summary>
    private static List<string> SetAsideSegments(string folder, IndexManifest manifest)
    {
        var aside = new List<string>();
        foreach (var segment in manifest.Segments)
        {
            try
            {
                IndexCommit.OpenVectors(folder, manifest with { Segments = [segment] }, readsAll: true).Dispose();
            }
            catch (IndexException e) when (e.Fault == IndexFault.Damaged)
            {
                var file = Path.Combine(IndexManifest.VectorFolder(folder), segment.File);
                if (!File.Exists(file)) continue;
                var place = NewPlace(folder);
                IndexFaults.Writing(folder, () =>
                {
                    Directory.CreateDirectory(place);
                    File.Copy(file, Path.Combine(place, segment.File));
                });
                aside.Add(Path.Combine(place, segment.File));
            }
        }

        return aside;
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
/// <param name="Lost">Snips whose stored text was damaged: their sources must be imported again.</param>
/// <param name="Embedded">Passages that were embedded again.</param>
/// <param name="Pending">Passages that a cancellation left without a vector.</param>
/// <param name="SetAside">Where what could not be read is now.</param>
public sealed record RepairReport(int Snips, int Lost, int Embedded, int Pending, IReadOnlyList<string> SetAside);
