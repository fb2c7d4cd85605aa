using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>The tables of a library, and how an older state of them becomes the current one.</summary>
/// <remarks>
/// A library is one schema. Passages are numbered in the order in which they came; 4,096 of them are a block of postings. Vectors lie apart from
/// passages and are found by their content key, so that equal passages share one and a passage that comes back finds its own.
/// </remarks>
internal static class Schema
{
    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 2;

    /// <summary>Up to so many vectors the exact order is cheaper than a graph's upkeep; no index is made.</summary>
    public const int ExactVectors = 50_000;

    /// <summary>The indexes besides those of keys, as the first migration makes them and a repair makes them again.</summary>
    public static readonly (string Name, string Definition)[] Indexes =
    [
        ("snip_prefix", "snip (lower(id) collate \"C\" text_pattern_ops)"),
        ("snip_moment", "snip (moment)"),
        ("snip_episode", "snip (episode_key)"),
        ("snip_date", "snip (date)"),
        ("snip_words", "snip using gin (show_words, episode_words, title_words, note_words, guest_words, tag_words)"),
        ("passage_snip", "passage (snip)"),
        ("passage_vector", "passage (vector_key)"),
        ("passage_words", "passage using gin (words)"),
        ("passage_speakers", "passage using gin (speaker_words)"),
    ];

    /// <summary>What brings a schema from the version before to the next; the first begins with nothing.</summary>
    private static readonly Func<int, string>[] Migrations =
    [
        dimensions => $"""
            create table library (
                one boolean primary key default true check (one),
                version integer not null,
                generation bigint not null,
                manifest text not null,
                ledger bytea,
                snips integer not null,
                transcripts integer not null,
                passages integer not null,
                words bigint not null,
                next_snip integer not null,
                next_passage integer not null,
                vectors integer not null,
                vector_sum double precision[] not null,
                own_vectors integer not null,
                own_vector_sum double precision[] not null);
            create table snip (
                number integer primary key,
                id text collate "C" not null unique,
                generation bigint not null,
                record bytea not null,
                state bytea not null,
                moment text collate "C" not null,
                episode_key text collate "C" not null,
                start_ms bigint,
                end_ms bigint,
                date date,
                favourite boolean not null,
                has_transcript boolean not null,
                passages integer not null,
                published date,
                episode_title text collate "C",
                show text,
                show_words tsvector not null,
                episode_words tsvector not null,
                title_words tsvector not null,
                note_words tsvector not null,
                guest_words tsvector not null,
                tag_words tsvector not null);
            create table episode (
                key text collate "C" primary key,
                published date,
                title text collate "C");
            create table passage (
                id integer primary key,
                snip integer not null,
                ordinal integer not null,
                from_char integer not null,
                to_char integer not null,
                kind smallint not null,
                length integer not null,
                previous integer,
                next integer,
                vector_key uuid not null,
                words tsvector not null,
                speaker_words tsvector not null);
            create table embedding (
                key uuid primary key,
                live boolean not null,
                components vector({dimensions}) not null);
            create table pending (key uuid primary key);
            create table posting (
                term text collate "C",
                block integer,
                postings bytea not null,
                primary key (term, block));
            {string.Concat(Indexes.Select(i => $"create index {i.Name} on {i.Definition};"))}
            """,

        // What an index folder keeps in files beside it, and how often each word is said, for those that are mistyped.
        _ => $"""
            create table mark (
                snip text collate "C" primary key,
                content text not null);
            create table source (
                path text collate "C" primary key,
                format text,
                read timestamptz not null);
            create table kept_file (
                role name,
                name text collate "C",
                content text not null,
                primary key (role, name));
            create table word (
                word text collate "C" primary key,
                passages integer not null)
                with (fillfactor = 80);
            {Vocabulary.Recount}
            """,
    ];

    /// <summary>The graph over live vectors; halves, so that it takes half the memory. The order of what it finds is told from the whole floats.</summary>
    public static string CreateGraph(int dimensions) => $"""
        create index if not exists embedding_graph on embedding using hnsw ((components::halfvec({dimensions})) halfvec_ip_ops)
        with (m = 16, ef_construction = 128) where live
        """;

