using System.Numerics;

namespace SemanticSnips.Evaluation;

/// <summary>
/// Fisher's paired randomisation test, two-sided: were the two systems the same, each difference could as well have had the
/// other sign. Smucker, Allan and Carterette (CIKM 2007) recommend it for comparing retrieval systems.
/// </summary>
/// <remarks>The same values and seed give the same p on every machine. Thread-safe.</remarks>
public static class RandomisationTest
{
    // 2^12 sign patterns are fewer than the default number of samples: enumerating them is both exact and cheaper.
    private const int ExactUpTo = 12;

    /// <summary>
    /// The probability, in (0, 1], of a mean difference at least as large as the one seen, if the systems were the same. Exact when at most
    /// twelve queries differ; otherwise estimated as <c>(as large + 1) / (samples + 1)</c>, which never claims 0 (Phipson and Smyth, 2010).
    /// </summary>
    /// <exception cref="ArgumentException">Not the same number of values on both sides.</exception>
    public static double PValue(IReadOnlyList<double> system, IReadOnlyList<double> baseline, int samples = 10_000, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var differences = Paired.Differences(system, baseline).Where(difference => difference != 0).ToArray();

        // Sums in another order differ in their last digits; a pattern that ties with the one seen must count as a tie.
        var seen = Math.Abs(differences.Sum()) - (1e-12 * differences.Sum(Math.Abs));
        return differences.Length <= ExactUpTo ? Enumerate(differences, seen) : Estimate(differences, seen, samples, seed);
    }

    private static double Enumerate(double[] differences, double seen)
    {
        var patterns = 1 << differences.Length;
        var asLarge = 0;
        for (var pattern = 0; pattern < patterns; pattern++)
        {
            if (Math.Abs(FlippedSum(differences, (ulong)pattern)) >= seen) asLarge++;
        }

        return (double)asLarge / patterns;
    }

    private static double Estimate(double[] differences, double seen, int samples, ulong seed)
    {
        var random = new SplitMix64(seed);
        var asLarge = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var sum = 0.0;
            for (var start = 0; start < differences.Length; start += 64)
                sum += FlippedSum(differences.AsSpan(start, Math.Min(64, differences.Length - start)), random.Next());
            if (Math.Abs(sum) >= seen) asLarge++;
        }

        return (asLarge + 1.0) / (samples + 1.0);
    }

    private static double FlippedSum(ReadOnlySpan<double> differences, ulong signs)
    {
        var sum = 0.0;
        foreach (var difference in differences)
        {
            // The sign bit is flipped without a branch: random branches would cost more than the sum.
            sum += BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(difference) ^ (signs << 63));
            signs = BitOperations.RotateRight(signs, 1);
        }

        return sum;
    }
}
