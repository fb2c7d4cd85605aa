using System.Diagnostics;
using SemanticSnips.Indexing;

namespace SemanticSnips;

/// <summary>Brings an index in step with exports: what is new, changed, the same, another version of the same, or gone.</summary>
public static class Importer
{
    /// <summary>Snips a commit; bounds what an import holds in memory.</summary>
    private const int SnipsPerCommit = 4096;

    /// <summary>Imports sources; afterwards every snip is searchable by words and, unless told otherwise, by meaning.</summary>
    /// <param name="writer">The index to bring in step; stays the caller's.</param>
    /// <param name="paths">Files, folders or ZIP archives.</param>
    /// <param name="options">How to import; null for the defaults.</param>
    /// <param name="progress">Told after each source and as embedding goes on.</param>
    /// <param name="cancellationToken">
    /// Ends the import soon: sources that were read since the last commit are read again by the next import, what is embedded is committed. No exception is
    /// thrown for it; the report says <see cref="ImportReport.Stopped"/>, how much was embedded and how much is left.
    /// </param>
    /// <exception cref="FileNotFoundException">A path does not exist; nothing was changed.</exception>
    /// <exception cref="IndexException">The index cannot be read or written; what was committed stays.</exception>
    public static ImportReport Import(
        SnipIndexWriter writer, IReadOnlyList<string> paths, ImportOptions? options = null,
            IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Import(writer, writer.Model, paths, options ?? new ImportOptions(), progress, cancellationToken);

    /// <summary>Imports sources into any store.</summary>
    internal static ImportReport Import(
        ISnipStore store, ModelLoader model, IReadOnlyList<string> paths, ImportOptions options,
            IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var reading = new SourceReading(store, paths, options, progress);
        var isStopped = false;
        try
        {
            reading.Run(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isStopped = true;
        }

        var (embedded, pending) = (0, 0);
        if (!isStopped && !options.SkipEmbedding)
        {
            var step = progress is null ? null : new EmbeddingStep(p => progress.Report(reading.Progress with { Embedding = p }));
            (embedded, pending) = Embedder.Run(store, model, options.Workers, step, cancellationToken);
            isStopped = pending > 0;
        }
        else
        {
            pending = store.FindPending().Count;
        }

        return reading.Report(clock.Elapsed) with
        {
            Notes = store.Notes,
            Chunks = store.CountPassages(),
            Embedded = embedded,
            Pending = pending,
            Stopped = isStopped,
        };
    }

    /// <summary>Reads the sources of one import and brings the store's words in step with them.</summary>
    private sealed class SourceReading
    {
        private readonly ISnipStore _store;
        private readonly ImportOptions _options;
        private readonly IProgress<ImportProgress>? _progress;
        private readonly IReadOnlyList<string> _paths;
        private readonly List<string> _imported;
        private readonly LibraryState _library;
        private readonly List<SkippedSource> _skipped = [];
        private readonly List<SourceWarning> _warnings = [];
        private readonly List<Snip> _batch = [];
        private ImportedSources _sources;
        private int _files, _snips, _repaired;

        public SourceReading(ISnipStore store, IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress)
        {
            _store = store;
            _paths = paths;
            _options = options;
            _progress = progress;
            _imported = [.. paths.Select(p => Path.TrimEndingDirectorySeparator(FullPath(p)))];
            _library = new LibraryState(store);

            // Named from the first commit on, so that an import that was stopped is taken up by the next one.
            _sources = store.Sources with { Roots = [.. store.Sources.Roots.Union(_imported).Order(StringComparer.Ordinal)] };
        }

        public ImportProgress Progress => new(_files, _snips, null);

        public void Run(CancellationToken cancellationToken)
        {
            var before = _store.Sources;
            List<string> missing = _options is { Prune: true, PruneMissingRoots: true } ? [.. before.Roots.Where(r => !Path.Exists(r))] : [];
            foreach (var source in TranscriptReader.Read(_paths, _options.Reading, cancellationToken))
            {
                Take(source);
                if (_batch.Count < SnipsPerCommit) continue;
                Flush(cancellationToken);
                _library.Commit(_sources);
            }

            Flush(cancellationToken);
            _library.Settle([.. _imported, .. missing], _options.Prune, _sources);
            _sources = _sources with { Roots = [.. _sources.Roots.Except(missing)] };
            if (_library.HasChanges || _store.IsNew || !_sources.Roots.SequenceEqual(before.Roots)) _library.Commit(_sources);
        }

        public ImportReport Report(TimeSpan elapsed) => _library.Report(elapsed) with
        {
            Files = _files,
            Skipped = _skipped,
            Warnings = _warnings,
            RepairedSpans = _repaired,
        };

        private void Take(SourceReport source)
        {
            var name = SourceName(source.File);
            if (_store.Owns(name)) return;
            _warnings.AddRange(source.Warnings);
            _repaired += source.RepairedSpans;
            if (source.Skipped is { } reason)
            {
                _skipped.Add(new SkippedSource(source.File, reason));
                _library.MarkUnread(name);
                return;
            }

            _files++;
            _snips += source.Snips.Count;
            _library.MarkRead(name);
            foreach (var same in source.Snips.GroupBy(s => s.Id))
            {
                _library.CountRepeats(same.Count() - 1);
                _batch.Add(SnipMerge.Merge([.. same]) with { Source = name });
            }

            _progress?.Report(Progress);
        }

        private void Flush(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _library.Apply(_batch);
            _batch.Clear();
        }

        /// <summary>Sources are known by their absolute path, wherever the import is started from. The name of an archive's entry is no path, whatever it looks
        /// like.</summary>
        private string SourceName(string file)
        {
            var path = _paths.Where(p => file.StartsWith(p, StringComparison.Ordinal)).MaxBy(p => p.Length);
            return (path is null ? file : FullPath(path) + file[path.Length..]).Replace('\n', ' ').Replace('\t', ' ');
        }

        private static string FullPath(string path)
        {
            try
            {
                return Path.GetFullPath(path);
            }
            catch (IOException e)
            {
                throw new FileNotFoundException($"\"{path}\" is meant from the current folder, which is not there any more.", path, e);
            }
        }
    }

    private sealed class EmbeddingStep(Action<EmbeddingProgress> report) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => report(value);
    }
}
