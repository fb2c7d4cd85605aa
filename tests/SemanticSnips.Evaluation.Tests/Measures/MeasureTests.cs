namespace SemanticSnips.Evaluation.Tests;

public class MeasureTests
{
    [Theory]
    [InlineData("nDCG@10", "nDCG@10")]
    [InlineData("ndcg@5", "nDCG@5")]
    [InlineData("map", "MAP")]
    [InlineData("RECALL@100", "Recall@100")]
    [InlineData("p@1", "P@1")]
    public void A_measure_is_found_by_its_name_in_any_case(string given, string name) => Assert.Equal(name, Measure.Parse(given).Name);

    [Theory]
    [InlineData("bpref")]
    [InlineData("nDCG@")]
    [InlineData("nDCG@0")]
    [InlineData("nDCG@-1")]
    [InlineData("P")]
    [InlineData("Success")]
    [InlineData("")]
    public void Another_name_is_refused_with_the_names_that_exist(string given)
    {
        var problem = Assert.Throws<FormatException>(() => Measure.Parse(given));
        Assert.Equal($"\"{given}\" is no measure; expected nDCG, MRR, MAP or Recall with or without @k, or P@k or Success@k, with k from 1", problem.Message);
    }

    [Fact]
    public void The_standard_measures_are_those_of_the_eval_command() =>
        Assert.Equal(["nDCG@10", "Recall@100", "MRR@10", "MAP", "P@10"], Measure.Standard.Select(measure => measure.Name));

    [Fact]
    public void Queries_without_judgments_are_left_out_and_missing_ones_count_as_zero()
    {
        var qrels = new Qrels([("judged", "d1", 1), ("missing", "d1", 1)]);
        var run = new Run("r");
        run.Add("judged", [new("d1", 1)]);
        run.Add("unjudged", [new("d1", 1)]);

        Assert.Equal([new("judged", 1), new("missing", 0)], Measure.Parse("MAP").PerQuery(qrels, run));
        Assert.Equal([new("judged", 1)], Measure.Parse("MAP").PerQuery(qrels, run, MissingQueries.Omit));
        Assert.Equal(0.5, Measure.Parse("MAP").Mean(qrels, run));
        Assert.Equal(1, Measure.Parse("MAP").Mean(qrels, run, MissingQueries.Omit));
    }
}
