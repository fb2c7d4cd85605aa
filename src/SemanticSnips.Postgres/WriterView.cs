using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>What a writer has seen of a library, so that it writes over nothing that another has changed since.</summary>
/// <param name="connection">The writer's; stays the caller's.</param>
/// <param name="address">Named where something has changed.</param>
/// <remarks>Not thread-safe.</remarks>
internal sealed class WriterView(NpgsqlConnection connection, PostgresAddress address)
{
    private readonly HashSet<long> _own = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private long? _at;

    /// <summary>Reads the state of every snip: from now on it is these that changes are compared with.</summary>
    public List<SnipState> ReadStates()
    {
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        _at = Generation();
        var states = connection.Rows("select state from snip order by number", row => SnipState.Parse(row.GetFieldValue<byte[]>(0)));
        transaction.Commit();
        _ids.Clear();
        _ids.UnionWith(states.Select(s => s.Id));
        return states;
    }

    /// <summary>Reads records; a writer that has not read the states has seen these alone.</summary>
    public Dictionary<string, SnipRecord> ReadRecords(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return [];
        _at ??= Generation();
        var records = connection
            .Rows("select id, record from snip where id = any($1)", row => (Id: row.GetString(0), Record: SnipRecord.Parse(row.GetFieldValue<byte[]>(1))),
                ids.ToArray())
            .ToDictionary(r => r.Id, r => r.Record, StringComparer.Ordinal);
        _ids.UnionWith(records.Keys);
        return records;
    }

    /// <summary>Refuses to write over what another writer has changed: it would be lost. Within the transaction that has taken the library's row.</summary>
    /// <param name="put">What is put in.</param>
    /// <param name="removed">What is taken out.</param>
    /// <exception cref="IndexException">A snip was changed.</exception>
    public void RequireUnchanged(IReadOnlyCollection<PutSnip> put, IReadOnlyCollection<string> removed)
    {
        if (_at is not { } at) return;
        var touched = put.Select(p => p.Document.Id).Union(removed).ToArray();
        var moments = put.Select(p => p.Moment).Where(m => m.Length > 0).Distinct().ToArray();
        var changed = connection.Scalar(
            "select id from snip where (id = any($1) or moment = any($2)) and generation > $3 and not generation = any($4) order by id limit 1",
            touched, moments, at, _own.ToArray()) as string;
        changed ??= connection.Scalar(
            "select id from unnest($1) as t (id) where not exists (select from snip s where s.id = t.id) order by id limit 1",
            touched.Where(_ids.Contains).ToArray()) as string;
        if (changed is not null) throw Changed(changed);
    }

    /// <summary>That a snip was changed by another writer, and nothing of this one's commit is kept.</summary>
    public IndexException Changed(string snip) => new(
        IndexFault.Locked, $"Another import into '{address.Place}' has changed the snip '{snip}' meanwhile; nothing of this commit was kept.")
    {
        Place = address.Place,
        Found = snip,
    };

    /// <summary>Takes note of what this writer has committed itself.</summary>
    public void Commit(long generation) => _own.Add(generation);

    /// <inheritdoc cref="Commit(long)"/>
    public void Commit(IEnumerable<string> put, IEnumerable<string> removed)
    {
        _ids.ExceptWith(removed);
        _ids.UnionWith(put);
    }

    /// <summary>Has seen nothing.</summary>
    public void Clear()
    {
        _own.Clear();
        _ids.Clear();
        _at = null;
    }

    private long Generation() => connection.Scalar("select generation from library") is long generation ? generation : 0;
}
