using DuckDB.NET.Data;
using SemanticSnips.Benchmarks.Rivals;

namespace SemanticSnips.Rivals;

/// <summary>DuckDB's inner product over an array column.</summary>
internal sealed class DuckDbVectors : IRivalEngine
{
    private DuckDBConnection? _connection;
    private DuckDBCommand? _ask;
    private DuckDBParameter? _vector;

    public RivalTask Task => RivalTask.Vectors;

    public string Version
    {
        get
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            return $"DuckDB {connection.ServerVersion}";
        }
    }

    public void Build(RivalData data, string folder)
    {
        using var connection = Connect(folder);
        Run(connection, $"create table passages (id integer, embedding float[{data.Dimensions}])");
        using var appender = connection.CreateAppender("passages");
        var row = 0;
        foreach (var vector in data.ReadVectors()) appender.CreateRow().AppendValue((int?)row++).AppendValue<float>(vector).EndRow();
    }

    public void Open(RivalData data, string folder)
    {
        _connection = Connect(folder);
        _ask = _connection.CreateCommand();
        _ask.CommandText =
            $"select id from passages order by array_inner_product(embedding, $vector::float[{data.Dimensions}]) desc limit {RivalRun.Wanted}";
        _vector = new DuckDBParameter("vector", null);
        _ask.Parameters.Add(_vector);
    }

    public IReadOnlyList<int> Ask(RivalQuery query)
    {
        _vector!.Value = query.Vector.ToList();
        using var reader = _ask!.ExecuteReader();
        var rows = new List<int>();
        while (reader.Read()) rows.Add(reader.GetInt32(0));
        return rows;
    }

    public void Dispose()
    {
        _ask?.Dispose();
        _connection?.Dispose();
    }

    private static DuckDBConnection Connect(string folder)
    {
        var connection = new DuckDBConnection($"DataSource={Path.Combine(folder, "store.duckdb")}");
        connection.Open();
        Run(connection, "set threads = 1");
        return connection;
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
