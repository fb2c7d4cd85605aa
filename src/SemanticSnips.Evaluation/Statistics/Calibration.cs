using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>The predictions that fall into one range of probabilities.</summary>
/// <param name="Low">The range's lower end.</param>
/// <param name="High">The range's upper end, excluded except in the last bin.</param>
/// <param name="Count">How many predictions fall into it.</param>
/// <param name="MeanProbability">Their mean; 0 when there are none.</param>
/// <param name="Frequency">The share of them that came true; 0 when there are none.</param>
public readonly record struct ReliabilityBin(double Low, double High, int Count, double MeanProbability, double Frequency)
{
    /// <summary>The 95 % interval of <see cref="Frequency"/> (Wilson, JASA 1927); [0, 1] for an empty bin.</summary>
    [JsonPropertyName("ci95")]
    public Interval FrequencyInterval
    {
        get
        {
            const double z = 1.959964;
            if (Count == 0) return new Interval(0, 1);
            var norm = 1 + (z * z / Count);
            var middle = (Frequency + (z * z / (2 * Count))) / norm;
            var half = z / norm * Math.Sqrt((Frequency * (1 - Frequency) / Count) + (z * z / (4.0 * Count * Count)));
            return new Interval(Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}

/// <summary>Whether things happen as often as their probabilities say.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class Calibration
{
    private Calibration()
    {
    }

    /// <summary>Bins of equal width over [0, 1], also the empty ones.</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }

    /// <summary>The gap between probability and frequency, averaged over the predictions (Naeini et al., AAAI 2015). In [0, 1], 0 is best.</summary>
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>The mean squared gap between probability and outcome (Brier, 1950). In [0, 1], 0 is best.</summary>
    public required double Brier { get; init; }

    /// <summary>Compares probabilities with what happened.</summary>
    /// <param name="probabilities">Each in [0, 1].</param>
    /// <param name="outcomes">What happened, in the same order.</param>
    /// <param name="bins">The number of bins, at least 1.</param>
    /// <exception cref="ArgumentException">There are no predictions, not as many outcomes, or a probability is outside [0, 1].</exception>
    public static Calibration Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Count != outcomes.Count || outcomes.Count == 0)
            throw new ArgumentException(
                $"Calibration needs one outcome a probability; found {probabilities.Count} probabilities and {outcomes.Count} outcomes.", nameof(outcomes));

        var count = new int[bins];
        var sum = new double[bins];
        var hits = new int[bins];
        var squares = 0.0;
        foreach (var (probability, outcome) in probabilities.Zip(outcomes))
        {
            if (!(probability is >= 0 and <= 1)) throw new ArgumentException($"{probability} is no probability; expected 0 to 1.", nameof(probabilities));
            var bin = Math.Min((int)(probability * bins), bins - 1);
            count[bin]++;
            sum[bin] += probability;
            hits[bin] += outcome ? 1 : 0;
            squares += Math.Pow(probability - (outcome ? 1 : 0), 2);
        }

        return new Calibration
        {
            Bins = [.. Enumerable.Range(0, bins).Select(i => new ReliabilityBin(
                (double)i / bins, (i + 1.0) / bins, count[i], count[i] == 0 ? 0 : sum[i] / count[i], count[i] == 0 ? 0 : (double)hits[i] / count[i]))],
            ExpectedCalibrationError = Enumerable.Range(0, bins).Sum(i => Math.Abs(sum[i] - hits[i])) / outcomes.Count,
            Brier = squares / outcomes.Count,
        };
    }

    /// <summary>The calibration error that is expected of probabilities which are right: what is left of it shrinks with their number alone.</summary>
    /// <param name="probabilities">Each in [0, 1].</param>
    /// <param name="bins">As for <see cref="Of"/>.</param>
    /// <param name="draws">How often outcomes are drawn by the probabilities.</param>
    /// <param name="seed">The same gives the same figure on every machine.</param>
    /// <returns>The mean <see cref="ExpectedCalibrationError"/> of the draws (Bröcker and Smith, "Increasing the reliability of reliability diagrams",
    /// Weather and Forecasting 2007, draw so).</returns>
    /// <exception cref="ArgumentException">There are no probabilities, or one is outside [0, 1].</exception>
    public static double ErrorByChance(IReadOnlyList<double> probabilities, int bins = 10, int draws = 1000, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var random = new SplitMix64(seed);
        return Enumerable.Range(0, draws)
            .Average(_ => Of(probabilities, [.. probabilities.Select(p => random.NextDouble() < p)], bins).ExpectedCalibrationError);
    }
}
