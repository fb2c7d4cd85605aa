using SemanticSnips.Indexing;
using SemanticSnips.Postgres;

namespace SemanticSnips;

/// <summary>Moves a library from one place to another, an index folder or a server, without embedding anything.</summary>
public static class LibraryCopy
{
    private const int SnipsPerCommit = 4096;
    private const int VectorsPerCommit = 8192;

    /// <summary>Puts every snip of one library into another; one of the same id there is replaced.</summary>
    /// <param name="from">An index folder, or the address of a server.</param>
    /// <param name="to">Likewise; made where there is none.</param>
    /// <param name="model">The model that both are of; stays the caller's. Runs nothing, counts tokens alone.</param>
    /// <param name="progress">Told the snips that were copied so far.</param>
    /// <param name="cancellationToken">Ends the copy after what is being committed; the next goes on from there.</param>
    /// <exception cref="IndexException">One of them cannot be read or written, or is of another model; what was committed stays.</exception>
    /// <exception cref="FormatException">An address is none.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CopyReport Copy(string from, string to, ModelLoader model, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Copy(from, to, model, new IndexWriterOptions(), progress, cancellationToken);
    }

    /// <inheritdoc cref="Copy(string, string, ModelLoader, IProgress{int}?, CancellationToken)"/>
    internal static CopyReport Copy(
        string from, string to, ModelLoader model, IndexWriterOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        using ICopySource source = PostgresAddress.IsOne(from) ? new ServerSource(PostgresAddress.Parse(from), model) : new FolderSource(from, model);
        using ISnipStore target = PostgresAddress.IsOne(to)
            ? PostgresStore.Open(PostgresAddress.Parse(to), model, options)
            : SnipIndexWriter.Open(to, model, options, cancellationToken);
        var known = target.ReadStates().ToDictionary(s => s.Id, StringComparer.Ordinal);
        var sources = target.Sources with
        {
            Roots = [.. target.Sources.Roots.Union(source.Manifest.Roots).Order(StringComparer.Ordinal)],
            Reading = source.Manifest.Reading.Concat(target.Sources.Reading).GroupBy(r => r.Key, StringComparer.Ordinal)
                .ToDictionary(r => r.Key, r => r.Last().Value, StringComparer.Ordinal),
        };
        var (snips, waiting) = (0, 0);
        foreach (var record in source.ReadRecords())
        {
            cancellationToken.ThrowIfCancellationRequested();
            snips++;

            // What a copy that was stopped has brought already says the same.
            if (known.TryGetValue(record.Snip.Id, out var there) && there.Versions.SequenceEqual(record.States())) continue;
            target.Put(record);
            if (++waiting < SnipsPerCommit) continue;
            target.Commit(sources);
            waiting = 0;
            progress?.Report(snips);
        }

        if (waiting > 0 || target.IsNew) target.Commit(sources);
        progress?.Report(snips);
        CopyMarks(source, target, sources);
        var (vectors, missing) = CopyVectors(source, target, cancellationToken);
        return new CopyReport(snips, target.CountPassages(), vectors, missing);
    }

    /// <summary>Brings the users' own marks, those that are there before all, and what is known of the sources.</summary>
    private static void CopyMarks(ICopySource source, ISnipStore target, ImportedSources sources)
    {
        var there = target.Marks;
        target.Save([.. source.Marks.All.Select(mark => there.Find([mark.Snip])?.With(mark) ?? mark)]);
        var library = new LibraryState(target);
        library.Apply(() => target.Marks, sources);
        if (library.HasChanges) library.Commit(sources);
        target.Note([.. source.Reads.Values], _ => false);
    }

    private static (int Copied, int Missing) CopyVectors(ICopySource source, ISnipStore target, CancellationToken cancellationToken)
    {
        var (copied, missing) = (0, 0);
        foreach (var keys in target.FindPending().Chunk(VectorsPerCommit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = source.ReadVectors(keys);
            missing += keys.Length - found.Count;
            if (found.Count == 0) continue;
            target.AddVectors([.. found.Keys], [.. found.Values]);
            copied += found.Count;
        }

        target.Compact();
        return (copied, missing);
    }

    /// <summary>A library that is read from end to end.</summary>
    private interface ICopySource : IDisposable
    {
        IndexManifest Manifest { get; }

        Marks Marks { get; }

        IReadOnlyDictionary<string, SourceRead> Reads { get; }

        IEnumerable<SnipRecord> ReadRecords();

        /// <summary>The vectors of those keys that have one.</summary>
        Dictionary<UInt128, float[]> ReadVectors(IReadOnlyList<UInt128> keys);
    }

    private sealed class FolderSource(string folder, ModelLoader model) : ICopySource
    {
        private readonly IndexCommit _commit = IndexCommit.Open(folder, model.Card);

        public IndexManifest Manifest => _commit.Manifest;

        public Marks Marks => Marks.Load(folder);

        public IReadOnlyDictionary<string, SourceRead> Reads => SourceLog.Load(folder);

        public IEnumerable<SnipRecord> ReadRecords() =>
            Enumerable.Range(0, _commit.Keywords.Snips.Count).Select(i => SnipRecord.Parse(IndexFaults.Reading(folder, () => _commit.Keywords.ReadContent(i))));

        public Dictionary<UInt128, float[]> ReadVectors(IReadOnlyList<UInt128> keys)
        {
            var vectors = new Dictionary<UInt128, float[]>();
            foreach (var key in keys)
            {
                if (_commit.Vectors.TryFindRow(key, out var row)) vectors.Add(key, _commit.Vectors.VectorOf(row));
            }

            return vectors;
        }

        public void Dispose() => _commit.Dispose();
    }

    private sealed class ServerSource : ICopySource
    {
        private readonly PostgresReading _reading;

        public ServerSource(PostgresAddress address, ModelLoader model)
        {
            _reading = new PostgresReading(address);
            try
            {
                Manifest.RequireModel(address.Place, model.Card);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public IndexManifest Manifest => _reading.Library.Manifest;

        public Marks Marks => _reading.Read(beside => beside.ReadMarks());

        public IReadOnlyDictionary<string, SourceRead> Reads => _reading.Read(beside => beside.ReadSources());

        public IEnumerable<SnipRecord> ReadRecords() => _reading.ReadRecords();

        public Dictionary<UInt128, float[]> ReadVectors(IReadOnlyList<UInt128> keys) => _reading.ReadVectors(keys);

        public void Dispose() => _reading.Dispose();
    }
}

/// <summary>What a copy brought.</summary>
/// <param name="Snips">Snips of the library that was copied.</param>
/// <param name="Passages">Passages of the other one now.</param>
/// <param name="Vectors">Vectors that were brought; those that were there already are not counted.</param>
/// <param name="Missing">Passages' vectors that neither has: left to embed.</param>
public sealed record CopyReport(int Snips, int Passages, int Vectors, int Missing);
