using System.Text.Json;
using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>
/// Makes a library on a server whole again of the stored text of its snips, in one transaction: indexes that are missing are made, vectors that are none are
/// dropped, passages and postings are made anew where they are not those that the library counts. Stored text that cannot be read is kept aside.
/// </summary>
internal static class PostgresRepair
{
    /// <summary>Which rows of <c>embedding</c> cannot be the model's.</summary>
    public const string IsNoVector = "not (components <#> components between -1.01 and -0.99)";

    /// <summary>Repairs within the transaction that has taken the library's row.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="library">The row as it was found.</param>
    /// <param name="cut">Cuts a record.</param>
    /// <param name="aside">Receives where each record is now that cannot be read.</param>
    /// <returns>The row as it is now; not written yet.</returns>
    public static LibraryRow Run(NpgsqlConnection connection, LibraryRow library, Func<SnipRecord, PutSnip> cut, List<string> aside)
    {
        MakeIndexes(connection);
        connection.Run($"delete from embedding where {IsNoVector}");
        library = SetAside(connection, aside) || !IsCounted(connection, library) ? Rebuild(connection, library, cut) : library;
        connection.Run(
            """
            insert into pending select distinct vector_key from passage p
            where vector_key <> $1 and not exists (select from embedding v where v.key = p.vector_key) on conflict do nothing
            """, Sql.ToGuid(PassageInput.NoKey));
        connection.Run("update embedding v set live = not live where live <> exists (select from passage p where p.vector_key = v.key)");
        return new PostgresCommit(connection, library).RecountVectors();
    }

    /// <summary>Whether a record can be read.</summary>
    public static bool IsSound(byte[] record)
    {
        try
        {
            return SnipRecord.Parse(record).Versions.Count > 0;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void MakeIndexes(NpgsqlConnection connection)
    {
        var invalid = connection.Rows(
            """
            select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relnamespace = current_schema()::regnamespace and not i.indisvalid
            """, row => row.GetString(0));
        foreach (var name in invalid) connection.Run($"reindex index \"{name}\"");
        foreach (var (name, definition) in Schema.Indexes) connection.Run($"create index if not exists {name} on {definition}");
    }

    /// <summary>Takes out the snips whose stored text cannot be read, and keeps that as it is.</summary>
    private static bool SetAside(NpgsqlConnection connection, List<string> aside)
    {
        var lost = StoredRecords.Pages(connection).SelectMany(page => page).Where(r => !IsSound(r.Record)).Select(r => (r.Number, r.Id)).ToList();
        foreach (var (number, id) in lost)
        {
            connection.Run(
                """
                insert into kept_file select '', 'damaged/' || id, encode(record, 'base64') from snip where number = $1
                on conflict (role, name) do update set content = excluded.content
                """, number);
            connection.Run("delete from snip where number = $1", number);
            aside.Add($"damaged/{id} in the table kept_file");
        }

        return lost.Count > 0;
    }

    private static bool IsCounted(NpgsqlConnection connection, LibraryRow library) => connection.Rows(
        """
        select (select count(*) from snip)::int, (select count(*) from passage)::int, (select coalesce(sum(length), 0) from passage)::bigint,
            (select coalesce(sum(passages), 0) from snip)::int
        """,
        row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt32(3)))[0]
        == (library.Snips, library.Passages, library.Words, library.Passages);

    private static LibraryRow Rebuild(NpgsqlConnection connection, LibraryRow library, Func<SnipRecord, PutSnip> cut)
    {
        // Not truncated: whoever reads an earlier commit still sees it.
        foreach (var table in new[] { "passage", "posting", "pending", "word", "episode" }) connection.Run($"delete from {table}");
        var none = VectorSum.None(library.Manifest.Dimensions);
        var commit = new PostgresCommit(
            connection, library with { Snips = 0, Transcripts = 0, Passages = 0, Words = 0, AllVectors = none, OwnVectors = none });
        var before = library.NextSnip;
        library = commit.Apply([], []);
        foreach (var page in StoredRecords.Pages(connection, before))
        {
            connection.Run("delete from snip where number = any($1)", page.ConvertAll(r => r.Number).ToArray());
            library = commit.Apply([], page.ConvertAll(r => cut(SnipRecord.Parse(r.Record))));
        }

        // The commit that this is part of counts itself.
        return library with { Generation = library.Generation - 1 };
    }
}
