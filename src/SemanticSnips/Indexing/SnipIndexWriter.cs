using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips;

/// <summary>Writes an index: snips become searchable by words when committed and by meaning as <see cref="EmbedPending"/> goes on.</summary>
/// <remarks>
/// One writer a folder, in any process; not thread-safe. Vectors are found by the hash of what they were made from, so text that was ever embedded
/// (and not compacted away) is not embedded again. Disposing without a commit drops what came since the last one and nothing else.
/// Every method throws <see cref="IndexException"/> where the system refuses to read or write; the last commit stays. What is put is written while the next
/// is cut, so that a refusal can come with a later call, at the latest with the commit.
/// </remarks>
public sealed class SnipIndexWriter : ISnipStore
{
    /// <summary>How long to wait between two looks at a lock that another has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Vectors that may lie idle before it is worth writing the others anew.</summary>
    private const int IdleVectors = 512;

    private readonly string _folder;
    private readonly ModelLoader _model;
    private readonly KeywordIndexWriter _keywords;
    private readonly PassageCutter _cutter;
    private readonly WordListReader _words = new();
    private readonly WriteBehind _behind = new();
    private readonly List<string> _notes = [];
    private VectorStore? _vectors;
    private readonly LastCommit _last;
    private readonly int _tablesFrom;
    private ImportedSources? _sources;

    private SnipIndexWriter(string folder, ModelLoader model, KeywordIndexWriter keywords, IndexManifest manifest, PassageCutter cutter, int tablesFrom)
    {
        _folder = folder;
        _tablesFrom = tablesFrom;
        _model = model;
        _keywords = keywords;
        _cutter = cutter;
        Manifest = manifest;
        _last = new LastCommit(folder);
        if (keywords.BeganAnew) _notes.Add("An import that was interrupted before anything was committed left an empty index; it was begun anew.");
    }

    /// <summary>The last commit's manifest.</summary>
    internal IndexManifest Manifest { get; private set; }

    /// <summary>Whether a path is of what an index itself writes into its folder: no source, and no change that anybody else made.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="path">An absolute path.</param>
    public static bool Owns(string folder, string path) => IndexManifest.Owns(folder, path);

    /// <summary>Files and folders that were imported before, as absolute paths.</summary>
    public IReadOnlyList<string> Roots => Manifest.Roots;

    ImportedSources ISnipStore.Sources => _sources ??= new ImportedSources(
        Manifest.Roots, SourceLedger.Read(VectorFolder, Manifest.Ledger), Manifest.Reading);

    bool ISnipStore.IsNew => Manifest.Generation == 0;

    Marks ISnipStore.Marks => Marks.Load(_folder);

    void ISnipStore.Save(IReadOnlyList<Mark> marks)
    {
        var all = marks.Aggregate(Marks.Load(_folder), (kept, mark) => kept.With(mark));
        IndexFaults.Writing(_folder, () => all.Save(_folder));
    }

    IReadOnlyList<string> ISnipStore.Notes => _notes;

    internal ModelLoader Model => _model;

    internal string Folder => _folder;

    private string VectorFolder => IndexManifest.VectorFolder(_folder);

    /// <summary>The segments of the last commit; opened when they are first needed.</summary>
    private VectorStore Vectors => _vectors ??= IndexCommit.OpenVectors(_folder, Manifest);

    /// <summary>Takes the write lock of the index in a folder; a missing one is created.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="rebuild">Accept an index of another model or chunker, or with damaged segments: cut all its snips again, and drop the vectors that are of
    /// no use.</param>
    /// <exception cref="IndexException">The index is of another format, model or chunker, is damaged, locked, not readable or not writable.</exception>
    public static SnipIndexWriter Open(string folder, ModelLoader model, bool rebuild = false) =>
        Open(folder, model, new IndexWriterOptions { Rebuild = rebuild });

    /// <inheritdoc cref="Open(string, ModelLoader, IndexWriterOptions, CancellationToken)"/>
    internal static SnipIndexWriter Open(string folder, ModelLoader model, ChunkerOptions? options, bool rebuild = false) =>
        Open(folder, model, new IndexWriterOptions { Chunking = options ?? new ChunkerOptions(), Rebuild = rebuild });

