using SemanticSnips.Keywords;
using SemanticSnips.Searching;

namespace SemanticSnips.Postgres;

/// <summary>What a query that found nothing may have meant: names that the library has.</summary>
internal static class PostgresHints
{
    /// <summary>Of a larger library not all records are read for a hint; it is told that the name is not there, and no other one.</summary>
    private const int NamedSnips = 20_000;

    /// <summary>A sentence for each condition on a name that nothing satisfies.</summary>
    /// <param name="snapshot">What was searched.</param>
    /// <param name="conditions">Those of the query.</param>
    /// <param name="cancellationToken">Reaches the server.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(Snapshot snapshot, IReadOnlyList<Condition> conditions, CancellationToken cancellationToken)
    {
        var named = conditions.Where(NameHints.IsOnName).ToList();
        if (named.Count == 0) return [];
        var met = new bool[named.Count];
        var statements = named.ConvertAll(condition =>
        {
            var sql = ConditionSql.Of(snapshot.Widen([condition]));
            return new Statement($"select exists (select from passage p join snip s on s.number = p.snip where {sql.Expression})").With(sql);
        });
        await snapshot.TripAsync(
            statements, async (i, reader) => met[i] = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && reader.GetBoolean(0), ends: false,
            cancellationToken).ConfigureAwait(false);
        if (met.All(m => m)) return [];
        var snips = snapshot.Library.Snips > NamedSnips ? [] : await new Listing(snapshot, null).ReadAllAsync(cancellationToken).ConfigureAwait(false);
        return [.. NameHints.Of(named, condition => met[named.IndexOf(condition)], () => Facets.Of(snips))];
    }
}
