using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>What an index folder keeps in files beside it: marks, what is known of sources, small files. On a server these are tables.</summary>
/// <param name="connection">Stays the caller's.</param>
/// <remarks>Not thread-safe. What the server refuses comes out as Npgsql throws it.</remarks>
internal sealed class SideTables(NpgsqlConnection connection)
{
    private readonly Dictionary<string, string> _read = new(StringComparer.Ordinal);

    /// <summary>The marks of all who use the library.</summary>
    public Marks ReadMarks()
    {
        _read.Clear();
        var rows = connection.Rows("select snip, content from mark", row => (Snip: row.GetString(0), Content: row.GetString(1)));
        foreach (var (snip, content) in rows) _read.Add(snip, content);
        return Marks.Of(_read.Values.Select(line => Marks.Parse(line, "the table mark")));
    }

    /// <summary>Puts marks in place of those of the same snips, within the transaction that is open.</summary>
    /// <returns>A snip whose mark is another one than was read, and which is not written over; null where there is none.</returns>
    public string? Save(IReadOnlyList<Mark> marks)
    {
        foreach (var mark in marks)
        {
            var content = mark is { IsSilent: true, Removed: false } ? null : Marks.LineOf(mark);
            var isRead = _read.TryGetValue(mark.Snip, out var before);
            var changed = (isRead, content) switch
            {
                (false, null) => 1,
                (false, _) => connection.Run("insert into mark values ($1, $2) on conflict do nothing", mark.Snip, content),
                (true, null) => connection.Run("delete from mark where snip = $1 and content = $2", mark.Snip, before!),
                (true, _) => connection.Run("update mark set content = $2 where snip = $1 and content = $3", mark.Snip, content, before!),
            };
            if (changed == 0) return mark.Snip;
            if (content is null) _read.Remove(mark.Snip);
            else _read[mark.Snip] = content;
        }

        return null;
    }

    /// <summary>What is known of sources, by path.</summary>
    public Dictionary<string, SourceRead> ReadSources() => connection
        .Rows("select path, format, read from source", row => new SourceRead(row.GetString(0), row.TextOr(1), row.GetFieldValue<DateTimeOffset>(2)))
        .ToDictionary(s => s.Source, StringComparer.Ordinal);

    /// <summary>Takes up what an import read, and forgets what is gone.</summary>
    public void Note(IReadOnlyList<SourceRead> reads, Func<string, bool> isGone)
    {
        var latest = reads.GroupBy(r => r.Source, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(r => r.Source, StringComparer.Ordinal).ToList();
        connection.Run(
            """
            insert into source select * from unnest($1, $2, $3)
            on conflict (path) do update set format = excluded.format, read = excluded.read
            """,
            latest.ConvertAll(r => r.Source).ToArray(), latest.ConvertAll(r => r.Format).ToArray(), latest.ConvertAll(r => r.At.UtcDateTime).ToArray());
        var gone = connection.Rows("select path from source", row => row.GetString(0)).Where(isGone).ToArray();
        if (gone.Length > 0) connection.Run("delete from source where path = any($1)", gone);
    }

    /// <summary>A small file; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isShared">Whether it is the library's, rather than the role's own.</param>
    public string? ReadFile(string name, bool isShared) => connection.Scalar(
        $"select content from kept_file where role = {Owner(isShared)} and name = $1", name) as string;

    /// <summary>Puts a small file in place of the one before; null takes it away.</summary>
    /// <inheritdoc cref="ReadFile"/>
    public void WriteFile(string name, bool isShared, string? content)
    {
        if (content is null) connection.Run($"delete from kept_file where role = {Owner(isShared)} and name = $1", name);
        else connection.Run(
            $"insert into kept_file values ({Owner(isShared)}, $1, $2) on conflict (role, name) do update set content = excluded.content", name, content);
    }

    private static string Owner(bool isShared) => isShared ? "''" : "current_user";
}
