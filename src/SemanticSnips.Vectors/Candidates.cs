using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SemanticSnips.Vectors;

/// <summary>Collects the rows with the highest estimates: as many as wanted, and those that tie with the last within a narrow bin.</summary>
/// <remarks>
/// Estimates are counted in bins. Once the bins from some floor up hold the wanted number, no row below the floor
/// can be among the best, so nearly all later rows cost one comparison. A floor found in one part of the rows holds for
/// the whole, so the outcome does not depend on how the rows were parted.
/// </remarks>
internal sealed class Candidates(int wanted)
{
    // 8,192 bins over [-1.28, 1.28], wider than cosines because estimates err: at a million rows a bin holds a few hundred.
    private const int Bins = 8192;
    private const float Low = -1.28f;
    private const float BinsPerUnit = Bins / (-2 * Low);

    private readonly int[] _counts = new int[Bins];
    private readonly List<(int Row, int Bin)> _rows = new((int)Math.Min(2L * wanted, 1 << 20));
    private long _pruneAt = 2L * wanted;
    private int _floor;
    private long _aboveFloor;

    /// <summary>Considers 64 rows.</summary>
    /// <param name="firstRow">The row of the first estimate.</param>
    /// <param name="estimates">64 estimates.</param>
    /// <param name="rows">A bit for each row to consider, the lowest for the first.</param>
    public void Add(int firstRow, ReadOnlySpan<float> estimates, ulong rows)
    {
        // A bin lower, because rounding may put an estimate right at the floor on either side; Add decides.
        var floor = Vector512.Create(Low + ((_floor - 1) / BinsPerUnit));
        ref var estimate = ref MemoryMarshal.GetReference(estimates[..64]);
        var high = 0UL;
        for (var i = 0; i < 64; i += 16)
        {
            high |= Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref estimate, (nuint)i), floor).ExtractMostSignificantBits() << i;
        }

        if (_floor == 0) high = ulong.MaxValue;
        for (rows &= high; rows != 0; rows &= rows - 1)
        {
            var i = BitOperations.TrailingZeroCount(rows);
            Add(firstRow + i, Math.Clamp((int)((estimates[i] - Low) * BinsPerUnit), 0, Bins - 1));
        }

        RaiseFloor();
    }

    /// <summary>The rows at the common floor of all parts or above, in no particular order.</summary>
    public static int[] Rows(IReadOnlyList<Candidates> parts, int wanted)
    {
        var floor = Bins - 1;
        for (long above = CountInBin(floor); floor > 0 && above < wanted; above += CountInBin(floor)) floor--;
        var rows = new List<int>(wanted);
        foreach (var part in parts)
        {
            foreach (var (row, bin) in part._rows)
            {
                if (bin >= floor) rows.Add(row);
            }
        }

        return [.. rows];

        int CountInBin(int bin)
        {
            var sum = 0;
            foreach (var part in parts) sum += part._counts[bin];
            return sum;
        }
    }

    private void Add(int row, int bin)
    {
        if (bin < _floor) return;
        _rows.Add((row, bin));
        _counts[bin]++;
        _aboveFloor++;
    }

    private void RaiseFloor()
    {
        while (_aboveFloor - _counts[_floor] >= wanted) _aboveFloor -= _counts[_floor++];
        if (_rows.Count < _pruneAt) return;
        _rows.RemoveAll(entry => entry.Bin < _floor);
        _pruneAt = Math.Max(2L * wanted, 2L * _rows.Count);
    }
}
