using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class LogisticRegressionTests
{
    [Fact]
    public void A_two_by_two_table_gives_its_log_odds()
    {
        // 30 of 100 without the feature, 80 of 100 with it.
        var rows = Enumerable.Range(0, 200).Select(i => (Features: new[] { i < 100 ? 0.0 : 1.0 }, Label: i < 100 ? i < 30 : i < 180)).ToArray();
        var model = LogisticRegression.Fit([.. rows.Select(row => row.Features)], [.. rows.Select(row => row.Label)], l2: 0);
        Assert.Equal(Math.Log(30 / 70.0), model.Intercept, 1e-9);
        Assert.Equal(Math.Log(80 / 20.0) - Math.Log(30 / 70.0), model.Weights[0], 1e-9);
        Assert.Equal(0.8, model.Probability([1]), 1e-9);
    }

    [Fact]
    public void The_textbook_example_of_study_hours_has_its_published_solution()
    {
        // The worked example of Wikipedia's article "Logistic regression": intercept -4.0777, 1.5046 an hour.
        double[] hours = [0.50, 0.75, 1.00, 1.25, 1.50, 1.75, 1.75, 2.00, 2.25, 2.50, 2.75, 3.00, 3.25, 3.50, 4.00, 4.25, 4.50, 4.75, 5.00, 5.50];
        int[] passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
        var model = LogisticRegression.Fit([.. hours.Select(hour => new[] { hour })], [.. passed.Select(value => value == 1)], l2: 0);
        Assert.Equal(-4.0777, model.Intercept, 5e-5);
        Assert.Equal(1.5046, model.Weights[0], 5e-5);
    }

    [Fact]
    public void At_the_solution_the_penalised_loss_has_no_slope()
    {
        var row = Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Bool);
        Gen.Select(row.Array[4, 40], Gen.Double[0.1, 3]).ForAll((rows, l2) =>
        {
            if (rows.All(entry => entry.Item3) || !rows.Any(entry => entry.Item3)) return true;
            var model = LogisticRegression.Fit([.. rows.Select(entry => new[] { entry.Item1, entry.Item2 })], [.. rows.Select(entry => entry.Item3)], l2);
            var errors = rows.Select(entry => model.Probability([entry.Item1, entry.Item2]) - (entry.Item3 ? 1 : 0)).ToArray();
            return Math.Abs(errors.Sum()) < 1e-6
                && Math.Abs(errors.Zip(rows, (error, entry) => error * entry.Item1).Sum() + (l2 * model.Weights[0])) < 1e-6
                && Math.Abs(errors.Zip(rows, (error, entry) => error * entry.Item2).Sum() + (l2 * model.Weights[1])) < 1e-6;
        });
    }

    private static readonly double[][] Separable = [[1], [2], [3], [4]];

    [Fact]
    public void Separable_data_are_solved_with_a_penalty_and_refused_without()
    {
        bool[] labels = [false, false, true, true];
        var model = LogisticRegression.Fit(Separable, labels, l2: 0.01);
        Assert.Equal(0.5, model.Probability([2.5]), 1e-6);
        Assert.True(model.Probability([4]) > 0.95);
        Assert.True(model.Probability([1]) < 0.05);
        var problem = Assert.Throws<InvalidOperationException>(() => LogisticRegression.Fit(Separable, labels, l2: 0));
        Assert.Equal("The fit has no finite solution: the labels are separable or features repeat one another. Give l2 a value above 0.", problem.Message);
    }

    [Fact]
    public void Features_that_repeat_one_another_share_the_weight_under_a_penalty()
    {
        double[][] twice = [[1, 1], [2, 2], [3, 3], [4, 4]];
        bool[] labels = [false, true, false, true];
        var model = LogisticRegression.Fit(twice, labels, l2: 1);
        Assert.Equal(model.Weights[0], model.Weights[1], 1e-9);
        Assert.Throws<InvalidOperationException>(() => LogisticRegression.Fit(twice, labels, l2: 0));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Separable, [true, true, true, true]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Separable, [true, false]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit([[1], [1, 2]], [true, false]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit([[1], [double.NaN]], [true, false]));
        Assert.Throws<ArgumentException>(() => new LogisticRegression(0, [1]).Probability([1, 2]));
    }

    [Fact]
    public void Cross_validation_never_shows_a_model_the_group_that_it_predicts()
    {
        // The label follows from the group's own column alone, so a model that has not seen the group cannot know it.
        var rows = Enumerable.Range(0, 40).Select(i => (Group: $"g{i / 2}", Column: i / 2, Label: i / 2 % 2 == 0)).ToArray();
        double[][] features = [.. rows.Select(row => Enumerable.Range(0, 20).Select(column => column == row.Column ? 1.0 : 0.0).ToArray())];
        bool[] labels = [.. rows.Select(row => row.Label)];
        var probabilities = Predict(features, labels, i => rows[i].Group);
        var fitted = LogisticRegression.Fit(features, labels);

        Assert.All(rows.Zip(features), row => Assert.Equal(row.First.Label, fitted.Probability(row.Second) > 0.5));
        Assert.True(Auroc.Of(Where(true), Where(false)) <= 0.5);
        Assert.Equal(probabilities, Predict(features, labels, i => rows[i].Group));

        IEnumerable<double> Where(bool label) => probabilities.Where((_, i) => labels[i] == label);
    }

    [Fact]
    public void Cross_validation_finds_what_generalises()
    {
        double[][] features = [.. Enumerable.Range(0, 60).Select(i => new[] { i / 10.0 })];
        bool[] labels = [.. features.Select(row => row[0] > 3)];
        var probabilities = Predict(features, labels, i => $"{i}");
        Assert.All(Enumerable.Range(0, 60).Where(i => Math.Abs(features[i][0] - 3) > 1), i => Assert.Equal(labels[i], probabilities[i] > 0.5));
    }

    [Fact]
    public void Cross_validation_needs_as_many_groups_as_folds()
    {
        var problem = Assert.Throws<ArgumentException>(() => Predict(Separable, [true, false, true, false], i => i < 2 ? "a" : "b", folds: 3));
        Assert.StartsWith("3 folds need as many groups; found 2.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_counts_twice_is_the_same_as_the_row_twice()
    {
        double[][] features = [[1], [2], [3], [4]];
        bool[] labels = [false, true, false, true];
        var weighted = LogisticRegression.Fit(features, labels, 1, [1, 2, 1, 1]);
        var repeated = LogisticRegression.Fit([.. features, [2]], [.. labels, true], 1);

        Assert.Equal(repeated.Intercept, weighted.Intercept, 1e-9);
        Assert.Equal(repeated.Weights[0], weighted.Weights[0], 1e-9);
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(features, labels, 1, [1, 0, 1, 1]));
    }

    private static double[] Predict(double[][] features, bool[] labels, Func<int, string> groupOf, int folds = 5) => CrossValidation.Predict(
        [.. Enumerable.Range(0, features.Length)],
        groupOf,
        seen =>
        {
            var model = LogisticRegression.Fit([.. seen.Select(i => features[i])], [.. seen.Select(i => labels[i])]);
            return i => model.Probability(features[i]);
        },
        folds);
}
