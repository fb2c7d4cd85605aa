namespace SemanticSnips.Indexing;

/// <summary>An import's protocol over a store: plan, read, apply, commit; and the count of what became of each snip.</summary>
/// <remarks>
/// The store shows its last commit, while a batch may change a record twice, or one that the batch before has changed: what was put since the commit is kept
/// here, and goes before what the store says. A batch is planned whole before anything of it is applied, because the plan says which records must be read, all
/// at once. Not thread-safe.
/// </remarks>
internal sealed class LibraryState
{
    private readonly ISnipStore _store;
    private readonly RecordMap _records;
    private readonly SourceTally _sources = new();
    private readonly HashSet<string> _committed;
    private readonly bool _hadMarks;
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SnipRecord> _dirty = new(StringComparer.Ordinal);
    private int _new, _changed, _unchanged, _merged, _removed, _gone;

    /// <summary>Reads what the store holds.</summary>
    public LibraryState(ISnipStore store)
    {
        _store = store;
        var states = store.ReadStates();
        _records = new RecordMap(states);
        _committed = states.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        _hadMarks = states.Any(s => s.Mark is not null);
    }

    /// <summary>Whether anything was put or removed since the last commit.</summary>
    public bool HasChanges { get; private set; }

    public void MarkRead(string source) => _sources.MarkRead(source);

    /// <inheritdoc cref="SourceTally.MarkUnread"/>
    public void MarkUnread(string source) => _sources.MarkUnread(source);

    /// <summary>Counts all that a file, or the entries of an archive, gave before as unchanged, without reading it.</summary>
    public void MarkUnchanged(string file)
    {
        MarkRead(file);
        _unread.Add(file);
    }

    public void CountRepeats(int repeats) => _merged += repeats;

    /// <summary>Puts in what a batch says anew: each version into its record, or into one of its own.</summary>
    /// <param name="batch">All versions of each source that there is one of, each id once a source.</param>
    public void Apply(IReadOnlyList<Snip> batch)
    {
        var plan = Plan(batch);
        var known = _store.ReadRecords([.. plan.Select(p => p.Record).OfType<string>().Where(IsCommitted).Distinct()]);
        foreach (var (version, record) in plan) Apply(known, version, record);
    }

    /// <summary>Makes what was applied durable.</summary>
    public void Commit(ImportedSources sources)
    {
        _store.Commit(sources);
        _committed.UnionWith(_dirty.Keys);
        _dirty.Clear();
        HasChanges = false;
    }

    /// <summary>Counts the snips below some paths that the import did not meet, and removes them where it is told so. Commits before.</summary>
    public void Settle(IReadOnlyList<string> paths, bool removes, ImportedSources sources)
    {
        _unchanged += _records.SeeAll(IsUnchanged);
        var gone = FindGone(paths);
        if (!removes || gone.Count == 0) return;
        if (HasChanges) Commit(sources);
        var known = _store.ReadRecords([.. gone.Select(g => g.Record).Distinct()]);
        foreach (var versions in gone.GroupBy(g => g.Record)) Remove(known[versions.Key], [.. versions.Select(v => v.Version)]);
    }

    /// <summary>Lays the user's marks over the records, as they are now. Commits before.</summary>
    /// <param name="read">Reads the marks; null where they cannot be read, and all stay as they are.</param>
    /// <param name="sources">What is committed with it.</param>
    /// <returns>Records whose mark is another one than before.</returns>
    public int Apply(Func<Marks?> read, ImportedSources sources)
    {
        if (read() is not { } marks || (marks.IsEmpty && !_hadMarks)) return 0;
        if (HasChanges) Commit(sources);
        var states = _store.ReadStates();

        // After the states: what another writer marks meanwhile is among them, or the commit finds the snip changed.
        if (read() is not { } now) return 0;
        var wanted = now.ByRecord(states);
        var changed = states.Where(s => wanted.GetValueOrDefault(s.Id)?.Fingerprint != s.Mark).Select(s => s.Id).ToList();
        foreach (var (id, record) in _store.ReadRecords(changed)) Put(record.Marked(wanted.GetValueOrDefault(id)));
        return changed.Count;
    }

