namespace SemanticSnips.Indexing;

/// <summary>Which record a version belongs to: by its own id, by its snip's, else by episode and range.</summary>
internal sealed class RecordMap
{
    private readonly Dictionary<(string Source, string SnipId), (string Record, string Fingerprint)> _versions = [];

    // A record's name is the id that its versions' merge has, and another version can change it: names lead on to what the record is called now.
    private readonly Dictionary<string, string> _movedTo = new(StringComparer.Ordinal);
    private readonly HashSet<string> _records = new(StringComparer.Ordinal);
    private readonly HashSet<(string Record, string Source)> _sources = [];
    private readonly Dictionary<string, List<(string Key, string Record)>> _moments = new(StringComparer.Ordinal);
    private readonly HashSet<(string Source, string SnipId)> _seen = [];

    public RecordMap(IReadOnlyCollection<SnipState> states)
    {
        _versions.EnsureCapacity(states.Count);
        _records.EnsureCapacity(states.Count);
        _sources.EnsureCapacity(states.Count);
        _moments.EnsureCapacity(states.Count);
        foreach (var state in states) Add(state.Id, state.EquivalenceKey, state.Versions);
    }

    /// <summary>Versions that are known, with their records.</summary>
    public IEnumerable<((string Source, string SnipId) Version, string Record)> Versions => _versions.Select(v => (v.Key, v.Value.Record));

    /// <summary>Notes that a version is still in its source.</summary>
    public void See(Snip version) => _seen.Add((version.Source, version.Id));

    /// <summary>Notes that all versions of a source are still in it; tells how many.</summary>
    public int SeeAll(Func<string, bool> isSource)
    {
        var same = _versions.Keys.Where(v => isSource(v.Source)).ToList();
        _seen.UnionWith(same);
        return same.Count;
    }

    public bool IsSeen((string Source, string SnipId) version) => _seen.Contains(version);

    /// <summary>Whether a version says what it said before.</summary>
    public bool IsKnown(Snip version) => _versions.TryGetValue((version.Source, version.Id), out var known)
        && known.Fingerprint == SnipRecord.Fingerprint(version);

    /// <summary>The record that a version belongs to; null where it begins one.</summary>
    public string? Find(Snip version)
    {
        if (_versions.TryGetValue((version.Source, version.Id), out var known)) return Current(known.Record);
        if (_records.Contains(version.Id)) return version.Id;
        var key = EquivalenceKey.Of(version);
        if (key.Length == 0 || !_moments.TryGetValue(EquivalenceKey.LookupOf(key), out var candidates)) return null;

        // Within one source, two snips of one range are two snips; the one of the record's own id belongs to it.
        foreach (var (candidate, name) in candidates)
        {
            var record = Current(name);
            if (EquivalenceKey.Match(candidate, key) && !_sources.Contains((record, version.Source)) && !_seen.Contains((version.Source, record)))
                return record;
        }

        return null;
    }

    /// <summary>What a record is called now.</summary>
    public string Current(string record)
    {
        while (_movedTo.TryGetValue(record, out var moved)) record = moved;
        return record;
    }

    /// <summary>Gives a record another name. One that had it before and left it may come back to it, so no way leads round in circles.</summary>
    public void Move(string from, string to)
    {
        _records.Remove(from);
        _movedTo.Remove(to);
        _movedTo[from] = to;
    }

    /// <summary>Enters a record with its versions.</summary>
    public void Put(SnipRecord record) => Add(record.Snip.Id, EquivalenceKey.Of(record.Snip), record.States());

    /// <summary>Forgets a version.</summary>
    public void Forget((string Source, string SnipId) version) => _versions.Remove(version);

    private void Add(string id, string moment, IEnumerable<VersionState> versions)
    {
        _records.Add(id);
        AddMoment(moment, id);
        foreach (var version in versions)
        {
            _versions[(version.Source, version.SnipId)] = (id, version.Fingerprint);
            _sources.Add((id, version.Source));
        }
    }

    private void AddMoment(string key, string record)
    {
        if (key.Length == 0) return;
        var lookup = EquivalenceKey.LookupOf(key);
        if (!_moments.TryGetValue(lookup, out var records)) _moments.Add(lookup, records = []);
        if (!records.Contains((key, record))) records.Add((key, record));
    }
}
