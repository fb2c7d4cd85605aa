namespace SemanticSnips.Postgres;

/// <summary>The statement that finds the passages to rank: those nearest to a vector, those that words have found, and two before and after each.</summary>
internal static class CandidateSql
{
    /// <summary>Settings that hold for one search; without them the graph returns 40 rows, and fewer under a condition.</summary>
    public static IEnumerable<Statement> Settings(int depth)
    {
        yield return new Statement($"set local hnsw.ef_search = {Math.Clamp(2 * depth, 400, 1000)}") { HasRows = false };
        yield return new Statement("set local hnsw.iterative_scan = strict_order") { HasRows = false };
        yield return new Statement("set local jit = off") { HasRows = false };
    }

    /// <summary>The candidates of one query. Values: <c>q</c> the vector, <c>k</c> how many are near, <c>words</c> passages that words have found.</summary>
    /// <param name="near">How the near ones are found; null where words alone decide.</param>
    /// <param name="dimensions">Components of a vector.</param>
    /// <param name="condition">Which passages may be found; null for all.</param>
    /// <param name="withVectors">Whether each passage comes with its vector.</param>
    public static string Of(NearScan? near, int dimensions, string? condition, bool withVectors = false)
    {
        var vector = $"@q::real[]::vector({dimensions})";
        var half = $"@q::real[]::vector({dimensions})::halfvec({dimensions})";
        var found = near switch
        {
            null => "select unnest(@words) as id",
            NearScan.Filtered => "select id from (select id from scored order by cosine desc, id limit @k) as best union select unnest(@words)",
            NearScan.Exact => $"""
                select p.id from (select key from embedding where live order by components <#> {vector} limit @k) as near
                join passage p on p.vector_key = near.key union select unnest(@words)
                """,
            _ when condition is null => $"""
                select p.id from (select key from embedding where live order by components::halfvec({dimensions}) <#> {half} limit @k) as near
                join passage p on p.vector_key = near.key union select unnest(@words)
                """,
            _ => $"""
                select id from (
                    select p.id from embedding v join passage p on p.vector_key = v.key join snip s on s.number = p.snip
                    where v.live and {condition} order by v.components::halfvec({dimensions}) <#> {half} limit @k) as near
                union select unnest(@words)
                """,
        };

        // What a narrow condition lets through is scored whole: a graph would find too few of it.
        var scored = near != NearScan.Filtered ? "" : $"""
            scored as materialized (
                select p.id, -(v.components <#> {vector}) as cosine
                from passage p join snip s on s.number = p.snip join embedding v on v.key = p.vector_key where {condition}),
            """;
        var mean = near == NearScan.Filtered ? "(select avg(cosine) from scored)" : "null::float8";

        // Arrays rather than joins: so the planner reaches every row by its number, whatever it takes their count to be.
        return $"""
            with {scored}
            candidate as materialized ({found}),
            one as materialized (select id, previous, next from passage where id = any(array(select id from candidate))),
            two as materialized (
                select id, previous, next from passage
                where id = any(array(select previous from one where previous is not null union select next from one where next is not null))),
            needed as (select id from one union select id from two union select previous from two union select next from two)
            select p.id, p.snip, p.ordinal, p.from_char, p.to_char, p.kind, p.previous, p.next, {(near is null ? "null::float8" : $"-(v.components <#> {vector})")},
                s.id, s.episode_key, s.start_ms, s.end_ms, exists (select from candidate c where c.id = p.id), {mean}
                {(withVectors ? ", v.components::real[]" : "")}
            from passage p join snip s on s.number = p.snip left join embedding v on v.key = p.vector_key
            where p.id = any(array(select id from needed where id is not null))
            order by p.snip, p.ordinal
            """;
    }
}

/// <summary>How the passages nearest to a vector are found.</summary>
internal enum NearScan
{
    /// <summary>Every vector is looked at: the right way up to <see cref="Schema.ExactVectors"/>.</summary>
    Exact,

    /// <summary>By the graph, nearly all of them.</summary>
    Graph,

    /// <summary>Every passage that the conditions let through is looked at.</summary>
    Filtered,
}