    /// <summary>Takes the write lock of the index in a folder; a missing one is created, one of an older format is brought to the current one.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; loaded when something is to be cut or embedded. Stays the caller's.</param>
    /// <param name="options">How to write.</param>
    /// <param name="cancellationToken">Ends waiting for the lock.</param>
    /// <exception cref="IndexException">The index is of another format, model or chunker, is damaged, locked, not readable or not writable.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal static SnipIndexWriter Open(string folder, ModelLoader model, IndexWriterOptions options, CancellationToken cancellationToken = default)
    {
        folder = IndexFaults.Writing(folder, () => Path.GetFullPath(folder));
        var cutter = new PassageCutter(model.Card, model.CountTokens, model.Knows, options);
        var keywords = TakeLock(folder, options.WaitsForLock, cancellationToken);
        SnipIndexWriter? writer = null;
        try
        {
            var isNew = options.IgnoresVectors || !IndexCommit.Exists(folder);
            var manifest = isNew ? IndexManifest.For(model.Card, cutter.Chunking, cutter.Rule) : IndexCommit.ReadManifest(folder);
            if (!options.Rebuild)
            {
                manifest.RequireModel(folder, model.Card);
                manifest.RequireChunker(folder, cutter.Chunking.ToString(), cutter.Rule);
            }
            else if (manifest.ModelSha256 != model.Card.Sha256)
            {
                manifest = manifest with { Dimensions = model.Card.Dimensions, Segments = [] };
            }
            else
            {
                manifest = manifest with { Segments = [.. manifest.Segments.Where(s => IndexCommit.CanOpen(folder, manifest, s))] };
            }

            writer = new SnipIndexWriter(folder, model, keywords, manifest, cutter, options.TablesFrom);
            writer.Begin(options.Rebuild, options.KeepsOrphans);
            return writer;
        }
        catch
        {
            writer?._behind.Dispose();
            writer?._last.Dispose();
            writer?._vectors?.Dispose();
            keywords.Dispose();
            throw;
        }
    }

    /// <summary>Puts a snip in, in place of the one with the same id.</summary>
    public void Put(Snip snip) => Put(SnipRecord.Of([snip]));

    /// <summary>Takes a snip out; nothing happens where there is none with that id.</summary>
    public void Remove(string id) => _behind.Do(() => IndexFaults.Writing(_folder, () => _keywords.Remove(id)));

    /// <summary>Makes everything since the last commit durable and searchable by words.</summary>
    /// <param name="roots">What was imported, in place of what the manifest says; null to keep that.</param>
    public void Commit(IReadOnlyList<string>? roots = null) => Commit(Manifest with { Roots = roots ?? Manifest.Roots });

    /// <summary>Embeds every committed passage that has no vector yet, newest snips first, and commits as it goes.</summary>
    /// <param name="progress">Told what is done and what there is to do.</param>
    /// <param name="cancellationToken">Stops after the passages that are being embedded; they and all before them are committed, and the next call goes on from
    /// there.</param>
    /// <returns>Passages that were embedded.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before all was embedded.</exception>
    public int EmbedPending(IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (embedded, pending) = Embedder.Run(this, _model, Environment.ProcessorCount, progress, cancellationToken);
        if (pending > 0) cancellationToken.ThrowIfCancellationRequested();
        return embedded;
    }

    /// <summary>Gives the lock back; what was not committed is dropped. A large index is prepared for its next opening first, where it changed, which takes
    /// a second or two for a million passages.</summary>
    public void Dispose()
    {
        _behind.Dispose();
        _last.Dispose();
        _vectors?.Dispose();
        CommitTables.Keep(_keywords, _tablesFrom, _folder, _model.Card);
        _keywords.Dispose();
    }

    /// <summary>Snips as of the last commit, by id, without their texts.</summary>
    internal IReadOnlyList<SnipState> ReadStates()
    {
        if (Manifest.Generation == 0) return [];
        return _last.ReadStates();
    }

    /// <inheritdoc/>
    IReadOnlyList<SnipState> ISnipStore.ReadStates() => ReadStates();

    /// <inheritdoc/>
    IReadOnlyDictionary<string, SnipRecord> ISnipStore.ReadRecords(IReadOnlyCollection<string> ids)
    {
        return ids.Count == 0 ? new Dictionary<string, SnipRecord>() : _last.ReadRecords(ids);
    }

    /// <inheritdoc/>
    void ISnipStore.Put(SnipRecord record) => Put(record);

    /// <inheritdoc/>
    void ISnipStore.Commit(ImportedSources sources)
    {
        var ledger = sources.Files == ((ISnipStore)this).Sources.Files ? Manifest.Ledger : Write(() => sources.Files.Write(VectorFolder));
        Commit(Manifest with { Roots = sources.Roots, Reading = sources.Reading, Ledger = ledger });
        _sources = sources;
    }

    /// <inheritdoc/>
    bool ISnipStore.Owns(string path) => IndexManifest.Owns(_folder, path);

