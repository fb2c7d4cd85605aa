using System.Diagnostics;
using SemanticSnips.Indexing;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips;

/// <summary>Brings an index in step with exports: what is new, changed, the same, another version of the same, or gone.</summary>
public static class Importer
{
    /// <summary>Characters of the snips of a commit, in thousands; bounds what an import holds in memory.</summary>
    private const int CommitWeight = 8_000;

    /// <summary>Characters of the snips that are handed over at once, in thousands: small, so that reading, cutting and writing go on beside each
    /// other.</summary>
    private const int BatchWeight = 500;

    /// <summary>Characters of the snips that are read while those before are indexed, in thousands.</summary>
    private const int ReadAheadWeight = 3_000;

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
            (embedded, pending) = Embedder.Run(store, model, options.Workers, step, cancellationToken, options.BeforeEmbedding);
            isStopped = pending > 0;
        }
        else
        {
            pending = store.FindPending().Count;
        }

        return reading.Report(clock.Elapsed) with
        {
            Notes = store.DescribeForeignText() is { } foreign ? [.. store.Notes, foreign] : store.Notes,
            Chunks = store.CountPassages(),
            Embedded = embedded,
            Pending = pending,
            Stopped = isStopped,
        };
    }

    /// <summary>Reads the sources of one import and brings the store's words in step with them.</summary>
    private sealed class SourceReading
    {
        private static readonly KeptReading Default = KeptReading.Of(new ReadOptions());

        /// <summary>A transcript of the plugin's archive, whose episode another file names.</summary>
        private const string NamedElsewhere = "_transcript_block.md";

        /// <summary>A commit that only says what need not be read again must save as many bytes of reading.</summary>
        private const long WorthACommit = 1 << 20;

        private readonly ISnipStore _store;
        private readonly ImportOptions _options;
        private readonly IProgress<ImportProgress>? _progress;
        private readonly IReadOnlyList<string> _paths;
        private readonly List<string> _imported;
        private readonly LibraryState _library;
        private readonly List<SkippedSource> _skipped = [];
        private readonly List<SourceWarning> _warnings = [];
        private readonly List<Snip> _batch = [];
        private readonly List<SourceRead> _reads = [];
        private readonly HashSet<string> _unwanted;
        private readonly Dictionary<string, KeptReading> _reading = new(StringComparer.Ordinal);
        private readonly List<FileStamp> _clean = [];
        private readonly bool _isReadAnew;
        private ImportedSources _sources;
        private FileStamp? _open;
        private bool _isComplete = true;
        private bool _isWithin, _lacksMarks;
        private int _files, _snips, _repaired, _weight, _batchWeight;

        public SourceReading(ISnipStore store, IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress)
        {
            _store = store;
            _paths = paths;
            _options = options;
            _progress = progress;
            _imported = [.. paths.Select(RootOf)];
            _library = new LibraryState(store);

            _unwanted = ReadMarks()?.Removed.Select(m => m.Snip).ToHashSet(StringComparer.Ordinal) ?? [];

            // Named from the first commit on, so that an import that was stopped is taken up by the next one.
            var before = store.Sources;
            foreach (var path in paths) _reading[path] = OptionsOf(path, before.Reading);
            _isReadAnew = paths.Any(p => _reading[p] != before.Reading.GetValueOrDefault(RootOf(p), Default));
            _sources = before with
            {
                Roots = [.. before.Roots.Union(_imported).Order(StringComparer.Ordinal)],
                Reading = With(before.Reading),
            };
        }

        public ImportProgress Progress => new(_files, _snips, null);

        public void Run(CancellationToken cancellationToken)
        {
            var before = _store.Sources;
            List<string> missing = _options is { Prune: true, PruneMissingRoots: true } ? [.. before.Roots.Where(r => !Path.Exists(r))] : [];
            using var sources = new ReadAhead<SourceReport>(
                stop => TranscriptReader.Read(_paths, _options.Reading, p => _reading[p].ToOptions(), IsKnown(before.Files), stop),
                ReadAheadWeight, Weigh, cancellationToken);
            foreach (var source in sources.Items)
            {
                // Never within a source: what belongs together is told of all that it gives.
                if (_batchWeight >= BatchWeight && !source.IsContinued) Flush(cancellationToken);
                Take(source);
                if (_weight < CommitWeight) continue;
                Flush(cancellationToken);
                Commit();
            }

            Flush(cancellationToken);
            _library.Settle([.. _imported, .. missing], _options.Prune, _sources);
            if (!_lacksMarks) _library.Apply(ReadMarks, _sources);
            Close();
            _sources = _sources with
            {
                Roots = [.. _sources.Roots.Except(missing)],
                Files = _sources.Files.With(path => _imported.Concat(missing).Any(root => SourceTally.IsBelow(path, root)), _clean),
            };
            if (_library.HasChanges || _store.IsNew || !_sources.Roots.SequenceEqual(before.Roots) || !IsSame(_sources.Reading, before.Reading)
                || _sources.Files.BytesUnknownTo(before.Files) >= WorthACommit) Commit();
            if (_reads.Count > 0) _store.Note(_reads, _ => false);
        }

        public ImportReport Report(TimeSpan elapsed) => _library.Report(elapsed) with
        {
            Files = _files,
            Skipped = _skipped,
            Warnings = _warnings,
            RepairedSpans = _repaired,
        };

        /// <summary>The user's marks as they are now; null, with a warning, where they cannot be read.</summary>
        private Marks? ReadMarks()
        {
            try
            {
                return _store.Marks;
            }
            catch (QueryException e)
            {
                var place = e.Place ?? Marks.FileName;
                var message = e.Message.StartsWith(place, StringComparison.Ordinal) ? $"It{e.Message[place.Length..]}" : e.Message;
                _warnings.Add(new SourceWarning(place, 0, $"{message}. Your tags, stars and notes stay as they were."));
                _lacksMarks = true;
                return null;
            }
        }

        private void Take(SourceReport source)
        {
            var name = SourceName(source.File);
            if (_store.Owns(name)) return;
            if (source.Stamp?.Path != _open?.Path)
            {
                Close();
                _open = source.Stamp;
            }

            if (source.IsUnchanged)
            {
                _files++;
                _library.MarkUnchanged(name);
                return;
            }

            // What is said of a file is said again as long as it is true; of an archive's entries once.
            if (source.Warnings.Count > 0 || source.RepairedSpans > 0 || (source.Skipped is not null && source.File == source.Stamp?.Path)
                || name.EndsWith(NamedElsewhere, StringComparison.Ordinal)) _isComplete = false;
            _warnings.AddRange(source.Warnings);
            _repaired += source.RepairedSpans;
            if (source.Skipped is { } reason)
            {
                _skipped.Add(new SkippedSource(source.File, reason));
                _library.MarkUnread(name);
                return;
            }

            var weight = Weigh(source);
            // What so much was read from is as large.
            if (source.IsContinued ? !_isWithin : weight >= ReadAheadWeight) Collect();
            _isWithin = source.IsContinued;
            _snips += source.Snips.Count;
            _library.MarkRead(name);
            if (!source.IsContinued)
            {
                _files++;
                _reads.Add(new SourceRead(name, source.Format, DateTimeOffset.UtcNow));
            }

            foreach (var same in source.Snips.Where(s => !_unwanted.Contains(s.Id)).GroupBy(s => s.Id))
            {
                _library.CountRepeats(same.Count() - 1);
                var version = SnipMerge.Merge([.. same]) with { Source = name };
                _batch.Add(version);
            }

            _weight += weight;
            _batchWeight += weight;
            _progress?.Report(Progress);
        }

        /// <summary>Notes a file of which all is read: the next import need not read it, unless it changes.</summary>
        private void Close()
        {
            if (_open is { } file && _isComplete) _clean.Add(file with { Path = SourceName(file.Path) });
            (_open, _isComplete) = (null, true);
        }

        private Func<FileStamp, bool> IsKnown(SourceLedger before) => file => !_isReadAnew && before.Knows(file with { Path = SourceName(file.Path) });

        /// <summary>How a path is read: as is said now, else as was said when it was imported before.</summary>
        private KeptReading OptionsOf(string path, IReadOnlyDictionary<string, KeptReading> before) =>
            KeptReading.Of(_options.Reading) is var said && said != Default ? said : before.GetValueOrDefault(RootOf(path), Default);

        private Dictionary<string, KeptReading> With(IReadOnlyDictionary<string, KeptReading> before)
        {
            var reading = new Dictionary<string, KeptReading>(before, StringComparer.Ordinal);
            foreach (var path in _paths.Where(p => _reading[p] != Default)) reading[RootOf(path)] = _reading[path];
            return reading;
        }

        private static bool IsSame(IReadOnlyDictionary<string, KeptReading> now, IReadOnlyDictionary<string, KeptReading> before) =>
            now.Count == before.Count && now.All(r => before.TryGetValue(r.Key, out var options) && options == r.Value);

        private static string RootOf(string path) => Path.TrimEndingDirectorySeparator(FullPath(path));

        private void Flush(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _library.Apply(_batch);
            _batch.Clear();
            _batchWeight = 0;
        }

        private void Commit()
        {
            _library.Commit(_sources);
            if (_weight >= ReadAheadWeight) Collect();
            _weight = 0;
        }

        /// <summary>Lets go at once of what is known to be garbage: it would stand until the collector comes by, while as much again is made.</summary>
        private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);

        /// <summary>About how many thousand characters a source's snips take.</summary>
        private static int Weigh(SourceReport source) => 1 + (source.Snips.Sum(Characters) / 1000);

        private static int Characters(Snip snip) => 500 + snip.Turns.Sum(turn => turn.Text.Length);

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