    /// <summary>Makes the schema, or brings it to this version. Several at once take turns.</summary>
    /// <param name="connection">Open, without a transaction.</param>
    /// <param name="address">Where.</param>
    /// <param name="dimensions">Components of a vector.</param>
    /// <returns>The version that was found; 0 where there was none.</returns>
    /// <exception cref="IndexException">The extension cannot be had, or the schema is of a later version.</exception>
    public static int Prepare(NpgsqlConnection connection, PostgresAddress address, int dimensions)
    {
        using var transaction = connection.BeginTransaction();
        if (ReadVersion(connection) is { } current && current == Version) return current;

        // One lock for all schemas: the extension is the database's.
        connection.Run("select pg_advisory_xact_lock(hashtextextended('snips schema', 0))");
        var found = ReadVersion(connection) ?? 0;
        if (found > Version) throw OtherVersion(address, found);
        if (found == Version) return found;
        if (connection.Scalar("select 1 from pg_namespace where nspname = $1", address.Schema) is null) connection.Run($"create schema \"{address.Schema}\"");
        RequireExtension(connection, address);
        foreach (var migration in Migrations.Skip(found)) connection.Run(migration(dimensions));
        if (found > 0)
        {
            connection.Run("update library set version = $1", Version);
            TakeUpMarks(connection);
        }

        transaction.Commit();
        return found;
    }

    /// <summary>The version of the schema that is there; null where there is none.</summary>
    public static int? ReadVersion(NpgsqlConnection connection)
    {
        if (connection.Scalar("select to_regclass('library')::text") is null or DBNull) return null;
        return connection.Scalar("select version from library") is int version ? version : Version;
    }

    /// <summary>The fault behind what a server refused: where a table or column is missing, the schema may be of another version.</summary>
    /// <returns>Null where it is none of the server's.</returns>
    public static IndexException? FaultOf(NpgsqlDataSource source, PostgresAddress address, Exception exception)
    {
        if (exception is not PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn })
            return PostgresFaults.Of(address, exception);
        try
        {
            using var connection = source.OpenConnection();
            return ReadVersion(connection) is { } found && found != Version ? OtherVersion(address, found) : PostgresFaults.Of(address, exception);
        }
        catch (NpgsqlException)
        {
            return PostgresFaults.Of(address, exception);
        }
    }

    /// <summary>The schema is of a version that this code does not read.</summary>
    public static IndexException OtherVersion(PostgresAddress address, int found) =>
        new(IndexFault.OtherFormat, $"The tables of '{address.Place}' have version {found}; this version of snips uses {Version}"
            + (found < Version ? ", to which the next 'snips index' brings them." : "."))
        {
            Place = address.Place,
            Found = $"schema version {found}",
            Expected = $"schema version {Version}",
        };

    /// <summary>Keeps the marks that records were copied with, before there was a place for them: else an import would take them away.</summary>
    private static void TakeUpMarks(NpgsqlConnection connection)
    {
        // The state of a snip names its mark third.
        var marked = connection.Rows(
            @"select record from snip where convert_from(state, 'UTF8') ~ '^[^\n\t]*\t[^\n\t]*\t'", row => SnipRecord.Parse(row.GetFieldValue<byte[]>(0)));
        var marks = marked.Where(r => r.Mark is not null)
            .Select(r => r.Mark! with { Snip = r.Snip.Id, Moment = EquivalenceKey.Of(r.Marked(null).Snip) });
        new SideTables(connection).Save([.. marks]);
    }

    private static void RequireExtension(NpgsqlConnection connection, PostgresAddress address)
    {
        if (connection.Scalar("select 1 from pg_extension where extname = 'vector'") is not null) return;
        try
        {
            connection.Run("create extension vector with schema public");
        }
        catch (PostgresException e)
        {
            throw new IndexException(
                IndexFault.NotWritable,
                $"The database of '{address.Place}' has no extension vector (pgvector), and the role that snips uses cannot create it: {e.MessageText}. "
                + "Expected is that an administrator has run: create extension vector with schema public", e)
            {
                Place = address.Place,
                Expected = "the extension vector",
            };
        }
    }
}
