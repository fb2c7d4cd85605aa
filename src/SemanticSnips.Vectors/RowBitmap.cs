using System.Numerics;

namespace SemanticSnips.Vectors;

/// <summary>A set of rows, one bit each: which rows are live, or pass a filter.</summary>
/// <remarks>Any number of threads may read it at once, as long as none changes it.</remarks>
internal sealed class RowBitmap
{
    internal const int RowsPerWord = 64;

    private readonly ulong[] _words;

    /// <summary>An empty set over <paramref name="count"/> rows.</summary>
    /// <param name="count">Number of rows, that of the store it filters; 0 or more.</param>
    public RowBitmap(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        _words = new ulong[((long)count + RowsPerWord - 1) / RowsPerWord];
    }

    /// <summary>Number of rows, in the set or not.</summary>
    public int Count { get; }

    /// <summary>Number of rows in the set. Counted at each call: a few microseconds for 100,000 rows.</summary>
    public int SetCount
    {
        get
        {
            var sum = 0;
            foreach (var word in _words) sum += BitOperations.PopCount(word);
            return sum;
        }
    }

    /// <summary>Whether <paramref name="row"/> is in the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public bool this[int row]
    {
        get
        {
            Check(row);
            return (_words[row / RowsPerWord] >> (row % RowsPerWord) & 1) != 0;
        }
        set
        {
            Check(row);
            var bit = 1UL << (row % RowsPerWord);
            if (value) _words[row / RowsPerWord] |= bit;
            else _words[row / RowsPerWord] &= ~bit;
        }
    }

    /// <summary>Puts <paramref name="row"/> into the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public void Set(int row) => this[row] = true;

    /// <summary>Takes <paramref name="row"/> out of the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative, or not below <see cref="Count"/>.</exception>
    public void Clear(int row) => this[row] = false;

    /// <summary>Puts every row into the set.</summary>
    public void SetAll()
    {
        Array.Fill(_words, ulong.MaxValue);
        if (Count % RowsPerWord != 0) _words[^1] = (1UL << (Count % RowsPerWord)) - 1;
    }

    /// <summary>Keeps only the rows that are in <paramref name="other"/> too.</summary>
    /// <exception cref="ArgumentException">The other bitmap has another <see cref="Count"/>.</exception>
    public void And(RowBitmap other)
    {
        var words = SameSize(other);
        for (var i = 0; i < words.Length; i++) _words[i] &= words[i];
    }

    /// <summary>Adds the rows that are in <paramref name="other"/>.</summary>
    /// <exception cref="ArgumentException">The other bitmap has another <see cref="Count"/>.</exception>
    public void Or(RowBitmap other)
    {
        var words = SameSize(other);
        for (var i = 0; i < words.Length; i++) _words[i] |= words[i];
    }

    /// <summary>A copy that changes independently.</summary>
    public RowBitmap Clone()
    {
        var copy = new RowBitmap(Count);
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    /// <summary>Rows 64 w to 64 w + 63, the lowest in the lowest bit; bits beyond <see cref="Count"/> are zero.</summary>
    internal ulong Word(int word) => _words[word];

    private ulong[] SameSize(RowBitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count != Count) throw new ArgumentException($"The other bitmap covers {other.Count} rows, expected {Count}.", nameof(other));
        return other._words;
    }

    private void Check(int row)
    {
        if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"The bitmap covers rows 0 to {Count - 1}.");
    }
}
