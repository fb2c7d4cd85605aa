using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using SemanticSnips.Keywords;

namespace SemanticSnips.Searching;

/// <summary>Sets the estimates of a stretch of passages.</summary>
/// <param name="from">The first passage.</param>
/// <param name="estimates">Receives one a passage.</param>
internal delegate void Estimator(int from, Span<float> estimates);

/// <summary>The best of many estimates: each is made once, on all cores, counted, and forgotten unless it may be among the best.</summary>
/// <remarks>Estimates are fused scores, about -1 to 1.5; what lies outside of the bins is counted at their end. What comes of it does not depend on the
/// cores.</remarks>
internal sealed class BestEstimates
{
    private const int Bins = 4096;
    private const float Lowest = -0.5f;
    private const float BinsPerUnit = Bins / 2.5f;

    /// <summary>Passages whose estimate is lower, which is negative infinity, are none.</summary>
    private const float Lowermost = float.MinValue;

    /// <summary>Estimates that a core makes before it looks what the others have found.</summary>
    private const int PartLength = 8192;

    /// <summary>Estimates that are made at a time, or fewer at the end.</summary>
    public const int StretchLength = 2048;

    private readonly int _count;
    private readonly Estimator _estimate;
    private readonly int[] _counts = new int[Bins];
    private readonly Lock _lock = new();
    private volatile float _floor;
    private int _floorBin;
    private Estimate[][] _kept = [];

    /// <summary>Makes the estimates.</summary>
    /// <param name="count">How many.</param>
    /// <param name="kept">So many of the best are kept at least.</param>
    /// <param name="estimate">Makes them; called for stretches whose first passage is a multiple of their length.</param>
    public BestEstimates(int count, int kept, Estimator estimate)
    {
        (_count, _estimate, _floor) = (count, estimate, Lowermost);
        Make(kept);
    }

    /// <summary>The estimate from which on there are so many, or some more; the lowest there is where there are fewer.</summary>
    /// <param name="wanted">No more than are kept.</param>
    public float FloorOf(int wanted)
    {
        var (bin, above) = (Bins - 1, _counts[Bins - 1]);
        while (bin > 0 && above < wanted) above += _counts[--bin];
        return ScoreOf(bin);
    }

    /// <summary>The passages whose estimates lie in a range, ascending, with these.</summary>
    /// <param name="floor">The lowest. Below what was kept all are made once more.</param>
    /// <param name="end">The first that is too high.</param>
    public Estimate[] Between(float floor, float end = float.PositiveInfinity)
    {
        if (floor < _floor)
        {
            _floor = floor;
            Make(kept: null);
        }

        return [.. _kept.SelectMany(part => part.Where(e => e.Score >= floor && e.Score < end))];
    }

    private static int BinOf(float score) => (int)Math.Clamp((score - Lowest) * BinsPerUnit, 0, Bins - 1);

    private static float ScoreOf(int bin) => bin == 0 ? Lowermost : Lowest + (bin / BinsPerUnit);

    /// <summary>Makes all estimates and keeps those from the floor on.</summary>
    /// <param name="kept">So many at least, and the floor rises as far as it can; null where it stays.</param>
    private void Make(int? kept)
    {
        _kept = new Estimate[(_count + PartLength - 1) / PartLength][];
        OnAllCores.For(_kept.Length, part =>
        {
            var worker = Worker.Rent();
            try
            {
                var end = Math.Min((part + 1) * PartLength, _count);
                for (var from = part * PartLength; from < end; from += StretchLength)
                {
                    var some = worker.Estimates.AsSpan(0, Math.Min(StretchLength, end - from));
                    _estimate(from, some);
                    Keep(some, from, worker);
                }

                if (kept is { } wanted) Raise(worker.Counts, wanted);
                _kept[part] = worker.From(_floor);
            }
            finally
            {
                Worker.Return(worker);
            }
        });
    }

    private void Keep(ReadOnlySpan<float> estimates, int from, Worker worker)
    {
        var (floor, i) = (_floor, 0);
        for (; i <= estimates.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            if (!Vector.GreaterThanOrEqualAny(new Vector<float>(estimates[i..]), new Vector<float>(floor))) continue;
            for (var k = i; k < i + Vector<float>.Count; k++) worker.Add(estimates[k], from + k, floor);
        }

        for (; i < estimates.Length; i++) worker.Add(estimates[i], from + i, floor);
    }

    /// <summary>Counts what a core has kept, and raises the floor as far as enough lie above it.</summary>
    private void Raise(int[] counts, int wanted)
    {
        lock (_lock)
        {
            var (above, floor) = (0, _floorBin);
            for (var bin = Bins - 1; bin >= _floorBin; bin--)
            {
                _counts[bin] += counts[bin];
                above += _counts[bin];
                if (above >= wanted && floor == _floorBin) floor = bin;
            }

            if (floor > _floorBin) (_floorBin, _floor) = (floor, ScoreOf(floor));
        }
    }

    /// <summary>What one core works with; then the next.</summary>
    private sealed class Worker
    {
        private static readonly ConcurrentBag<Worker> Free = [];

        public float[] Estimates { get; } = new float[StretchLength];

        public int[] Counts { get; } = new int[Bins];

        public List<Estimate> Kept { get; } = [];

        public static Worker Rent() => Free.TryTake(out var worker) ? worker : new Worker();

        /// <summary>Nothing of one query may be left for the next, whatever it ended with.</summary>
        public static void Return(Worker worker)
        {
            Array.Clear(worker.Counts);
            worker.Kept.Clear();
            Free.Add(worker);
        }

        public void Add(float score, int passage, float floor)
        {
            if (!(score >= floor)) return;
            Counts[BinOf(score)]++;
            Kept.Add(new Estimate(passage, score));
        }

        /// <summary>What was kept and is no lower than a score.</summary>
        public Estimate[] From(float floor)
        {
            var count = 0;
            var kept = CollectionsMarshal.AsSpan(Kept);
            foreach (var estimate in kept)
            {
                if (estimate.Score >= floor) kept[count++] = estimate;
            }

            return kept[..count].ToArray();
        }
    }
}

/// <summary>What a passage's fused score is estimated to be.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Score">The estimate.</param>
internal readonly record struct Estimate(int Passage, float Score);