    /// <summary>Versions below the imported paths that the import did not meet.</summary>
    internal IReadOnlyList<((string Source, string SnipId) Version, string Record)> FindGone(IReadOnlyList<string> paths)
    {
        var gone = _records.Versions
            .Where(v => !_records.IsSeen(v.Version) && !_sources.IsUnread(v.Version.Source))
            .Where(v => _sources.IsRead(v.Version.Source) || paths.Any(p => SourceTally.IsBelow(v.Version.Source, p)))
            .OrderBy(v => v.Record, StringComparer.Ordinal)
            .ToList();

        if (gone.Count == 0) return gone;

        // A snip that another source has is not gone.
        var left = _records.Versions.GroupBy(v => v.Record).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        _gone = gone.GroupBy(g => g.Record).Count(g => g.Count() == left[g.Key]);
        return gone;
    }

    public ImportReport Report(TimeSpan elapsed) => new()
    {
        New = _new,
        Changed = _changed,
        Unchanged = _unchanged,
        Merged = _merged,
        Removed = _removed,
        Gone = _gone,
        Elapsed = elapsed,
    };

    /// <summary>Tells the versions that say something new, each with the record that it belongs to as far as known now.</summary>
    private List<(Snip Version, string? Record)> Plan(IReadOnlyList<Snip> versions)
    {
        // All are seen first: whether a source has the snip of a record's own id decides where its others belong.
        foreach (var version in versions) _records.See(version);
        var plan = new List<(Snip, string?)>();
        foreach (var version in versions)
        {
            if (_records.IsKnown(version)) _unchanged++;
            else plan.Add((version, _records.Find(version)));
        }

        return plan;
    }

    private void Apply(IReadOnlyDictionary<string, SnipRecord> committed, Snip version, string? planned)
    {
        // Versions of the same batch may have made a record since the plan, or given the planned one another name.
        var id = planned is null ? _records.Find(version) : _records.Current(planned);
        var before = id is null ? null : _dirty.GetValueOrDefault(id) ?? committed.GetValueOrDefault(planned ?? id);
        if (before is null) _new++;
        else if (before.Versions.Any(v => v.Source == version.Source)) _changed++;
        else _merged++;

        var record = before?.With(version, _sources.IsThere) ?? SnipRecord.Of([version]);
        if (id is not null && id != record.Snip.Id)
        {
            _store.Remove(id);
            _dirty.Remove(id);
            _committed.Remove(id);
            _records.Move(id, record.Snip.Id);
        }

        // A source that gives its snip another id replaces its version; nobody shall miss the old one.
        foreach (var replaced in before?.Versions ?? [])
        {
            if (!record.Versions.Any(v => v.Source == replaced.Source && v.Id == replaced.Id)) _records.Forget((replaced.Source, replaced.Id));
        }

        Put(record);
    }

    private void Remove(SnipRecord record, IReadOnlyCollection<(string Source, string SnipId)> versions)
    {
        foreach (var version in versions) _records.Forget(version);
        HasChanges = true;
        var left = record.Without(v => versions.Contains((v.Source, v.Id)));
        if (left is null || left.Snip.Id != record.Snip.Id) _store.Remove(record.Snip.Id);
        if (left is not null)
        {
            Put(left);
            return;
        }

        _gone--;
        _removed++;
    }

    private void Put(SnipRecord record)
    {
        _store.Put(record);
        HasChanges = true;
        _dirty[record.Snip.Id] = record;
        _records.Put(record);
    }

    /// <summary>Whether a source is a file that was not read because it is unchanged, or an entry of such an archive.</summary>
    private bool IsUnchanged(string source)
    {
        if (_unread.Count == 0) return false;
        for (var end = source.Length; end > 0; end = source.LastIndexOf('!', end - 1))
        {
            if (_unread.GetAlternateLookup<ReadOnlySpan<char>>().Contains(source.AsSpan(0, end))) return true;
        }

        return false;
    }

    private bool IsCommitted(string record) => _committed.Contains(record) && !_dirty.ContainsKey(record);
}
