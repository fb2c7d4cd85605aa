using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>One commit of a library on a server, read from end to end however long that takes; changes and locks nothing.</summary>
/// <remarks>Not thread-safe. Every method throws <see cref="IndexException"/> where the server refuses or is gone.</remarks>
internal sealed class PostgresReading : IDisposable
{
    private readonly PostgresAddress _address;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    /// <summary>Opens the newest commit.</summary>
    /// <exception cref="IndexException">There is no library, or it cannot be read.</exception>
    public PostgresReading(PostgresAddress address)
    {
        (_address, _source) = (address, address.CreateSource());
        try
        {
            _connection = Try(_source.OpenConnection);
            Try(() => _connection.Run("begin transaction isolation level repeatable read read only"));
            Library = ReadRow() ?? throw new IndexException(IndexFault.Missing, $"There is no library in '{address.Place}' yet.") { Place = address.Place };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The library's row.</summary>
    public LibraryRow Library { get; }

    /// <inheritdoc cref="ISnipStore.ReadStates"/>
    public IReadOnlyList<SnipState> ReadStates() =>
        Try(() => _connection.Rows("select state from snip order by number", row => SnipState.Parse(row.GetFieldValue<byte[]>(0))));

    /// <summary>Every record, read as it is asked for.</summary>
    public IEnumerable<SnipRecord> ReadRecords()
    {
        for (var last = -1; ;)
        {
            var page = Try(() => StoredRecords.Next(_connection, last));
            if (page.Count == 0) yield break;
            last = page[^1].Number;
            foreach (var (_, _, record) in page) yield return SnipRecord.Parse(record);
        }
    }

    /// <summary>The vectors of those keys that have one.</summary>
    public Dictionary<UInt128, float[]> ReadVectors(IReadOnlyList<UInt128> keys) => Try(() => _connection.Rows(
        "select key, components::real[] from embedding where key = any($1)", row => (Key: Sql.ToKey(row.GetGuid(0)), Vector: row.GetFieldValue<float[]>(1)),
        keys.Select(Sql.ToGuid).ToArray())).ToDictionary(v => v.Key, v => v.Vector);

    /// <summary>Reads of what stands beside the snips.</summary>
    public T Read<T>(Func<SideTables, T> read) => Try(() => read(new SideTables(_connection)));

    public void Dispose()
    {
        _connection?.Dispose();
        _source.Dispose();
    }

    private LibraryRow? ReadRow()
    {
        try
        {
            return _connection.Rows(LibraryRow.Select, row => LibraryRow.Read(_address, row)).FirstOrDefault();
        }
        catch (NpgsqlException e)
        {
            throw Schema.FaultOf(_source, _address, e)!;
        }
    }

    private T Try<T>(Func<T> act) => PostgresFaults.Told(_address, act);
}
