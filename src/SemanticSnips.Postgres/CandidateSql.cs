namespace SemanticSnips.Postgres;

/// <summary>The statement that finds the passages to rank: those nearest to a vector, those that words have found, and two before and after each.</summary>
internal static class CandidateSql
{
    /// <summary>
    /// The best candidates of each leg. What stands by one of these is lifted so high that it is found itself: then it too needs two passages before and after.
    /// </summary>
    private const int Best = 50;

    /// <summary>Settings that hold for one search; without them the graph returns 40 rows, and fewer under a condition.</summary>
    public static IEnumerable<Statement> Settings(int depth)
    {
        yield return new Statement($"set local hnsw.ef_search = {Math.Clamp(2 * depth, 400, 1000)}") { HasRows = false };
        yield return new Statement("set local hnsw.iterative_scan = strict_order") { HasRows = false };
        yield return new Statement("set local jit = off") { HasRows = false };
    }

    /// <summary>
    /// The candidates of one query. Values: <c>q</c> the vector, <c>k</c> how many are near, <c>words</c> passages that words have found; where these are
    /// fused, <c>shares</c> what each one's words add to its cosine and <c>typical</c> a cosine for those that have none; and, with places, <c>pairs</c> and
    /// <c>beginnings</c> of <see cref="WordPlaces"/>.
    /// </summary>
    /// <param name="near">How the near ones are found; null where words alone decide.</param>
    /// <param name="dimensions">Components of a vector.</param>
    /// <param name="condition">Which passages may be found; null for all.</param>
    /// <param name="fuses">
    /// Whether of the words' passages those with the best sums are candidates, as many as are near, and not all: what is middling by words and by vector may
    /// be the best of all, and each leg alone would have to go very deep to find it.
    /// </param>
    /// <param name="withVectors">Whether each passage comes with its vector.</param>
    /// <param name="withPlaces">Whether each passage that holds neighbouring words of the query comes with where these stand.</param>
    public static string Of(
        NearScan? near, int dimensions, string? condition, bool fuses = false, bool withVectors = false, bool withPlaces = false)
    {
        var vector = $"@q::real[]::vector({dimensions})";
        var half = $"@q::real[]::vector({dimensions})::halfvec({dimensions})";
        var nearest = near switch
        {
            null => null,
            NearScan.Filtered => Placed("select id from scored order by cosine desc, id limit @k"),
            NearScan.Exact => Joined($"select key from embedding where live order by components <#> {vector} limit @k"),
            _ when condition is null => Joined($"select key from embedding where live order by components::halfvec({dimensions}) <#> {half} limit @k"),
            _ => Placed($"""
                select p.id from embedding v join passage p on p.vector_key = v.key join snip s on s.number = p.snip
                where v.live and {condition} order by v.components::halfvec({dimensions}) <#> {half} limit @k
                """),
        };
        var words = !fuses ? "select id, place from unnest(@words) with ordinality as w (id, place)" : Placed($"""
            select w.id from unnest(@words, @shares) as w (id, share) join passage p on p.id = w.id left join embedding v on v.key = p.vector_key
            order by w.share + coalesce(-(v.components <#> {vector}), @typical) desc, w.id limit @k
            """);
        var found = $"select id, place <= {Best} as best from ({words}) as w"
            + (nearest is null ? "" : $" union all select id, place <= {Best} from ({nearest}) as n");

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
            candidate as materialized (select id, bool_or(best) as best from ({found}) as f group by id),
            one as materialized (select p.id, previous, next, best from passage p join candidate c on c.id = p.id
                where p.id = any(array(select id from candidate))),
            two as materialized ({After("one")}),
            three as materialized ({After($"two where id = any(array({Links("one where best")}))")}),
            four as materialized ({After("three")}),
            needed as (select id from one union {Links("one")} union {Links("two")} union {Links("three")} union {Links("four")})
            select p.id, p.snip, p.ordinal, p.from_char, p.to_char, p.kind, p.previous, p.next,
                {(near is null ? "null::float8" : $"-(v.components <#> {vector})")},
                s.id, s.episode_key, s.start_ms, s.end_ms, exists (select from candidate c where c.id = p.id), {mean},
                {(withPlaces ? WordPlaces.Column : "null::text[]")}
                {(withVectors ? ", v.components::real[]" : "")}
            from passage p join snip s on s.number = p.snip left join embedding v on v.key = p.vector_key
            where p.id = any(array(select id from needed where id is not null))
            order by p.snip, p.ordinal
            """;
    }

    private static string Joined(string keys) => $"select p.id, near.place from ({Placed(keys)}) as near join passage p on p.vector_key = near.key";

    private static string Placed(string ordered) => $"select *, row_number() over () as place from ({ordered}) as o";

    /// <summary>The passages that stand right before and after some.</summary>
    private static string After(string passages) => $"select id, previous, next from passage where id = any(array({Links(passages)}))";

    private static string Links(string passages) => $"select unnest(array[previous, next]) from {passages}";
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
