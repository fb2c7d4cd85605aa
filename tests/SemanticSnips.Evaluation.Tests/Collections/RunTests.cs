using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class RunTests
{
    [Fact]
    public void Ties_are_ordered_by_id_descending_in_bytes()
    {
        var run = new Run("r");

        // U+1F600 is a surrogate pair: after U+FF5E in UTF-8 bytes, before it in UTF-16 units.
        run.Add("q", new[] { "a", "B", "ä", "\uFF5E", "\U0001F600", "a1", "007" }.Select(id => new ScoredDocument(id, 1)));
        Assert.Equal(["\U0001F600", "\uFF5E", "ä", "a1", "a", "B", "007"], run["q"].Select(hit => hit.Document));
    }

    [Fact]
    public void Higher_scores_come_first_whatever_the_rank_column_says()
    {
        var run = Read("q Q0 low 1 -2.5 x\nq Q0 high 2 1e-3 x\n");
        Assert.Equal(["high", "low"], run["q"].Select(hit => hit.Document));
        Assert.Equal("x", run.Name);
    }

    [Fact]
    public void Scores_that_differ_below_single_precision_are_ties_as_for_trec_eval()
    {
        var run = Read("q Q0 a 1 0.50000000002 x\nq Q0 b 2 0.50000000001 x\n");
        Assert.Equal(["b", "a"], run["q"].Select(hit => hit.Document));
    }

    [Fact]
    public void Writing_then_reading_gives_the_same_run()
    {
        var id = Gen.String[Gen.Char.AlphaNumeric, 1, 8];
        var hits = Gen.Select(id, Gen.Float.Where(float.IsFinite)).Array[1, 20].Select(all => all.DistinctBy(hit => hit.Item1).ToArray());
        Gen.Select(id, hits).Array[1, 5].Select(all => all.DistinctBy(query => query.Item1).ToArray()).ForAll(queries =>
        {
            var run = new Run("name");
            foreach (var (query, found) in queries) run.Add(query, found.Select(hit => new ScoredDocument(hit.Item1, hit.Item2)));
            var text = new StringWriter();
            run.Write(text);
            var again = Read(text.ToString());
            return again.Name == run.Name && again.Queries.SequenceEqual(run.Queries)
                && run.Queries.All(query => again[query].SequenceEqual(run[query]));
        });
    }

    [Fact]
    public void A_file_has_six_columns_and_ranks_from_one()
    {
        using var folder = new TemporaryFolder();
        var run = new Run("hybrid");
        run.Add("q1", [new("a", 0.5f), new("b", 2)]);
        run.Write(folder.File("x.run"));
        Assert.Equal("q1 Q0 b 1 2 hybrid\nq1 Q0 a 2 0.5 hybrid\n", File.ReadAllText(folder.File("x.run")));
    }

    [Fact]
    public void Ids_with_blanks_cannot_be_written()
    {
        var run = new Run("r");
        run.Add("q", [new("a b", 1)]);
        var problem = Assert.Throws<EvaluationException>(() => run.Write(new StringWriter()));
        Assert.Equal("A TREC run parts its columns by blanks: the document id \"a b\" cannot be written. Expected at least one character and no blank.",
            problem.Message);
    }

    [Theory]
    [InlineData("q Q0 d 1 0.5\n", "x.run:1: found 5 columns; expected 6 (query Q0 document rank score name)")]
    [InlineData("q Q0 d 1 0.5 r\nq Q0 e 2 high r\n", "x.run:2: the score is \"high\"; expected a finite number")]
    [InlineData("q Q0 d 1 NaN r\n", "x.run:1: the score is \"NaN\"; expected a finite number")]
    [InlineData("q Q0 d 1 1e39 r\n", "x.run:1: the score is \"1e39\"; expected a finite number")]
    [InlineData("q Q0 d 1 0.5 r\n\nq Q0 d 2 0.4 r\n", "x.run:3: document \"d\" is already on line 1 for query \"q\"")]
    [InlineData("\n", "x.run: holds no results")]
    public void A_wrong_line_is_named(string text, string problem)
    {
        var refusal = Assert.Throws<CollectionException>(() => Read(text));
        Assert.Equal($"The run has 1 problem:\n  {problem}\nA run is a line a document: query Q0 document rank score name, between blanks.", refusal.Message);
    }

    [Fact]
    public void A_query_or_a_document_is_added_once_and_with_a_finite_score()
    {
        var run = new Run("r");
        run.Add("q", []);
        Assert.Throws<ArgumentException>(() => run.Add("q", []));
        Assert.Throws<ArgumentException>(() => run.Add("p", [new("d", 1), new("d", 2)]));
        Assert.Throws<ArgumentException>(() => run.Add("p", [new("d", float.NaN)]));
        Assert.Equal(["q"], run.Queries);
    }

    private static Run Read(string text) => Run.Read(new StringReader(text), "x.run");
}
