using Npgsql;
using SemanticSnips.Querying;

namespace SemanticSnips.Postgres;

/// <summary>Looks at a library on a server: extension, schema, indexes, counts.</summary>
internal static class PostgresCheck
{
    /// <summary>The indexes of keys: without one the table itself is damaged.</summary>
    private static readonly string[] Keys =
        ["snip_pkey", "snip_id_key", "episode_pkey", "passage_pkey", "embedding_pkey", "posting_pkey", "pending_pkey", "mark_pkey", "source_pkey", "word_pkey"];

    /// <summary>The checks in the order of their dependence; the first that fails ends them.</summary>
    public static async Task<IReadOnlyList<Check>> RunAsync(NpgsqlDataSource source, PostgresAddress address, ModelLoader models,
        CancellationToken cancellationToken)
    {
        var checks = new List<Check>();
        try
        {
            await Task.Run(() =>
            {
                using var connection = source.OpenConnection();
                foreach (var check in Examine(connection, address, models))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    checks.Add(check);
                }
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (IndexException e)
        {
            checks.Add(new Check("index", false, e.Message, e.Fault));
        }
        catch (Exception e) when (PostgresFaults.Of(address, e) is not null)
        {
            var fault = PostgresFaults.Of(address, e)!;
            checks.Add(new Check("index", false, fault.Message, fault.Fault));
        }

        return checks;
    }

    private static IEnumerable<Check> Examine(NpgsqlConnection connection, PostgresAddress address, ModelLoader models)
    {
        yield return new Check("server", true, $"'{address.Place}' is PostgreSQL {connection.PostgreSqlVersion}");
        yield return connection.Scalar("select extversion from pg_extension where extname = 'vector'") is string version
            ? new Check("extension", true, $"pgvector {version}")
            : new Check("extension", false,
                "The database has no extension vector (pgvector); 'snips index' creates it where the role may.", IndexFault.Missing);
        if (Schema.ReadVersion(connection) is not { } schema || connection.Scalar("select 1 from library") is null)
        {
            yield return new Check("schema", false, $"There is no library in '{address.Place}'.", IndexFault.Missing);
            yield break;
        }

        if (schema != Schema.Version) throw Schema.OtherVersion(address, schema);
        yield return new Check("schema", true, $"'{address.Schema}' has version {schema}");
        var library = connection.Rows(LibraryRow.Select, row => LibraryRow.Read(address, row))[0];
        yield return CheckModel(library, address, models);
        yield return CheckIndexes(connection, library);
        yield return CheckCounts(connection, library);
        yield return CheckRecords(connection);
        yield return CheckVectors(connection, library);
        yield return CheckBeside(connection, library);
    }

    private static Check CheckModel(LibraryRow library, PostgresAddress address, ModelLoader models)
    {
        try
        {
            library.Manifest.RequireModel(address.Place, models.Card);
            return new Check("index", true, $"commit {library.Generation}, {library.Snips} snips, {library.Passages} passages, model {library.Manifest.Model}");
        }
        catch (IndexException e)
        {
            return new Check("index", false, e.Message, e.Fault);
        }
    }

    private static Check CheckIndexes(NpgsqlConnection connection, LibraryRow library)
    {
        var valid = connection.Rows(
            "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = current_schema()::regnamespace and i.indisvalid",
            row => row.GetString(0));
        var lost = Keys.Except(valid).ToList();
        var missing = Schema.Indexes.Select(i => i.Name).Except(valid).ToList();
        var wantsGraph = library.AllVectors.Count > Schema.ExactVectors && !valid.Contains("embedding_graph");
        return (lost.Count + missing.Count, wantsGraph) switch
        {
            _ when lost.Count > 0 => new Check(
                "indexes", false, $"Missing or invalid: {string.Join(", ", lost)}, which hold keys. Restore the tables from a backup of the server.",
                IndexFault.Unreadable),
            (0, false) => new Check("indexes", true, library.AllVectors.Count > Schema.ExactVectors
                ? "all there, the graph over the vectors too" : "all there"),
            (0, true) => new Check(
                "indexes", false, "The graph over the vectors is not there, so that each search looks at all of them; 'snips index' makes it.", null)
            { IsMendable = true },
            _ => new Check("indexes", false, $"Missing or invalid: {string.Join(", ", missing)}.", IndexFault.Damaged) { IsMendable = true },
        };
    }

    private static Check CheckRecords(NpgsqlConnection connection)
    {
        var lost = StoredRecords.Pages(connection).SelectMany(page => page).Where(r => !PostgresRepair.IsSound(r.Record)).Select(r => r.Id).ToList();
        return lost.Count == 0 ? new Check("records", true, "The stored text of every snip can be read.")
            : new Check("records", false, $"The stored text of {lost.Count} snips cannot be read, that of '{lost[0]}' first.", IndexFault.Damaged)
            { IsMendable = true };
    }

    private static Check CheckVectors(NpgsqlConnection connection, LibraryRow library)
    {
        var (bad, missing, counted) = connection.Rows(
            $"""
            select (select count(*)::int from embedding where {PostgresRepair.IsNoVector}),
                (select count(*)::int from passage p where vector_key <> $1 and not exists (select from embedding v where v.key = p.vector_key)),
                (select count(*)::int from passage p join embedding v on v.key = p.vector_key)
            """, row => (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), Sql.ToGuid(Indexing.PassageInput.NoKey))[0];
        if (bad > 0 || counted != library.AllVectors.Count)
        {
            var found = bad > 0 ? $"{bad} vectors are not of unit length."
                : $"The library counts {library.AllVectors.Count} vectors, its tables hold {counted}.";
            return new Check("vectors", false, found, IndexFault.Damaged) { IsMendable = true };
        }

        return new Check("vectors", missing == 0, missing == 0
            ? $"All {library.Passages} passages have theirs." : $"{missing} of {library.Passages} passages have none yet.")
        { IsMendable = missing > 0 };
    }

    private static Check CheckBeside(NpgsqlConnection connection, LibraryRow library)
    {
        try
        {
            SpeakerAliases.Parse(library.Aliases?.Split('\n') ?? [], SpeakerAliases.FileName);
            _ = new SideTables(connection).ReadMarks();
            return new Check("marks", true, "The own tags, stars and notes, and the speaker aliases, can be read.");
        }
        catch (QueryException e)
        {
            return new Check("marks", false, e.Message);
        }
    }

    /// <summary>What the library's row counts against what its tables hold.</summary>
    private static Check CheckCounts(NpgsqlConnection connection, LibraryRow library)
    {
        var (snips, passages, words, orphans) = connection.Rows(
            $"""
            select (select count(*) from snip)::int, (select count(*) from passage)::int, (select coalesce(sum(length), 0) from passage)::bigint,
                (select count(*) from passage p where not exists (select from snip s where s.number = p.snip))::int
            """,
            row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt32(3)))[0];
        return snips == library.Snips && passages == library.Passages && words == library.Words && orphans == 0
            ? new Check("counts", true, "the library's counts are those of its tables")
            : new Check(
                "counts", false,
                $"The library counts {library.Snips} snips, {library.Passages} passages and {library.Words} words, its tables hold {snips}, {passages} " +
                    $"and {words}; "
                + $"{orphans} passages have no snip.",
                IndexFault.Damaged)
            { IsMendable = true };
    }
}
