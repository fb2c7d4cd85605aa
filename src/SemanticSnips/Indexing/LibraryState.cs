using SemanticSnips.Transcripts;

namespace SemanticSnips.Indexing;

/// <summary>What the index holds, as an import sees it: which versions of which snips, and what became of them so far.</summary>
internal sealed class LibraryState
{
    private readonly Dictionary<(string Source, string SnipId), (string Record, string Fingerprint)> _versions = [];
    private readonly HashSet<(string Record, string Source)> _sources = [];
    private readonly Dictionary<string, List<(string Key, string Record)>> _moments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _committed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SnipRecord> _dirty = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _movedTo = new(StringComparer.Ordinal);
    private readonly HashSet<(string Source, string SnipId)> _seen = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _there = new(StringComparer.Ordinal);
    private int _new, _changed, _unchanged, _merged, _removed, _gone;

    public LibraryState(IReadOnlyList<SnipState> states)
    {
        foreach (var state in states)
        {
            _committed.Add(state.Id);
            AddRange(state.EquivalenceKey, state.Id);
            foreach (var version in state.Versions)
            {
                _versions[(version.Source, version.SnipId)] = (state.Id, version.Fingerprint);
                _sources.Add((state.Id, version.Source));
            }
        }
    }

    /// <summary>Whether anything was put or removed since the last commit.</summary>
    public bool HasChanges { get; private set; }

    public void MarkRead(string source) => _read.Add(source);

    /// <summary>A source that could not be read this time keeps its snips.</summary>
    public void MarkUnread(string source) => _unread.Add(source);

    public void CountRepeats(int repeats) => _merged += repeats;

    public bool IsCommitted(string record) => _committed.Contains(record) && !_dirty.ContainsKey(record);

    public void MarkCommitted()
    {
        foreach (var id in _dirty.Keys) _committed.Add(id);
        _dirty.Clear();
        HasChanges = false;
    }

    /// <summary>Tells the versions that say something new, each with the record that it belongs to as far as known now.</summary>
    /// <param name="versions">All of each source that there is one of.</param>
    public IReadOnlyList<(Snip Version, string? Record)> Plan(IReadOnlyList<Snip> versions)
    {
        var plan = new List<(Snip, string?)>();
        foreach (var version in versions) _seen.Add((version.Source, version.Id));
        foreach (var version in versions)
        {
            if (_versions.TryGetValue((version.Source, version.Id), out var known) && known.Fingerprint == SnipRecord.Fingerprint(version)) _unchanged++;
            else plan.Add((version, FindRecord(version)));
        }

        return plan;
    }

    /// <summary>Puts a version into its record, or into one of its own.</summary>
    /// <param name="writer">Where the record goes.</param>
    /// <param name="committed">The committed records that the plan named.</param>
    /// <param name="version">A version that is new or changed.</param>
    /// <param name="planned">The record that the plan named.</param>
    public void Apply(SnipIndexWriter writer, IReadOnlyDictionary<string, SnipRecord> committed, Snip version, string? planned)
    {
        // Versions of the same batch may have made a record since the plan.
        var id = planned is null ? FindRecord(version) : Current(planned);
        var before = id is null ? null : _dirty.GetValueOrDefault(id) ?? committed.GetValueOrDefault(planned ?? id);
        if (before is null) _new++;
        else if (before.Versions.Any(v => v.Source == version.Source)) _changed++;
        else _merged++;

        var record = before?.With(version, IsThere) ?? SnipRecord.Of([version]);
        if (id is not null && id != record.Snip.Id)
        {
            writer.Remove(id);
            _dirty.Remove(id);
            _committed.Remove(id);
            _movedTo.Remove(record.Snip.Id);
            _movedTo[id] = record.Snip.Id;
        }

        foreach (var replaced in before?.Versions ?? [])
        {
            if (!record.Versions.Any(v => v.Source == replaced.Source && v.Id == replaced.Id)) _versions.Remove((replaced.Source, replaced.Id));
        }

        Put(writer, record);
    }

