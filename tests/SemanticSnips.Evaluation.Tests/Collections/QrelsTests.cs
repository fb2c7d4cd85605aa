using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class QrelsTests
{
    [Theory]
    [InlineData("query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td 2\t-1\n", "d 2")]
    [InlineData("q1\td1\t2\nq2\td2\t-1\n", "d2")]
    [InlineData("q1 0 d1 2\nq2 0 d2 -1\n", "d2")]
    [InlineData("q1\t0\td1\t2\r\n\r\nq2\t0\td2\t-1", "d2")]
    public void Both_forms_are_read(string text, string second)
    {
        var qrels = Read(text);
        Assert.Equal(["q1", "q2"], qrels.Queries);
        Assert.Equal(2, qrels["q1"]["d1"]);
        Assert.Equal(-1, qrels["q2"][second]);
        Assert.Empty(qrels["q3"]);
        Assert.Equal(2, qrels.Count);
    }

    [Theory]
    [InlineData("q1\td1\t1\nq1\td2\n", ":2: found 2 columns; expected 3 between tabs (query-id corpus-id score)")]
    [InlineData("q1 0 d1 1\nq1 d2\n", ":2: found 2 columns; expected 4 (query 0 document grade), or 3 between tabs (query-id corpus-id score)")]
    [InlineData("q1\td1\t1\nq1\td2\t0.5\n", ":2: the grade is \"0.5\"; expected a whole number")]
    [InlineData("q1 0 d1 high\n", ":1: the grade is \"high\"; expected a whole number")]
    [InlineData("q1\td1\t1\nq1\t\t1\n", ":2: an id is empty")]
    [InlineData("q1\td1\t1\nq1\td1\t2\n", ":2: document \"d1\" is already judged for query \"q1\" on line 1")]
    [InlineData("query-id\tcorpus-id\tscore\n", ": holds no judgments")]
    public void A_wrong_line_is_named(string text, string problem)
    {
        var refusal = Assert.Throws<CollectionException>(() => Read(text));
        Assert.StartsWith("The judgment file has 1 problem:\n  ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($"qrels.tsv{problem}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_is_judged_once() =>
        Assert.Throws<ArgumentException>(() => new Qrels([("q", "d", 1), ("q", "d", 1)]));

    private static Qrels Read(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("qrels.tsv"), text);
        return Qrels.Read(folder.File("qrels.tsv"));
    }
}
