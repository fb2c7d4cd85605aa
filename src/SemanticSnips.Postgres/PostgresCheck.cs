using Npgsql;

namespace SemanticSnips.Postgres;

/// <summary>Looks at a library on a server: extension, schema, indexes, counts.</summary>
internal static class PostgresCheck
{
    private static readonly string[] Indexes =
        ["snip_pkey", "snip_id_key", "snip_prefix", "snip_moment", "snip_episode", "snip_date", "snip_words", "passage_pkey", "passage_snip", "passage_vector",
            "passage_words", "passage_speakers", "embedding_pkey", "posting_pkey"];

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
        var pending = connection.Scalar("select count(*)::int from pending k join passage p on p.vector_key = k.key") as int? ?? 0;
        yield return new Check("vectors", pending == 0, pending == 0
            ? $"all {library.Passages} passages have theirs" : $"{pending} of {library.Passages} passages have none yet.");
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
        var missing = Indexes.Except(valid).ToList();
        var wantsGraph = library.AllVectors.Count > Schema.ExactVectors && !valid.Contains("embedding_graph");
        return (missing.Count, wantsGraph) switch
        {
            (0, false) => new Check("indexes", true, library.AllVectors.Count > Schema.ExactVectors
                ? "all there, the graph over the vectors too" : "all there"),
            (0, true) => new Check(
                "indexes", false, "The graph over the vectors is not there, so that each search looks at all of them; 'snips index' makes it.", null),
            _ => new Check("indexes", false,
                $"Missing or invalid: {string.Join(", ", missing)}. Create them anew with: reindex schema, or restore them from a backup.", IndexFault.Damaged),
        };
    }

    /// <summary>What the library's row counts against what its tables hold.</summary>
    private static Check CheckCounts(NpgsqlConnection connection, LibraryRow library)
    {
        var (snips, passages, words, postings) = connection.Rows(
            $"""
            select (select count(*) from snip)::int, (select count(*) from passage)::int, (select coalesce(sum(length), 0) from passage)::bigint,
                (select count(*) from passage p where not exists (select from snip s where s.number = p.snip))::int
            """,
            row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt32(3)))[0];
        return snips == library.Snips && passages == library.Passages && words == library.Words && postings == 0
            ? new Check("counts", true, "the library's counts are those of its tables")
            : new Check(
                "counts", false,
                $"The library counts {library.Snips} snips, {library.Passages} passages and {library.Words} words, its tables hold {snips}, {passages} " +
                    $"and {words}; "
                + $"{postings} passages have no snip.",
                IndexFault.Damaged);
    }
}
