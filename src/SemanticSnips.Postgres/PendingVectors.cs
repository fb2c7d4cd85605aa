using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>The vectors of a library on a server, and the passages that wait for theirs.</summary>
/// <param name="connection">The writer's; stays the caller's.</param>
/// <param name="cutter">Makes a passage's text anew.</param>
/// <param name="address">Named where a passage has gone.</param>
/// <remarks>Not thread-safe. What the server refuses comes out as Npgsql throws it.</remarks>
internal sealed class PendingVectors(NpgsqlConnection connection, PassageCutter cutter, PostgresAddress address)
{
    /// <summary>Vectors that may lie idle before they are deleted.</summary>
    private const int IdleVectors = 512;

    private readonly Dictionary<UInt128, (int Snip, ChunkKind Kind, int From, int To)> _pending = [];

    /// <summary>The content keys of the passages without a vector, those of favourites first, then of the newest snips.</summary>
    public IReadOnlyList<UInt128> FindPending()
    {
        _pending.Clear();
        var keys = new List<UInt128>();
        var rows = connection.Rows(
            """
            select p.vector_key, p.snip, p.kind, p.from_char, p.to_char from pending k join passage p on p.vector_key = k.key join snip s on s.number = p.snip
            order by s.favourite desc, s.date desc nulls last, p.snip, p.ordinal
            """,
            row => (Key: Sql.ToKey(row.GetGuid(0)), Passage: (row.GetInt32(1), (ChunkKind)row.GetInt16(2), row.GetInt32(3), row.GetInt32(4))));
        foreach (var (key, passage) in rows)
        {
            if (_pending.TryAdd(key, passage)) keys.Add(key);
        }

        return keys;
    }

    /// <summary>What is embedded for some of the keys that <see cref="FindPending"/> gave.</summary>
    /// <exception cref="IndexException">Another import has replaced one of the snips.</exception>
    public IReadOnlyList<string> ReadInputs(IReadOnlyList<UInt128> keys)
    {
        var records = connection.Rows(
            "select number, record from snip where number = any($1)", row => (Number: row.GetInt32(0), Record: row.GetFieldValue<byte[]>(1)),
            keys.Select(k => _pending[k].Snip).Distinct().ToArray()).ToDictionary(r => r.Number, r => SnipRecord.Parse(r.Record).Snip);
        return cutter.InputsOf([.. keys.Select(k => _pending[k])], number => records.GetValueOrDefault(number)
            ?? throw new IndexException(IndexFault.Locked, $"Another import into '{address.Place}' has replaced snips that were about to be embedded.")
            {
                Place = address.Place,
            });
    }

    /// <summary>Adds vectors, in the transaction that is open; those that are there stay.</summary>
    /// <param name="keys">Content keys.</param>
    /// <param name="vectors">One for each key, of unit length.</param>
    /// <param name="dimensions">Of the model.</param>
    public void Add(IReadOnlyList<UInt128> keys, IReadOnlyList<float[]> vectors, int dimensions)
    {
        connection.Run($"create temporary table if not exists new_vector (key uuid, components vector({dimensions})) on commit delete rows");
        using (var rows = new BinaryRows(connection, "new_vector", "key, components"))
        {
            for (var i = 0; i < keys.Count; i++) rows.Row().Key(keys[i]).Vector(vectors[i]);
            rows.Complete();
        }

        connection.Run("create temporary table if not exists added_vector (key uuid) on commit delete rows");
        connection.Run(
            """
            with added as (
                insert into embedding (key, live, components)
                select n.key, exists (select from passage p where p.vector_key = n.key), n.components from new_vector n
                on conflict do nothing returning key)
            insert into added_vector select key from added
            """);
        connection.Run("delete from pending where key in (select key from new_vector)");
    }

    /// <summary>Deletes the vectors that no passage has, once they are more than those that are used.</summary>
    public void DropIdle()
    {
        if (connection.Scalar(
            "select (select count(*) from embedding where not live) > (select count(*) from embedding where live) + $1::int", IdleVectors) is true)
        {
            connection.Run("delete from embedding where not live");
        }
    }

    /// <summary>Makes the graph over the vectors once there are so many that it pays.</summary>
    /// <param name="dimensions">Of the model.</param>
    public void MakeGraph(int dimensions)
    {
        if (connection.Scalar("select to_regclass('embedding_graph')::text") is not (null or DBNull)) return;
        if (connection.Scalar("select vectors from library") is not int vectors || vectors <= Schema.ExactVectors) return;
        connection.Run("set maintenance_work_mem = '512MB'");
        connection.Run(Schema.CreateGraph(dimensions));
        connection.Run("analyze embedding");
    }
}
