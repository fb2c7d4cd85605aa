using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>What a writer reads of the words and records of its folder's last commit, which is opened when it is first needed.</summary>
/// <remarks>Not thread-safe. Every method throws <see cref="IndexException"/> where the commit cannot be read.</remarks>
internal sealed class LastCommit(string folder) : IDisposable
{
    private KeywordIndex? _committed;
    private PendingPassages? _pending;
    private bool _isNewest; // whether what is pending is of the last commit

    /// <summary>Reads of the commit.</summary>
    public T Read<T>(Func<KeywordIndex, T> read) => IndexFaults.Reading(folder, () => read(
        _isNewest ? _pending!.Committed : _committed ??= KeywordIndex.Open(IndexManifest.KeywordFolder(folder))));

    /// <inheritdoc cref="ISnipStore.ReadStates"/>
    public IReadOnlyList<SnipState> ReadStates() =>
        Read(committed => committed.ReadStates().AsParallel().AsOrdered().Select(s => SnipState.Parse(s.Span)).ToList());

    /// <inheritdoc cref="ISnipStore.ReadRecords"/>
    public IReadOnlyDictionary<string, SnipRecord> ReadRecords(IReadOnlyCollection<string> ids) => Read(committed => ids
        .Select(id => (Id: id, Number: committed.FindSnip(id)))
        .Where(s => s.Number >= 0)
        .ToDictionary(s => s.Id, s => SnipRecord.Parse(committed.ReadContent(s.Number)), StringComparer.Ordinal));

    /// <inheritdoc cref="ISnipStore.FindPending"/>
    /// <param name="vectors">The vectors that there are.</param>
    /// <param name="cutter">Knows what is embedded.</param>
    public IReadOnlyList<UInt128> FindPending(VectorStore vectors, PassageCutter cutter)
    {
        Forget();
        _pending = Read(committed => new PendingPassages(committed, vectors, cutter));
        // It stays open for what is pending, whatever is committed meanwhile.
        (_committed, _isNewest) = (null, true);
        return _pending.Keys;
    }

    /// <inheritdoc cref="ISnipStore.ReadInputs"/>
    public IReadOnlyList<string> ReadInputs(IReadOnlyList<UInt128> keys) => IndexFaults.Reading(folder, () =>
        (_pending ?? throw new InvalidOperationException("Pending passages are read after they were found.")).ReadInputs(keys));

    /// <summary>Closes the commit, since there is a newer one; passages that are pending can be read as before.</summary>
    public void Close()
    {
        _committed?.Dispose();
        (_committed, _isNewest) = (null, false);
    }

    public void Dispose()
    {
        Forget();
        Close();
    }

    private void Forget()
    {
        _pending?.Dispose();
        (_pending, _isNewest) = (null, false);
    }
}
