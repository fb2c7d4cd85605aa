using Npgsql;
using SemanticSnips.Indexing;
using SemanticSnips.Postgres;

namespace SemanticSnips;

/// <summary>Writes a library on a PostgreSQL server: the schema is made where there is none.</summary>
/// <remarks>
/// Any number of writers at once, in any process, as long as they read different sources; they take turns at committing. A commit that finds a snip changed by
/// another since this writer began is refused as <see cref="IndexFault.Locked"/>, and nothing of it is kept: the import is begun again. What is
/// committed is seen by readers at one moment. Not thread-safe. Every method throws <see cref="IndexException"/> where the server refuses or is gone.
/// </remarks>
public sealed class PostgresStore : ISnipStore
{
    /// <summary>How often a transaction is tried that the server ended for the sake of another.</summary>
    private const int Attempts = 4;

    private readonly PostgresAddress _address;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly PassageCutter _cutter;
    private readonly PendingVectors _vectors;
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, PutSnip> _put = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stems = new(StringComparer.Ordinal);
    private readonly WriterView _view;
    private readonly SideTables _beside;
    private NpgsqlConnection? _claims;
    private IndexManifest _manifest;
    private ImportedSources? _sources;
    private long _generation;

    private PostgresStore(PostgresAddress address, NpgsqlDataSource source, NpgsqlConnection connection, ModelLoader model, PassageCutter cutter,
        IndexManifest manifest)
    {
        (_address, _source, _connection, Model, _cutter, _manifest) = (address, source, connection, model, cutter, manifest);
        _generation = manifest.Generation;
        _vectors = new PendingVectors(connection, cutter, address);
        _view = new WriterView(connection, address);
        _beside = new SideTables(connection);
    }

    /// <summary>Files and folders that were imported before, as absolute paths.</summary>
    public IReadOnlyList<string> Roots => _manifest.Roots;

    /// <summary>The embedding model.</summary>
    internal ModelLoader Model { get; }

    ImportedSources ISnipStore.Sources => _sources ??= new ImportedSources(_manifest.Roots, Try(() =>
        _connection.Scalar("select ledger from library") is byte[] bytes ? SourceLedger.Parse(bytes) : SourceLedger.Empty), _manifest.Reading);

    bool ISnipStore.IsNew => _generation == 0;

    IReadOnlyList<string> ISnipStore.Notes => _notes;

    Marks ISnipStore.Marks => Try(_beside.ReadMarks);

    /// <summary>Opens a library for writing; makes its schema where there is none.</summary>
    /// <param name="address">Where.</param>
    /// <param name="model">The embedding model; loaded when something is cut or embedded. Stays the caller's.</param>
    /// <param name="rebuild">Accept a library of another model or chunker: cut all its snips again.</param>
    /// <exception cref="IndexException">The server cannot be reached or refuses, or the library is of another version, model or chunker.</exception>
    public static PostgresStore Open(PostgresAddress address, ModelLoader model, bool rebuild = false) =>
        Open(address, model, new IndexWriterOptions { Rebuild = rebuild });

    /// <inheritdoc cref="Open(PostgresAddress, ModelLoader, bool)"/>
    internal static PostgresStore Open(PostgresAddress address, ModelLoader model, IndexWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(address);
        var cutter = new PassageCutter(model.Card, model.CountTokens, model.Knows, options);
        var source = address.CreateSource();
        NpgsqlConnection? connection = null;
        try
        {
            connection = source.OpenConnection();
            connection.Notice += static (_, _) => { };
            Schema.Prepare(connection, address, model.Card.Dimensions);
            var there = connection.Rows(LibraryRow.Select, row => LibraryRow.Read(address, row)).FirstOrDefault();
            var wanted = IndexManifest.For(model.Card, cutter.Chunking, cutter.Rule);
            var store = new PostgresStore(address, source, connection, model, cutter, there?.Manifest ?? wanted);
            if (there is null) return store;
            if (!options.Rebuild)
            {
                store.RequireSameRules(there);
                return store;
            }

            store.CutAnew(wanted with { Roots = there.Manifest.Roots, Reading = there.Manifest.Reading });
            return store;
        }
        catch (Exception e)
        {
            connection?.Dispose();
            source.Dispose();
            if (e is not IndexException && PostgresFaults.Of(address, e) is { } fault) throw fault;
            throw;
        }
    }

