namespace SemanticSnips.Vectors;

/// <summary>Finds rows by key: an open-addressing hash table, half full at most.</summary>
/// <remarks>
/// A slot holds a row and half of its key's hash, 16 to 32 bytes a row in all; the keys stay in the mapped files and are
/// read only where the half agrees. Immutable once built, so thread-safe.
/// </remarks>
internal sealed class KeyTable
{
    private readonly VectorSegments _segments;
    private readonly ulong[] _slots; // high half: the hash's low half; low half: row + 1, so that zero is an empty slot
    private readonly int _shift;

    /// <summary>Enters every row; of several rows with one key the last stays.</summary>
    public KeyTable(VectorSegments segments)
    {
        _segments = segments;
        var bits = 1;
        while (1L << bits < 2L * segments.Count) bits++;
        if (bits > 30) throw new NotSupportedException($"The index has {segments.Count} rows, expected at most {1 << 29}: a table of keys holds no more.");
        _shift = 64 - bits;
        _slots = new ulong[1 << bits];
        var row = 0;
        foreach (var segment in segments.All)
        {
            foreach (var key in segment.Keys)
            {
                _slots[Slot(key, out var hash)] = (hash << 32) | (uint)++row;
            }
        }
    }

    public bool TryFind(UInt128 key, out int row)
    {
        row = (int)(uint)_slots[Slot(key, out _)] - 1;
        return row >= 0;
    }

    /// <summary>The slot that holds the key, or else the empty one where it belongs.</summary>
    private int Slot(UInt128 key, out ulong hash)
    {
        // Keys are hashes already, but nothing obliges them to be good ones: Fibonacci hashing spreads counters, too.
        hash = ((ulong)key ^ (ulong)(key >> 64)) * 0x9E3779B97F4A7C15;
        var slot = (int)(hash >> _shift);
        while (_slots[slot] is var found && found != 0)
        {
            if (found >> 32 == (uint)hash && _segments.KeyOf((int)(uint)found - 1) == key) break;
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }
}
