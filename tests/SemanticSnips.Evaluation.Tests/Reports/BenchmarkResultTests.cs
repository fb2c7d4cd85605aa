using System.Text.Json;

namespace SemanticSnips.Evaluation.Tests;

public class BenchmarkResultTests
{
    [Fact]
    public void The_JSON_holds_the_fields_of_the_contract()
    {
        using var json = JsonDocument.Parse(BenchmarkJson.Write(Sample.Result()));
        var root = json.RootElement;
        Assert.Equal("sample", root.GetProperty("dataset").GetString());
        Assert.Equal(6, root.GetProperty("queries").GetInt32());
        Assert.Equal(1234, root.GetProperty("documents").GetInt32());

        var run = root.GetProperty("runs")[0];
        Assert.Equal("keyword", run.GetProperty("name").GetString());
        Assert.Equal(["nDCG@10", "Recall@100", "MRR@10", "MAP", "P@10"], run.GetProperty("measures").EnumerateObject().Select(measure => measure.Name));
        Assert.Equal((1 + (1 / 2.0) + (1 / 5.0) + 1) / 6, run.GetProperty("measures").GetProperty("MRR@10").GetDouble(), 1e-12);
        var interval = run.GetProperty("ci95").GetProperty("MRR@10");
        Assert.Equal(2, interval.GetArrayLength());
        Assert.True(interval[0].GetDouble() < interval[1].GetDouble());
        Assert.Equal(2, run.GetProperty("msPerQueryP50").GetDouble());
        Assert.False(run.TryGetProperty("againstBaseline", out _));
        Assert.True(root.GetProperty("runs")[1].GetProperty("againstBaseline").GetProperty("MAP").TryGetProperty("p", out _));
    }

    [Fact]
    public void Several_collections_are_an_array_and_one_is_an_object()
    {
        var result = Sample.Result();
        Assert.StartsWith("{", BenchmarkJson.Write(result), StringComparison.Ordinal);
        Assert.StartsWith("[", BenchmarkJson.Write(result, result), StringComparison.Ordinal);
        Assert.Equal(2, BenchmarkJson.Read(BenchmarkJson.Write(result, result)).Count);
        Assert.Throws<ArgumentException>(() => BenchmarkJson.Write());
    }

    [Fact]
    public void Reading_gives_back_what_was_written()
    {
        var text = BenchmarkJson.Write(Sample.Result("<ä>"));
        var again = Assert.Single(BenchmarkJson.Read(text));
        Assert.Equal(text, BenchmarkJson.Write(again));
        Assert.Contains("sample<ä>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_grows_with_the_queries_can_be_left_out()
    {
        var text = BenchmarkJson.Write(Sample.Result().WithoutQueries());
        Assert.DoesNotContain("perQuery", text, StringComparison.Ordinal);
        Assert.DoesNotContain("queryTexts", text, StringComparison.Ordinal);
        Assert.Contains("ci95", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_counts_and_averages_the_differences()
    {
        var comparison = Sample.Result().Runs.Single(run => run.Name == "hybrid").AgainstBaseline!["MRR@10"];

        // Ranks 1 2 - 5 1 - of the keywords against 1 1 2 4 1 - of the hybrid.
        Assert.Equal((0.5 + 0.5 + (1 / 4.0) - (1 / 5.0)) / 6, comparison.Difference, 1e-12);
        Assert.Equal((3, 3, 0), (comparison.Better, comparison.Equal, comparison.Worse));
        Assert.Equal(2 / 8.0, comparison.P);
        Assert.False(comparison.IsSignificant);
    }

    [Fact]
    public void A_baseline_must_be_one_of_the_runs()
    {
        var problem = Assert.Throws<EvaluationException>(() => Sample.Result().ComparedTo("bm25"));
        Assert.Equal("There is no run \"bm25\" to compare with; the runs are keyword, vector, hybrid, hybrid-rrf.", problem.Message);
    }

    [Fact]
    public void Systems_measured_on_different_queries_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => Comparison.Between(new Dictionary<string, double> { ["a"] = 1 }, new Dictionary<string, double> { ["b"] = 1 }));

    [Fact]
    public void A_malformed_interval_is_no_result() =>
        Assert.Throws<JsonException>(() =>
            BenchmarkJson.Read("""{"dataset": "x", "queries": 1, "documents": 1, "runs": [{"name": "r", "measures": {}, "ci95": {"MAP": [1, 2, 3]}}]}"""));
}
