using System.Globalization;
using Npgsql;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;

namespace SemanticSnips.Postgres;

/// <summary>One commit of a library, as a call sees it however long it takes: a read-only transaction on a connection of its own.</summary>
/// <remarks>The transaction begins and ends along with other statements, so that neither costs a round trip. Not thread-safe.</remarks>
internal sealed class Snapshot : IAsyncDisposable
{
    private const string Begin = "begin transaction isolation level repeatable read read only";

    private readonly NpgsqlConnection _connection;
    private readonly PostgresAddress _address;
    private readonly string? _supposed;
    private bool _hasBegun;
    private bool _isOver;
    private bool _hasWidened;

    private Snapshot(NpgsqlConnection connection, PostgresAddress address, string? aliases) =>
        (_connection, _address, _supposed) = (connection, address, aliases);

    /// <summary>The library's row; known after the first trip.</summary>
    public LibraryRow Library { get; private set; } = null!;

    /// <summary>The speakers' other names. Before the first trip they are supposed to be those that were known, and that trip refuses where they are
    /// not.</summary>
    /// <exception cref="QueryException">They cannot be understood.</exception>
    public SpeakerAliases Aliases
    {
        get
        {
            _hasWidened |= !_hasBegun;
            var lines = (_hasBegun ? Library.Aliases : _supposed)?.Split('\n') ?? [];
            return SpeakerAliases.Parse(lines, SpeakerAliases.FileName);
        }
    }

    /// <summary>Round trips so far.</summary>
    public int Trips { get; private set; }

    /// <summary>Takes a connection of the pool.</summary>
    /// <param name="source">The pool.</param>
    /// <param name="address">What it connects to.</param>
    /// <param name="aliases">The aliases as they were last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Snapshot> OpenAsync(NpgsqlDataSource source, PostgresAddress address, string? aliases, CancellationToken cancellationToken) =>
        new(await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), address, aliases);

    /// <summary>Conditions with the other names of the speakers that they name.</summary>
    /// <exception cref="QueryException">The aliases cannot be understood.</exception>
    public IReadOnlyList<Condition> Widen(IReadOnlyList<Condition> conditions) =>
        conditions.Any(c => c.Field == ConditionField.Speaker) ? Aliases.Widen(conditions) : conditions;

    /// <summary>Sends statements in one round trip and reads their results; the first trip begins the transaction and reads the library's row.</summary>
    /// <param name="commands">Statements; each result is read by the reader of its place.</param>
    /// <param name="read">Told the number of the statement and the reader, which stands before the first row.</param>
    /// <param name="ends">Whether nothing follows: the transaction ends along with it.</param>
    /// <param name="cancellationToken">Reaches the server.</param>
    /// <exception cref="AliasesChangedException">The speakers' other names were used, and are others by now.</exception>
    public async Task TripAsync(IReadOnlyList<Statement> commands, Func<int, NpgsqlDataReader, Task> read, bool ends, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection) { Timeout = 0 };
        var isFirst = !_hasBegun;
        if (isFirst)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Begin));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(LibraryRow.Select));
        }

        foreach (var command in commands) batch.BatchCommands.Add(command.ToCommand());
        if (ends) batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        _hasBegun = true;
        Trips++;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            if (isFirst)
            {
                if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) throw Missing();
                Library = LibraryRow.Read(_address, reader);
                if (_hasWidened && Library.Aliases != _supposed) throw new AliasesChangedException(Library.Aliases);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }

            for (var i = 0; i < commands.Count; i++)
            {
                // Settings have no result to read.
                if (!commands[i].HasRows) continue;
                await read(i, reader).ConfigureAwait(false);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        _isOver = ends;
    }

    /// <summary>The library's row and nothing else.</summary>
    public Task TripAsync(CancellationToken cancellationToken) => TripAsync([], (_, _) => Task.CompletedTask, ends: false, cancellationToken);

    /// <summary>Every row of one statement.</summary>
    public async Task<List<T>> RowsAsync<T>(Statement statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, bool ends = false)
    {
        var rows = new List<T>();
        await TripAsync([statement], (_, reader) => ReadAllAsync(reader, rows, read, cancellationToken), ends, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Records of snips by their numbers.</summary>
    public async Task<Dictionary<int, SnipRecord>> ReadRecordsAsync(IEnumerable<int> numbers, CancellationToken cancellationToken, bool ends = false)
    {
        var rows = await RowsAsync(
            new Statement("select number, record from snip where number = any(@numbers)", ("numbers", numbers.Distinct().ToArray())),
            row => (Number: row.GetInt32(0), Content: row.GetFieldValue<byte[]>(1)), cancellationToken, ends).ConfigureAwait(false);
        return rows.ToDictionary(r => r.Number, r => SnipRecord.Parse(r.Content));
    }

    /// <summary>Reads the rows of one result.</summary>
    public static async Task ReadAllAsync<T>(NpgsqlDataReader reader, List<T> into, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) into.Add(read(reader));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_hasBegun && !_isOver && _connection.FullState.HasFlag(System.Data.ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("rollback", _connection);
                await rollback.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
        catch (NpgsqlException)
        {
            // A connection that broke has nothing to roll back; the pool drops it.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private IndexException Missing() =>
        new(IndexFault.Missing, string.Create(CultureInfo.InvariantCulture, $"There is no library in '{_address.Place}' yet: nothing was ever imported."))
        {
            Place = _address.Place,
        };
}

/// <summary>A call supposed other names of speakers than there are, and must be made again.</summary>
internal sealed class AliasesChangedException(string? aliases) : Exception
{
    /// <summary>What they are.</summary>
    public string? Aliases => aliases;
}

/// <summary>A statement with named values.</summary>
internal sealed class Statement(string text, params (string Name, object Value)[] values)
{
    private readonly List<NpgsqlParameter> _more = [];

    /// <summary>Whether it gives rows; false for settings.</summary>
    public bool HasRows { get; init; } = true;

    /// <summary>With a condition's values.</summary>
    public Statement With(ConditionSql conditions)
    {
        _more.AddRange(conditions.Values);
        return this;
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var (name, value) in values) command.Parameters.Add(new NpgsqlParameter(name, value));
        foreach (var value in _more) command.Parameters.Add(value);
        return command;
    }
}
