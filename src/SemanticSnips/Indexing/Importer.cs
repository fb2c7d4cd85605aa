using System.Diagnostics;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Indexing;

/// <summary>Brings an index in step with exports: what is new, changed, the same, another version of the same, or gone.</summary>
public static class Importer
{
    /// <summary>Snips a commit; bounds what an import holds in memory.</summary>
    private const int SnipsPerCommit = 4096;

    /// <summary>Imports sources; afterwards every snip is searchable by words and, unless told otherwise, by meaning.</summary>
    /// <param name="writer">The index to bring in step; stays the caller's.</param>
    /// <param name="paths">Files, folders, ZIP archives, or "-" for standard input.</param>
    /// <param name="options">How to import; null for the defaults.</param>
    /// <param name="progress">Told after each source and as embedding goes on.</param>
    /// <param name="cancellation">Stops at once; what was committed stays, and the next import goes on from there.</param>
    /// <exception cref="FileNotFoundException">A path does not exist; nothing was changed.</exception>
    public static ImportReport Import(
        SnipIndexWriter writer, IReadOnlyList<string> paths, ImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new ImportOptions();
        var clock = Stopwatch.StartNew();
        var imported = paths.Where(p => p != "-").Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))).ToList();

        // Named from the first commit on, so that an import that was stopped is taken up by the next one.
        List<string> missing = options is { Prune: true, PruneMissingRoots: true } ? [.. writer.Manifest.Roots.Where(r => !Path.Exists(r))] : [];
        var roots = writer.Manifest.Roots.Union(imported).Order(StringComparer.Ordinal).ToList();
        var library = new LibraryState(writer.ReadStates());
        var skipped = new List<SkippedSource>();
        var warnings = new List<SourceWarning>();
        var batch = new List<Snip>();
        var (files, snips, repaired) = (0, 0, 0);
        foreach (var source in TranscriptReader.Read(paths, options.Reading, cancellation))
        {
            var name = SourceName(paths, source.File);
            if (IndexManifest.Owns(writer.Folder, name)) continue;
            warnings.AddRange(source.Warnings);
            repaired += source.RepairedSpans;
            if (source.Skipped is { } reason)
            {
                skipped.Add(new SkippedSource(source.File, reason));
                library.MarkUnread(name);
                continue;
            }

            files++;
            snips += source.Snips.Count;
            library.MarkRead(name);
            foreach (var same in source.Snips.GroupBy(s => s.Id))
            {
                library.CountRepeats(same.Count() - 1);
                batch.Add(SnipMerge.Merge([.. same]) with { Source = name });
            }

            progress?.Report(new ImportProgress(files, snips, null));
            if (batch.Count >= SnipsPerCommit) Flush();
        }

        Flush();
        RemoveGone();
        roots = [.. roots.Except(missing)];
        if (library.HasChanges || writer.Manifest.Generation == 0 || !roots.SequenceEqual(writer.Manifest.Roots)) writer.Commit(roots);

        var embedded = 0;
        if (!options.SkipEmbedding)
        {
            var step = progress is null ? null : new EmbeddingStep(p => progress.Report(new ImportProgress(files, snips, p)));
            embedded = writer.EmbedPending(step, cancellation);
        }

        return library.Report(clock.Elapsed) with
        {
            Files = files,
            Skipped = skipped,
            Warnings = warnings,
            RepairedSpans = repaired,
            Chunks = writer.CountChunks(),
            Embedded = embedded,
        };

        void Flush()
        {
            cancellation.ThrowIfCancellationRequested();
            var plan = library.Plan(batch);
            var known = writer.ReadRecords([.. plan.Select(p => p.Record).OfType<string>().Where(library.IsCommitted).Distinct()]);
            foreach (var (version, record) in plan) library.Apply(writer, known, version, record);
            if (batch.Count >= SnipsPerCommit)
            {
                writer.Commit(roots);
                library.MarkCommitted();
            }

            batch.Clear();
        }

        void RemoveGone()
        {
            var gone = library.FindGone([.. imported, .. missing]);
            if (!options.Prune || gone.Count == 0) return;
            if (library.HasChanges)
            {
                writer.Commit(roots);
                library.MarkCommitted();
            }

            var known = writer.ReadRecords([.. gone.Select(g => g.Record).Distinct()]);
            foreach (var versions in gone.GroupBy(g => g.Record)) library.Remove(writer, known[versions.Key], [.. versions.Select(v => v.Version)]);
        }
    }

    /// <summary>Sources are known by their absolute path, wherever the import is started from. The name of an archive's entry is no path, whatever it looks like.</summary>
    private static string SourceName(IReadOnlyList<string> paths, string file)
    {
        var path = paths.Where(p => p != "-" && file.StartsWith(p, StringComparison.Ordinal)).MaxBy(p => p.Length);
        return (path is null ? file : Path.GetFullPath(path) + file[path.Length..]).Replace('\n', ' ').Replace('\t', ' ');
    }

    private sealed class EmbeddingStep(Action<EmbeddingProgress> report) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => report(value);
    }
}
