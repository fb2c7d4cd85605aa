using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SemanticSnips.Benchmarks.Rivals;

namespace SemanticSnips.Rivals;

/// <summary>A database in one file, as people build a search in it: FTS5 for words, sqlite-vec for vectors.</summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <summary>Opens or makes it.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="vectors">Whether sqlite-vec is loaded, from the folder that <c>RIVALS_VEC0</c> names.</param>
    public SqliteStore(string folder, bool vectors)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "store.db")};Pooling=False");
        _connection.Open();
        Run("pragma journal_mode = wal");
        Run("pragma mmap_size = 8589934592");
        if (!vectors) return;
        _connection.EnableExtensions();
        _connection.LoadExtension(Environment.GetEnvironmentVariable("RIVALS_VEC0") ?? "vec0");
    }

    public static string Version(bool vectors)
    {
        using var folder = new SqliteConnection("Data Source=:memory:");
        folder.Open();
        return $"SQLite {folder.ServerVersion}{(vectors ? ", sqlite-vec 0.1.9" : "")}";
    }

    public void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    public SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>Fills the table of words: stems of English, as FTS5 has them.</summary>
    public void AddWords(RivalData data)
    {
        Run("create virtual table words using fts5(text, tokenize = 'porter unicode61')");
        using var transaction = _connection.BeginTransaction();
        using var insert = Command("insert into words(rowid, text) values ($row, $text)");
        var (row, text) = (insert.Parameters.Add("$row", SqliteType.Integer), insert.Parameters.Add("$text", SqliteType.Text));
        var number = 0L;
        foreach (var passage in data.ReadPassages())
        {
            (row.Value, text.Value) = (number++, passage.Text);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        Run("insert into words(words) values ('optimize')");
    }

    /// <summary>Fills the table of vectors.</summary>
    public void AddVectors(RivalData data)
    {
        Run(string.Create(CultureInfo.InvariantCulture, $"create virtual table vectors using vec0(embedding float[{data.Dimensions}] distance_metric=cosine)"));
        using var transaction = _connection.BeginTransaction();
        using var insert = Command("insert into vectors(rowid, embedding) values ($row, $vector)");
        var (row, vector) = (insert.Parameters.Add("$row", SqliteType.Integer), insert.Parameters.Add("$vector", SqliteType.Blob));
        var number = 0L;
        foreach (var floats in data.ReadVectors())
        {
            (row.Value, vector.Value) = (number++, Bytes(floats));
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>The best rows for words, any of which may stand.</summary>
    public List<int> AskWords(string question, int count)
    {
        var words = question.Split([.. question.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Distinct();
        using var command = Command("select rowid from words where words match $match order by rank limit $count");
        command.Parameters.AddWithValue("$match", string.Join(" OR ", words.Select(w => $"\"{w}\"")));
        command.Parameters.AddWithValue("$count", count);
        return Rows(command);
    }

    /// <summary>The nearest rows.</summary>
    public List<int> AskVectors(float[] vector, int count)
    {
        using var command = Command("select rowid from vectors where embedding match $vector and k = $count order by distance");
        command.Parameters.AddWithValue("$vector", Bytes(vector));
        command.Parameters.AddWithValue("$count", count);
        return Rows(command);
    }

    public void Dispose() => _connection.Dispose();

    private static List<int> Rows(SqliteCommand command)
    {
        var rows = new List<int>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(reader.GetInt32(0));
        return rows;
    }

    private static byte[] Bytes(float[] vector) => MemoryMarshal.AsBytes(vector.AsSpan()).ToArray();
}
