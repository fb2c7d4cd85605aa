using Npgsql;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Searching;

namespace SemanticSnips.Postgres;

/// <summary>The snips of a snapshot without ranking: newest episode first, then by time.</summary>
internal sealed class Listing
{
    private readonly Snapshot _snapshot;
    private readonly ConditionSql _conditions;
    private readonly string _where;

    /// <param name="snapshot">What is listed.</param>
    /// <param name="query">Conditions, and words that must stand in the snip's text; null for all.</param>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public Listing(Snapshot snapshot, string? query)
    {
        _snapshot = snapshot;
        var parsed = string.IsNullOrWhiteSpace(query) ? null : SnipQuery.Parse(query);
        var words = Analysis.Exact(parsed?.Words ?? "").Select(w => new Condition(ConditionField.Phrase, w.Term));
        _conditions = ConditionSql.Of(snapshot.Widen([.. parsed?.Conditions ?? [], .. words]));

        // Words of which nothing can be said leave no condition: nothing is found.
        _where = _conditions.Expression is { } condition ? $"where exists (select from passage p where p.snip = s.number and {condition})"
            : parsed is null ? "" : "where false";
    }

    private string Rows => $"""
        select s.record from snip s join episode e on e.key = s.episode_key {_where}
        order by e.published desc nulls last, e.title nulls first, s.episode_key, s.start_ms nulls first, s.end_ms nulls first, s.id
        """;

    /// <summary>A page.</summary>
    public async Task<SnipPage> ReadPageAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var (total, snips) = (0, new List<Snip>());
        Statement[] statements =
        [
            new Statement($"select count(*)::int from snip s {_where}").With(_conditions),
            new Statement($"{Rows} offset @skip limit @take", ("skip", skip), ("take", take)).With(_conditions),
        ];
        await _snapshot.TripAsync(statements, async (i, reader) =>
        {
            if (i == 1) await Snapshot.ReadAllAsync(reader, snips, ReadSnip, cancellationToken).ConfigureAwait(false);
            else if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) total = reader.GetInt32(0);
        }, ends: true, cancellationToken).ConfigureAwait(false);
        return new SnipPage(snips, skip, total) { Generation = _snapshot.Library.Generation };
    }

    /// <summary>Every snip.</summary>
    public Task<List<Snip>> ReadAllAsync(CancellationToken cancellationToken) =>
        _snapshot.RowsAsync(new Statement(Rows).With(_conditions), ReadSnip, cancellationToken, ends: true);

    /// <summary>The snip that is meant by an id, how it begins, or its link.</summary>
    public static async Task<(int Number, SnipRecord Record)?> FindAsync(Snapshot snapshot, string text, CancellationToken cancellationToken)
    {
        var id = SnipIds.IdIn(text);
        if (id.Length == 0) return null;
        var prefix = id.ToLowerInvariant();
        var like = prefix.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        var found = await snapshot.RowsAsync(
            new Statement(
                """
                select number, id, record, count(*) over ()::int from snip where lower(id) like @like
                order by id <> @id, id <> @lower, id limit @named
                """, ("like", like + "%"), ("id", id), ("lower", prefix), ("named", SnipIds.Named)),
            row => (Number: row.GetInt32(0), Id: row.GetString(1), Record: SnipRecord.Parse(row.GetFieldValue<byte[]>(2)), Count: row.GetInt32(3)),
            cancellationToken).ConfigureAwait(false);
        if (found.Count == 0) return null;
        if (found[0].Count == 1 || found[0].Id == id || found[0].Id == prefix) return (found[0].Number, found[0].Record);
        throw SnipIds.Ambiguous(id, found.Select(f => f.Record.Snip), found[0].Count);
    }

    private static Snip ReadSnip(NpgsqlDataReader row) => SnipRecord.Parse(row.GetFieldValue<byte[]>(0)).Snip;
}