    /// <summary>Keeps other writers from reading the same sources into this library until this one is disposed; a writer that dies lets go.</summary>
    /// <param name="paths">What will be imported.</param>
    /// <exception cref="IndexException">Another writer reads one of them.</exception>
    internal void Claim(IEnumerable<string> paths) => Try(() =>
    {
        foreach (var path in paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal))
        {
            _claims ??= _source.OpenConnection();
            if (_claims.Scalar("select pg_try_advisory_lock(hashtextextended($1, 17))", $"{_address.Schema}\n{path}") is true) continue;
            throw new IndexException(IndexFault.Locked, $"Another import reads '{path}' into '{_address.Place}' just now.") { Place = _address.Place };
        }

        return true;
    });

    /// <inheritdoc/>
    bool ISnipStore.Owns(string path) => false;

    /// <inheritdoc/>
    IReadOnlyList<SnipState> ISnipStore.ReadStates() => Try(_view.ReadStates);

    /// <inheritdoc/>
    IReadOnlyDictionary<string, SnipRecord> ISnipStore.ReadRecords(IReadOnlyCollection<string> ids) => Try(() => _view.ReadRecords(ids));

    /// <inheritdoc/>
    void ISnipStore.Put(SnipRecord record) => Put(record);

    /// <inheritdoc/>
    void ISnipStore.Remove(string id)
    {
        _put.Remove(id);
        _removed.Add(id);
    }

    /// <inheritdoc/>
    void ISnipStore.Save(IReadOnlyList<Mark> marks) => Try(() =>
    {
        using var transaction = _connection.BeginTransaction();
        if (_beside.Save(marks) is { } changed) throw _view.Changed(changed);
        transaction.Commit();
        return true;
    });

    /// <inheritdoc/>
    void ISnipStore.Note(IReadOnlyList<SourceRead> reads, Func<string, bool> isGone) => Try(() =>
    {
        using var transaction = _connection.BeginTransaction();
        _beside.Note(reads, isGone);
        transaction.Commit();
        return true;
    });

    /// <inheritdoc/>
    string? ISnipStore.DescribeForeignText() => Try(() =>
    {
        var (passages, foreign) = _connection.Rows(
            "select count(*)::int, (count(*) filter (where vector_key = $1))::int from passage", row => (row.GetInt32(0), row.GetInt32(1)),
            Sql.ToGuid(PassageInput.NoKey))[0];
        return ForeignText.Describe(foreign, passages, _manifest.Model, () => _connection.Rows(
            "select record from snip where number in (select snip from passage where vector_key = $1 and ordinal = 0 order by snip limit $2)",
            row => SnipRecord.Parse(row.GetFieldValue<byte[]>(0)).Snip, Sql.ToGuid(PassageInput.NoKey), ForeignText.SampledSnips));
    });

    /// <inheritdoc/>
    void ISnipStore.Commit(ImportedSources sources)
    {
        var before = ((ISnipStore)this).Sources;
        Commit(library =>
        {
            RequireSameRules(library);
            _view.RequireUnchanged(_put.Values, _removed);
            if (sources.Files != before.Files) _connection.Run("update library set ledger = $1", sources.Files.ToBytes());
            var roots = library.Manifest.Roots.Except(before.Roots.Except(sources.Roots)).Union(sources.Roots);
            var changed = new PostgresCommit(_connection, library).Apply([.. _removed, .. _put.Keys], [.. _put.Values]);
            var reading = ReadingOf(library, before, sources);
            return changed with { Manifest = changed.Manifest with { Roots = [.. roots.Order(StringComparer.Ordinal)], Reading = reading } };
        });
        _view.Commit(_put.Keys, _removed);
        _put.Clear();
        _removed.Clear();
        _stems.Clear();
        _sources = sources with { Roots = _manifest.Roots };
    }

    /// <inheritdoc/>
    int ISnipStore.CountPassages() => Try(() => _connection.Scalar("select passages from library") is int passages ? passages : 0);

    /// <inheritdoc/>
    IReadOnlyList<UInt128> ISnipStore.FindPending() => Try(_vectors.FindPending);

    /// <inheritdoc/>
    IReadOnlyList<string> ISnipStore.ReadInputs(IReadOnlyList<UInt128> keys) => Try(() => _vectors.ReadInputs(keys));

    /// <inheritdoc/>
    void ISnipStore.AddVectors(IReadOnlyList<UInt128> keys, IReadOnlyList<float[]> vectors) => Commit(library =>
    {
        RequireSameRules(library);
        _vectors.Add(keys, vectors, Model.Card.Dimensions);
        return new PostgresCommit(_connection, library).CountVectors();
    });

    /// <inheritdoc/>
    void ISnipStore.Compact() => Try(() =>
    {
        _vectors.DropIdle();
        MakeGraph();
        return true;
    });

    /// <summary>Puts a small file in, or takes it away.</summary>
    /// <inheritdoc cref="SideTables.WriteFile"/>
    internal bool WriteFile(string name, bool isShared, string? content) => Try(() =>
    {
        _beside.WriteFile(name, isShared, content);
        return true;
    });

    /// <inheritdoc cref="PostgresRepair"/>
    internal RepairReport Repair(IProgress<EmbeddingProgress>? progress, CancellationToken cancellationToken)
    {
        var aside = new List<string>();
        Commit(library =>
        {
            aside.Clear();
            return PostgresRepair.Run(_connection, library, record => PutSnip.Of(record, _cutter, _stems), aside);
        });
        _stems.Clear();
        var (embedded, pending) = Embedder.Run(this, Model, Environment.ProcessorCount, progress, cancellationToken);
        return new RepairReport(_view.ReadStates().Count, aside.Count, embedded, pending, 0, false, aside);
    }

    /// <summary>Lets go of the server; what was not committed is dropped.</summary>
    public void Dispose()
    {
        _claims?.Dispose();
        _connection.Dispose();
        _source.Dispose();
    }

    /// <summary>Puts a record in, in place of the one of the same id.</summary>
    internal void Put(SnipRecord record) => _put[record.Snip.Id] = PutSnip.Of(record, _cutter, _stems);

    /// <summary>Drops what waits for its commit, and looks at the library as it is now: an import can begin again.</summary>
    internal void Forget()
    {
        _put.Clear();
        _removed.Clear();
        _stems.Clear();
        _view.Clear();
        _sources = null;
        var now = Try(() => _connection.Rows(LibraryRow.Select, row => LibraryRow.Read(_address, row)).FirstOrDefault());
        if (now is not null) (_manifest, _generation) = (now.Manifest, now.Generation);
    }

    /// <inheritdoc cref="PendingVectors.MakeGraph"/>
    internal void MakeGraph() => _vectors.MakeGraph(Model.Card.Dimensions);

    /// <summary>Cuts every record anew under other rules or another model, in one commit.</summary>
    private void CutAnew(IndexManifest wanted)
    {
        var isOtherModel = wanted.Dimensions != _manifest.Dimensions || wanted.ModelSha256 != _manifest.ModelSha256;
        Commit(library =>
        {
            if (isOtherModel)
            {
                _connection.Run("drop index if exists embedding_graph");
                _connection.Run("truncate embedding");
                _connection.Run($"alter table embedding alter column components type vector({wanted.Dimensions})");
                library = library with { AllVectors = VectorSum.None(wanted.Dimensions), OwnVectors = VectorSum.None(wanted.Dimensions) };
            }

            foreach (var record in _connection.Rows("select record from snip order by number", row => row.GetFieldValue<byte[]>(0)))
                Put(SnipRecord.Parse(record));
            return new PostgresCommit(_connection, library).Apply([.. _put.Keys], [.. _put.Values]) with { Manifest = wanted };
        });
        _put.Clear();
        _stems.Clear();
    }

    private void RequireSameRules(LibraryRow library)
    {
        library.Manifest.RequireModel(_address.Place, Model.Card);
        library.Manifest.RequireChunker(_address.Place, _cutter.Chunking.ToString(), _cutter.Rule);
    }

    /// <summary>How roots are read: what this import changed over what others did meanwhile.</summary>
    private static Dictionary<string, KeptReading> ReadingOf(LibraryRow library, ImportedSources before, ImportedSources now)
    {
        var reading = library.Manifest.Reading.Where(r => now.Reading.ContainsKey(r.Key) || !before.Reading.ContainsKey(r.Key))
            .ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        foreach (var (root, how) in now.Reading) reading[root] = how;
        return reading;
    }

    private void Commit(Func<LibraryRow, LibraryRow> change) => Try(() =>
    {
        for (var attempt = 1; ; attempt++)
        {
            using var transaction = _connection.BeginTransaction();
            try
            {
                var library = LibraryRow.Take(_connection, _address);
                if (library is null)
                {
                    // The first commit of all: whoever is second waits here for the first.
                    LibraryRow.Empty(_manifest).WriteFirst(_connection);
                    library = LibraryRow.Take(_connection, _address)!;
                }

                var changed = change(library);
                changed.Write(_connection);
                transaction.Commit();
                (_generation, _manifest) = (changed.Generation, changed.Manifest with { Generation = changed.Generation });
                _view.Commit(changed.Generation);
                return true;
            }
            catch (PostgresException e) when (PostgresFaults.MayRetry(e) && attempt < Attempts)
            {
                transaction.Rollback();
            }
        }
    });

    private T Try<T>(Func<T> act) => PostgresFaults.Told(_address, act);
}
