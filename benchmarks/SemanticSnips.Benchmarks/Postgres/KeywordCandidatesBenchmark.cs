using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SemanticSnips.Evaluation;
using SemanticSnips.Keywords;
using SemanticSnips.Postgres;

namespace SemanticSnips.Benchmarks.Postgres;

/// <summary>The passages that BM25 finds, in two ways: blocks of postings scored here, or a tsvector of stems scored by the server.</summary>
internal static class KeywordCandidatesBenchmark
{
    private const int Candidates = 200;

    /// <summary>What a server can tell apart of a word's places.</summary>
    private const int MostPlaces = 255;

    private const string ByServer = """
        select p.id, sum(q.weight * cardinality(w.positions) * (@k1 + 1)
                / (cardinality(w.positions) + @k1 * (1 - @b + @b * p.length / @average)))::float8 as score
        from stemmed s join passage p on p.id = s.id cross join lateral unnest(s.stems) as w (stem, positions, weights)
        join unnest(@terms, @weights) as q (term, weight) on q.term = w.stem
        where s.stems @@ @any::tsquery
        group by p.id order by score desc, p.id limit @count
        """;

    /// <summary>Asks a collection's questions of a library on a server; the tsvectors are made for it and gone with it.</summary>
    public static void Run(string address, string collection)
    {
        using var source = PostgresAddress.Parse(address).CreateSource();
        using var connection = source.OpenConnection();
        var library = connection.Rows(LibraryRow.Select, row => LibraryRow.Read(PostgresAddress.Parse(address), row))[0];
        try
        {
            MakeVectors(connection);
            var sizes = connection.Rows(
                "select pg_total_relation_size('posting'), pg_total_relation_size('stemmed')", row => (row.GetInt64(0), row.GetInt64(1)))[0];
            Print($"{library.Passages} passages; posting blocks {sizes.Item1 / library.Passages} bytes a passage, tsvectors {sizes.Item2 / library.Passages}");
            Compare(connection, library, [.. TestCollection.Load(collection).Queries.Select(q => q.Text)]);
        }
        finally
        {
            connection.Run("drop table if exists stemmed");
        }
    }

    private static void Compare(NpgsqlConnection connection, LibraryRow library, List<string> questions)
    {
        var (blocks, vectors) = (new List<double>(), new List<double>());
        var (found, same, worst) = (0, 0, 0.0);
        foreach (var (text, isWarm) in questions.Take(3).Select(q => (q, false)).Concat(questions.Select(q => (q, true))))
        {
            var terms = Analysis.CountTerms(text);
            var clock = Stopwatch.StartNew();
            var postings = ByBlocks(connection, library, terms);
            var best = postings.Best(Candidates, null);
            var first = clock.Elapsed.TotalMilliseconds;
            clock.Restart();
            var scored = ByVectors(connection, library, [.. terms.Where(t => postings.Count(t.Term) > 0)], postings);
            var second = clock.Elapsed.TotalMilliseconds;
            if (!isWarm) continue;
            blocks.Add(first);
            vectors.Add(second);
            found += best.Length;
            same += best.Intersect(scored.Keys).Count();
            worst = Math.Max(worst, scored.Select(s => Math.Abs(s.Value - postings.Of(s.Key))).DefaultIfEmpty(0).Max());
        }

        Print($"posting blocks, scored here: {Times(blocks)}");
        Print($"tsvectors, scored by the server: {Times(vectors)}");
        Print($"{same} of {found} candidates the same, scores within {worst:0.0e0}");
    }

    private static PostingScores ByBlocks(NpgsqlConnection connection, LibraryRow library, List<(string Term, int Count)> terms)
    {
        var postings = new PostingScores();
        var blocks = connection.Rows(
            "select term, block, postings from posting where term = any($1)",
            row => (Term: row.GetString(0), Block: row.GetInt32(1), Postings: row.GetFieldValue<byte[]>(2)), terms.ConvertAll(t => t.Term).ToArray());
        foreach (var (term, block, bytes) in blocks) postings.Add(term, block, bytes);
        postings.Score(terms, new Bm25(), library);
        return postings;
    }

    private static Dictionary<int, double> ByVectors(
        NpgsqlConnection connection, LibraryRow library, List<(string Term, int Count)> terms, PostingScores counts)
    {
        if (terms.Count == 0) return [];
        var formula = new Bm25();
        using var command = new NpgsqlCommand(ByServer, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("k1", (double)formula.K1);
        command.Parameters.AddWithValue("b", (double)formula.B);
        command.Parameters.AddWithValue("average", library.AverageLength);
        command.Parameters.AddWithValue("terms", terms.ConvertAll(t => t.Term).ToArray());
        command.Parameters.AddWithValue("weights", terms.ConvertAll(t => t.Count * Bm25.Idf(library.Passages, counts.Count(t.Term))).ToArray());
        command.Parameters.AddWithValue("any", string.Join(" | ", terms.Select(t => $"'{t.Term.Replace("'", "''", StringComparison.Ordinal)}'")));
        command.Parameters.AddWithValue("count", Candidates);
        using var rows = command.ExecuteReader();
        var scored = new Dictionary<int, double>();
        while (rows.Read()) scored.Add(rows.GetInt32(0), rows.GetDouble(1));
        return scored;
    }

    /// <summary>A tsvector of each passage's stems, made of the posting blocks, with an index over them.</summary>
    private static void MakeVectors(NpgsqlConnection connection)
    {
        var passages = new Dictionary<int, Dictionary<string, IReadOnlyList<int>>>();
        foreach (var (term, block, bytes) in connection.Rows(
            "select term, block, postings from posting", row => (row.GetString(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2))))
        {
            for (var i = 0; i < bytes.Length / PostingBlock.Size; i++)
            {
                var posting = PostingBlock.Read(block, bytes, i);
                if (!passages.TryGetValue(posting.Passage, out var stems)) passages.Add(posting.Passage, stems = new(StringComparer.Ordinal));
                stems[term] = [.. Enumerable.Range(1, Math.Min(posting.Frequency, MostPlaces))];
            }
        }

        connection.Run("drop table if exists stemmed");
        connection.Run("create unlogged table stemmed (id integer primary key, stems tsvector not null)");
        using (var rows = new BinaryRows(connection, "stemmed", "id, stems"))
        {
            foreach (var (id, stems) in passages) rows.Row().Int32(id).Bytes(BinaryRows.WordVector(stems));
            rows.Complete();
        }

        connection.Run("create index on stemmed using gin (stems)");
        connection.Run("analyze stemmed");
        connection.Run("set jit = off");
    }

    private static string Times(List<double> took)
    {
        took.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {took[took.Count / 2]:0.0} ms, p95 {took[(int)(took.Count * 0.95)]:0.0} ms");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