    /// <summary>Versions below the imported paths that the import did not meet.</summary>
    public IReadOnlyList<((string Source, string SnipId) Version, string Record)> FindGone(IReadOnlyList<string> roots)
    {
        var gone = _versions
            .Where(v => !_seen.Contains(v.Key) && !IsUnread(v.Key.Source) && (_read.Contains(v.Key.Source) || roots.Any(r => IsBelow(v.Key.Source, r))))
            .Select(v => (v.Key, v.Value.Record))
            .OrderBy(v => v.Record, StringComparer.Ordinal)
            .ToList();

        // A snip that another source has is not gone.
        var left = _versions.GroupBy(v => v.Value.Record).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        _gone = gone.GroupBy(g => g.Record).Count(g => g.Count() == left[g.Key]);
        return gone;
    }

    public void Remove(SnipIndexWriter writer, SnipRecord record, IReadOnlyCollection<(string Source, string SnipId)> versions)
    {
        foreach (var version in versions) _versions.Remove(version);
        HasChanges = true;
        var left = record.Without(v => versions.Contains((v.Source, v.Id)));
        if (left is null || left.Snip.Id != record.Snip.Id) writer.Remove(record.Snip.Id);
        if (left is not null)
        {
            Put(writer, left);
            return;
        }

        _gone--;
        _removed++;
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

    private void Put(SnipIndexWriter writer, SnipRecord record)
    {
        writer.Put(record);
        HasChanges = true;
        _dirty[record.Snip.Id] = record;
        AddRange(EquivalenceKey.Of(record.Snip), record.Snip.Id);
        foreach (var version in record.States())
        {
            _versions[(version.Source, version.SnipId)] = (record.Snip.Id, version.Fingerprint);
            _sources.Add((record.Snip.Id, version.Source));
        }
    }

    private string? FindRecord(Snip version)
    {
        if (_versions.TryGetValue((version.Source, version.Id), out var known)) return Current(known.Record);
        if (_dirty.ContainsKey(version.Id) || _committed.Contains(version.Id)) return version.Id;
        var key = EquivalenceKey.Of(version);
        if (key.Length == 0 || !_moments.TryGetValue(EquivalenceKey.LookupOf(key), out var candidates)) return null;

        // Within one source, two snips of one range are two snips; the one of the record's own id belongs to it.
        foreach (var (candidate, name) in candidates)
        {
            var record = Current(name);
            if (EquivalenceKey.Match(candidate, key) && !_sources.Contains((record, version.Source)) && !_seen.Contains((version.Source, record))) return record;
        }

        return null;
    }

    /// <summary>What a record is called now: merging may give it another id.</summary>
    private string Current(string record)
    {
        while (_movedTo.TryGetValue(record, out var moved)) record = moved;
        return record;
    }

    private void AddRange(string key, string record)
    {
        if (key.Length == 0) return;
        var lookup = EquivalenceKey.LookupOf(key);
        if (!_moments.TryGetValue(lookup, out var records)) _moments.Add(lookup, records = []);
        if (!records.Contains((key, record))) records.Add((key, record));
    }

    /// <summary>Whether the file of a source still exists.</summary>
    private bool IsThere(string source)
    {
        if (_read.Contains(source)) return true;
        if (_there.TryGetValue(source, out var known)) return known;

        // An entry of an archive has the archive's path before a '!', which may be part of a path as well.
        for (var end = source.Length; end > 0; end = source.LastIndexOf('!', end - 1))
        {
            if (File.Exists(source[..end])) return _there[source] = true;
        }

        return _there[source] = false;
    }

    /// <summary>Whether the source, its archive or a folder above could not be read.</summary>
    private bool IsUnread(string source)
    {
        while (!_unread.Contains(source))
        {
            var parent = source.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar, '!']);
            if (parent < 0) return false;
            source = source[..parent];
        }

        return true;
    }

    private static bool IsBelow(string source, string root) =>
        source == root || source.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || source.StartsWith(root + "!", StringComparison.Ordinal);
}
