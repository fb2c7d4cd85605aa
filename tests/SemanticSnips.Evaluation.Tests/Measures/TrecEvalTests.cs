using System.Globalization;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

/// <summary>tests/golden/trec holds what trec_eval itself says, six digits a value.</summary>
public class TrecEvalTests
{
    private const double LastDigit = 1e-6;

    private static readonly Dictionary<string, string> NamesInTrecEval = new()
    {
        ["nDCG"] = "ndcg",
        ["nDCG@10"] = "ndcg_cut_10",
        ["nDCG@5"] = "ndcg_cut_5",
        ["MAP"] = "map",
        ["MAP@100"] = "map_cut_100",
        ["MRR"] = "recip_rank",
        ["P@10"] = "P_10",
        ["Recall@10"] = "recall_10",
        ["Recall@100"] = "recall_100",
        ["Success@1"] = "success_1",
        ["Success@5"] = "success_5",
    };

    public static TheoryData<string, string> RunsAndMeasures()
    {
        var data = new TheoryData<string, string>();
        foreach (var run in new[] { "plain", "ties", "alltied", "negative", "sparse" })
        {
            foreach (var measure in NamesInTrecEval.Keys) data.Add(run, measure);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RunsAndMeasures))]
    public void Every_query_has_the_value_that_trec_eval_gives(string runName, string measureName)
    {
        var (qrels, run, expected) = Read(runName, NamesInTrecEval[measureName]);
        var values = Measure.Parse(measureName).PerQuery(qrels, run, MissingQueries.Omit);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), values.Select(value => value.Query).Order(StringComparer.Ordinal));
        foreach (var (query, value) in values)
            Assert.True(Math.Abs(expected[query] - value) <= LastDigit, $"{query}: {value}, trec_eval says {expected[query]}");
    }

    [Theory]
    [MemberData(nameof(RunsAndMeasures))]
    public void The_mean_without_missing_queries_is_that_of_trec_eval(string runName, string measureName)
    {
        var (qrels, run, expected) = Read(runName, NamesInTrecEval[measureName]);
        Assert.Equal(expected.Values.Average(), Measure.Parse(measureName).Mean(qrels, run, MissingQueries.Omit), LastDigit);
    }

    [Theory]
    [MemberData(nameof(RunsAndMeasures))]
    public void The_mean_divides_by_all_judged_queries_unless_told_otherwise(string runName, string measureName)
    {
        var (qrels, run, expected) = Read(runName, NamesInTrecEval[measureName]);
        Assert.Equal(expected.Values.Sum() / qrels.Queries.Count, Measure.Parse(measureName).Mean(qrels, run), LastDigit);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("ties")]
    [InlineData("alltied")]
    [InlineData("negative")]
    [InlineData("sparse")]
    public void MRR_with_a_cutoff_drops_what_is_ranked_below_it(string runName)
    {
        var (qrels, run, expected) = Read(runName, "recip_rank");
        foreach (var (query, value) in Measure.Parse("MRR@10").PerQuery(qrels, run, MissingQueries.Omit))
            Assert.Equal(expected[query] >= 0.1 - LastDigit ? expected[query] : 0, value, LastDigit);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("ties")]
    [InlineData("alltied")]
    [InlineData("negative")]
    [InlineData("sparse")]
    public void As_many_documents_are_read_and_judged_relevant_as_trec_eval_counts(string runName)
    {
        var (qrels, run, retrieved) = Read(runName, "num_ret");
        var (_, _, relevant) = Read(runName, "num_rel");
        foreach (var query in retrieved.Keys)
        {
            Assert.Equal(retrieved[query], run[query].Count);
            Assert.Equal(relevant[query], qrels[query].Values.Count(grade => grade > 0));
        }
    }

    private static (Qrels Qrels, Run Run, Dictionary<string, double> Expected) Read(string run, string column)
    {
        var lines = File.ReadAllLines(Repository.File("tests", "golden", "trec", $"{run}.expected.tsv"));
        var at = Array.IndexOf(lines[0].Split('\t'), column);
        var expected = lines.Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => double.Parse(cells[at], CultureInfo.InvariantCulture));
        return (
            Qrels.Read(Repository.File("tests", "golden", "trec", "qrels.txt")),
            Run.Read(Repository.File("tests", "golden", "trec", $"{run}.run")),
            expected);
    }
}
