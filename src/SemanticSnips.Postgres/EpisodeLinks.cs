using Npgsql;
using SemanticSnips.Ranking;

namespace SemanticSnips.Postgres;

/// <summary>Tells which passage follows which in the episodes that a commit touches, the snips that are there already among them.</summary>
internal static class EpisodeLinks
{
    /// <summary>A passage with its links, by passage numbers of the library; -1 for none.</summary>
    internal readonly record struct Linked(int Id, int From, int To, ChunkKind Kind, int Previous, int Next);

    /// <summary>Links what is new and changes the links of what is there.</summary>
    /// <param name="connection">Within the commit's transaction; removed passages are gone already.</param>
    /// <param name="episodes">Keys of the touched episodes.</param>
    /// <param name="added">New snips with their passages, without links.</param>
    /// <returns>For each new passage the one before and the one after; -1 for none.</returns>
    public static IReadOnlyDictionary<int, (int Previous, int Next)> Link(
        NpgsqlConnection connection, IReadOnlyCollection<string> episodes, IReadOnlyList<(CorpusSnip Snip, IReadOnlyList<Linked> Passages)> added)
    {
        var there = ReadSnips(connection, episodes);
        var (snips, passages) = (new List<CorpusSnip>(), new List<CorpusPassage>());
        var linked = new List<Linked>();
        foreach (var (snip, own) in there.Concat(added))
        {
            passages.AddRange(own.Select(p => new CorpusPassage(snips.Count, p.From, p.To, p.Kind)));
            snips.Add(snip with { FirstPassage = linked.Count, PassageCount = own.Count });
            linked.AddRange(own);
        }

        var links = Neighbours.Of(snips, passages);
        var (known, changed) = (there.Sum(s => s.Passages.Count), new List<(int Id, int Previous, int Next)>());
        var fresh = new Dictionary<int, (int, int)>();
        for (var i = 0; i < linked.Count; i++)
        {
            var (previous, next) = (IdAt(links.Previous(i)), IdAt(links.Next(i)));
            if (i >= known) fresh.Add(linked[i].Id, (previous, next));
            else if (linked[i].Previous != previous || linked[i].Next != next) changed.Add((linked[i].Id, previous, next));
        }

        if (changed.Count > 0)
        {
            connection.Run(
                """
                update passage set previous = nullif(c.previous, -1), next = nullif(c.next, -1)
                from unnest($1, $2, $3) as c (id, previous, next) where passage.id = c.id
                """,
                changed.ConvertAll(c => c.Id).ToArray(), changed.ConvertAll(c => c.Previous).ToArray(), changed.ConvertAll(c => c.Next).ToArray());
        }

        return fresh;

        int IdAt(int place) => place < 0 ? -1 : linked[place].Id;
    }

    private static List<(CorpusSnip Snip, IReadOnlyList<Linked> Passages)> ReadSnips(NpgsqlConnection connection, IReadOnlyCollection<string> episodes)
    {
        var rows = connection.Rows(
            """
            select s.id, s.episode_key, s.start_ms, s.end_ms, p.id, p.from_char, p.to_char, p.kind, coalesce(p.previous, -1), coalesce(p.next, -1)
            from snip s join passage p on p.snip = s.number
            where s.episode_key = any($1)
            order by s.number, p.ordinal
            """,
            row => (
                Snip: new CorpusSnip(row.GetString(0), row.GetString(1), 0, 0, row.TimeOr(2), row.TimeOr(3)),
                Passage: new Linked(row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), (ChunkKind)row.GetInt16(7), row.GetInt32(8), row.GetInt32(9))),
            episodes.ToArray());
        return [.. rows.GroupBy(r => r.Snip.Id, StringComparer.Ordinal).Select(g => (g.First().Snip, (IReadOnlyList<Linked>)[.. g.Select(r => r.Passage)]))];
    }
}
