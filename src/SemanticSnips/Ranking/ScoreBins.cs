using System.Numerics;

namespace SemanticSnips.Ranking;

/// <summary>The best of many scores by counting: each score is looked at twice, on all cores, however many are wanted.</summary>
/// <remarks>Scores are fused ones, about -1 to 1.5; what lies outside of the bins is counted at their end.</remarks>
internal sealed class ScoreBins
{
    private const int Bins = 4096;
    private const double Lowest = -0.5;
    private const double BinsPerUnit = Bins / 2.5;

    /// <summary>Scores that are prepared and counted at a time: a multiple of this, and so many or, at the end, fewer.</summary>
    public const int ScoresPerPart = 16_384;


    private readonly double[] _scores;
    private readonly int[] _counts = new int[Bins];

    /// <summary>Counts the scores.</summary>
    /// <param name="scores">Stay the caller's.</param>
    /// <param name="prepare">Called for each part of the scores before it is counted, with the first and the first after the last: may set them.</param>
    public ScoreBins(double[] scores, Action<int, int> prepare)
    {
        _scores = scores;
        Parallel.For(0, Parts, () => new int[Bins], (part, _, own) =>
        {
            var (from, to) = Range(part);
            prepare(from, to);
            foreach (var score in scores.AsSpan(from..to)) own[Of(score)]++;
            return own;
        }, own =>
        {
            lock (_counts)
            {
                for (var i = 0; i < Bins; i++) _counts[i] += own[i];
            }
        });
    }

    private int Parts => (_scores.Length + ScoresPerPart - 1) / ScoresPerPart;

    /// <summary>The bin of a score.</summary>
    public static int Of(double score) => (int)Math.Clamp((score - Lowest) * BinsPerUnit, 0, Bins - 1);

    /// <summary>The highest bin from which on there were as many scores as are wanted; 0 where there were fewer.</summary>
    public int FloorOf(int wanted)
    {
        var (floor, above) = (Bins - 1, _counts[Bins - 1]);
        while (floor > 0 && above < wanted) above += _counts[--floor];
        return floor;
    }

    /// <summary>The places of the scores that lie in some bins now, ascending.</summary>
    /// <param name="floor">The lowest bin.</param>
    /// <param name="end">The bin after the highest; null for all above.</param>
    public int[] Between(int floor, int? end = null)
    {
        // The very operations of Of, so the very bins; those at both ends have no outer limit.
        var (lowest, perUnit) = (new Vector<double>(Lowest), new Vector<double>(BinsPerUnit));
        var from = new Vector<double>(floor <= 0 ? double.NegativeInfinity : floor);
        var to = new Vector<double>(end is < Bins and var bin ? bin : double.PositiveInfinity);
        var found = new List<int>[Parts];
        Parallel.For(0, found.Length, part =>
        {
            var own = found[part] = [];
            var (first, after) = Range(part);
            var i = first;
            for (; i <= after - Vector<double>.Count; i += Vector<double>.Count)
            {
                var place = (new Vector<double>(_scores, i) - lowest) * perUnit;
                var isBetween = Vector.GreaterThanOrEqual(place, from) & Vector.LessThan(place, to);
                if (Vector.EqualsAll(isBetween, Vector<long>.Zero)) continue;
                for (var k = 0; k < Vector<double>.Count; k++)
                {
                    if (isBetween[k] != 0) own.Add(i + k);
                }
            }

            for (; i < after; i++)
            {
                var place = (_scores[i] - Lowest) * BinsPerUnit;
                if (place >= from[0] && place < to[0]) own.Add(i);
            }
        });
        return [.. found.SelectMany(f => f)];
    }

    private (int From, int To) Range(int part) => (part * ScoresPerPart, Math.Min((part + 1) * ScoresPerPart, _scores.Length));
}
