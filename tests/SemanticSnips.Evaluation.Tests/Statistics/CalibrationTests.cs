namespace SemanticSnips.Evaluation.Tests;

public class CalibrationTests
{
    [Fact]
    public void Bins_error_and_Brier_follow_their_definitions()
    {
        var calibration = Calibration.Of([0.1, 0.3, 0.8, 1.0], [false, true, true, false], bins: 2);
        Assert.Equal(2, calibration.Bins.Count);
        AssertBin(new ReliabilityBin(0, 0.5, 2, 0.2, 0.5), calibration.Bins[0]);
        AssertBin(new ReliabilityBin(0.5, 1, 2, 0.9, 0.5), calibration.Bins[1]);
        Assert.Equal((0.3 * 2 / 4) + (0.4 * 2 / 4), calibration.ExpectedCalibrationError, 1e-12);
        Assert.Equal(((0.1 * 0.1) + (0.7 * 0.7) + (0.2 * 0.2) + (1 * 1)) / 4, calibration.Brier, 1e-12);
    }

    /// <summary>Expected values from the tables of Newcombe, Statistics in Medicine 1998, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_of_a_frequency_is_Wilsons(int hits, int count, double low, double high)
    {
        var interval = new ReliabilityBin(0, 1, count, 0.5, (double)hits / count).FrequencyInterval;
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void Certain_and_right_is_perfect_and_certain_and_wrong_is_worst()
    {
        var right = Calibration.Of([0, 1], [false, true]);
        Assert.Equal((0, 0), (right.ExpectedCalibrationError, right.Brier));
        var wrong = Calibration.Of([0, 1], [true, false]);
        Assert.Equal((1, 1), (wrong.ExpectedCalibrationError, wrong.Brier));
    }

    [Fact]
    public void A_probability_on_an_edge_belongs_to_the_bin_above_and_one_to_the_last()
    {
        var bins = Calibration.Of([0.5, 1], [true, true], bins: 2).Bins;
        Assert.Equal((0, 2), (bins[0].Count, bins[1].Count));
        Assert.Equal(new ReliabilityBin(0, 0.5, 0, 0, 0), bins[0]);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double probability) =>
        Assert.Throws<ArgumentException>(() => Calibration.Of([probability], [true]));

    [Fact]
    public void What_is_right_is_off_by_chance_and_by_less_the_more_there_is_of_it()
    {
        // The mean deviation of n throws of a coin from n / 2 is sqrt(n / (2 pi)), of one share of them 1 / sqrt(2 pi n).
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI * 400), Calibration.ErrorByChance([.. Enumerable.Repeat(0.5, 400)], draws: 4000), 1e-3);
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI * 25), Calibration.ErrorByChance([.. Enumerable.Repeat(0.5, 25)], draws: 4000), 1e-2);
        Assert.Equal(0, Calibration.ErrorByChance([0, 1, 1]));
    }

    private static void AssertBin(ReliabilityBin expected, ReliabilityBin actual)
    {
        Assert.Equal((expected.Low, expected.High, expected.Count), (actual.Low, actual.High, actual.Count));
        Assert.Equal(expected.MeanProbability, actual.MeanProbability, 1e-12);
        Assert.Equal(expected.Frequency, actual.Frequency, 1e-12);
    }
}