    /// <inheritdoc/>
    void ISnipStore.Note(IReadOnlyList<SourceRead> reads, Func<string, bool> isGone)
    {
        try
        {
            _keywords.RequireFolder();
            SourceLog.Update(_folder, reads, isGone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KeywordIndexException)
        {
            // Everything is committed; what the list of sources says of them is older.
        }
    }

    /// <inheritdoc/>
    int ISnipStore.CountPassages() => Manifest.Generation == 0 ? 0 : _last.Read(committed => committed.Passages.Count);

    /// <inheritdoc/>
    string? ISnipStore.DescribeForeignText() => Manifest.Generation == 0 ? null : _last.Read(committed => ForeignText.Describe(committed, Manifest.Model));

    /// <inheritdoc/>
    IReadOnlyList<UInt128> ISnipStore.FindPending()
    {
        return Manifest.Generation == 0 ? [] : _last.FindPending(Vectors, _cutter);
    }

    /// <inheritdoc/>
    IReadOnlyList<string> ISnipStore.ReadInputs(IReadOnlyList<UInt128> keys) => _last.ReadInputs(keys);

    /// <inheritdoc/>
    void ISnipStore.AddVectors(IReadOnlyList<UInt128> keys, IReadOnlyList<float[]> vectors)
    {
        var segments = Write(() =>
            VectorMerge.Add(VectorFolder, Manifest.Dimensions, Manifest.Segments, VectorSegmentWriter.Write(VectorFolder, Manifest.Dimensions, keys, vectors)));
        Commit(Manifest with { Segments = segments });
    }

    /// <inheritdoc/>
    void ISnipStore.Compact()
    {
        if (Manifest.Generation == 0) return;
        var keys = _last.Read(committed => committed.Passages.Select(p => p.VectorKey).Where(k => k != PassageInput.NoKey).ToHashSet());
        var live = keys.Count(k => Vectors.TryFindRow(k, out _));
        if (Vectors.Count <= 2 * live + IdleVectors) return;
        Commit(Manifest with { Segments = [Write(() => VectorMerge.Write(VectorFolder, Vectors, keys.Contains))] });
    }

    internal void Put(SnipRecord record)
    {
        // Reading the words here leaves both threads about as much to do.
        var prepared = PreparedSnip.Of(SnipDocuments.Of(record, _cutter.Cut(record.Snip)), _words);
        _behind.Do(() => IndexFaults.Writing(_folder, () => _keywords.Put(prepared)));
    }

    /// <summary>Commits what was put together with the vectors, roots and count of commits of an index that this one takes the place of.</summary>
    internal void Adopt(IndexManifest replaced)
    {
        Manifest = Manifest with { Generation = Math.Max(Manifest.Generation, replaced.Generation) };
        var isSame = replaced.ModelSha256 == Manifest.ModelSha256;
        Commit(Manifest with
        {
            Roots = replaced.Roots,
            Reading = replaced.Reading,
            Segments = isSame ? [.. replaced.Segments.Where(s => IndexCommit.CanOpen(_folder, Manifest, s))] : [],
        });
    }

    private static KeywordIndexWriter TakeLock(string folder, bool waits, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            try
            {
                return IndexFaults.Writing(folder, () => KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder)));
            }
            catch (IndexException e) when (waits && e.Fault == IndexFault.Locked)
            {
                cancellationToken.WaitHandle.WaitOne(Patience);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private void Begin(bool rebuilds, bool keepsOrphans)
    {
        // Damaged segments are refused now rather than in the middle of an import.
        if (Manifest.Segments.Count > 0) _ = Vectors;
        if (Manifest.Generation > 0 && (rebuilds || Manifest.Format < IndexManifest.CurrentFormat))
        {
            if (!rebuilds) _notes.Add(
                $"The index had format {Manifest.Format} and has {IndexManifest.CurrentFormat} now; what is embedded as before keeps its vectors.");
            CutAnew();
        }
        else if (!keepsOrphans)
        {
            RemoveOrphans();
        }
    }

    /// <summary>Puts every record in once more, as it would be now. Vectors stay, found by what they were made from.</summary>
    private void CutAnew()
    {
        _last.Read(committed =>
        {
            for (var i = 0; i < committed.Snips.Count; i++) Put(SnipRecord.Parse(committed.ReadContent(i)));
            return true;
        });

        var manifest = IndexManifest.For(_model.Card, _cutter.Chunking, _cutter.Rule);
        Commit(manifest with { Segments = Manifest.Segments, Roots = Manifest.Roots, Reading = Manifest.Reading });
    }

    private void Commit(IndexManifest manifest)
    {
        _behind.Finish();
        _last.Close();
        manifest = manifest with { Generation = Manifest.Generation + 1, HasProfile = RankingProfile.IsIn(_model.Folder) };
        IndexFaults.Writing(_folder, () => _keywords.Commit(manifest.ToUserData()));
        if (!manifest.Segments.SequenceEqual(Manifest.Segments))
        {
            _vectors?.Dispose();
            _vectors = null;
        }

        Manifest = manifest;
        _sources = null;
        RemoveOrphans();
    }

    private void RemoveOrphans() => Write(() =>
    {
        VectorFiles.RemoveOrphans(_folder, Manifest);
        return true;
    });

    /// <summary>Writes beside the words, where the folder is still the one that was opened.</summary>
    private T Write<T>(Func<T> write) => IndexFaults.Writing(_folder, () =>
    {
        _keywords.RequireFolder();
        return write();
    });
}
