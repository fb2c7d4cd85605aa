using System.Runtime.CompilerServices;

namespace SemanticSnips.Keywords;

/// <summary>In which passages a stem stands, ascending, and how often: a byte or two each where it is common.</summary>
/// <remarks>
/// Of each passage the distance to the one before it (of the first its number), doubled, and one more where the stem stands there once; else how often it does
/// follows. Both are written seven bits a byte, the lowest first, all bytes but the last with their highest bit set. Immutable as long as its bytes are.
/// </remarks>
/// <param name="Bytes">Owned by whoever packed them.</param>
/// <param name="Count">How many passages these are.</param>
internal readonly record struct PackedPostings(ReadOnlyMemory<byte> Bytes, int Count)
{
    /// <summary>The same in memory of its own.</summary>
    public PackedPostings Copy() => this with { Bytes = Bytes.ToArray() };
}

/// <summary>Where a walk through <see cref="PackedPostings"/> stands. Not thread-safe.</summary>
internal struct PostingCursor
{
    /// <summary>The passage after the last.</summary>
    public const int End = int.MaxValue;

    private int _next;

    /// <summary>The passage.</summary>
    public int Passage { get; private set; }

    /// <summary>How often the stem stands there.</summary>
    public int Frequency { get; private set; }

    /// <summary>Goes on to the next passage, from the beginning to the first, from the last to <see cref="End"/>.</summary>
    /// <param name="bytes">The same at each step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveNext(ReadOnlySpan<byte> bytes)
    {
        if (_next == bytes.Length)
        {
            Passage = End;
            return;
        }

        var code = ReadNumber(bytes);
        Passage += (int)(code >> 1);
        Frequency = (code & 1) != 0 ? 1 : (int)ReadNumber(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint ReadNumber(ReadOnlySpan<byte> bytes)
    {
        uint number = bytes[_next++];
        return number < 128 ? number : ReadRest(bytes, number & 127);
    }

    private uint ReadRest(ReadOnlySpan<byte> bytes, uint number)
    {
        for (var shift = 7; ; shift += 7)
        {
            uint next = bytes[_next++];
            number |= (next & 127) << shift;
            if (next < 128) return number;
        }
    }
}

/// <summary>Packs one stem's postings after the other's. Not thread-safe.</summary>
internal sealed class PostingPacker
{
    private const int MostBytesOfOne = 10;

    private byte[] _bytes = [];
    private int _length;
    private int _count;
    private int _passage;

    /// <summary>What was added since the last start; until the next.</summary>
    public PackedPostings Packed => new(_bytes.AsMemory(0, _length), _count);

    /// <summary>Begins with a stem.</summary>
    public void Start() => _length = _count = _passage = 0;

    /// <summary>Adds a passage after the last.</summary>
    /// <param name="passage">Its number.</param>
    /// <param name="frequency">How often the stem stands there; above 0.</param>
    public void Add(int passage, int frequency)
    {
        if (_length + MostBytesOfOne > _bytes.Length) Array.Resize(ref _bytes, Math.Max(256, 2 * _bytes.Length));
        var distance = (uint)(passage - _passage) << 1;
        Write(frequency == 1 ? distance | 1 : distance);
        if (frequency != 1) Write((uint)frequency);
        _passage = passage;
        _count++;
    }

    private void Write(uint number)
    {
        for (; number >= 128; number >>= 7) _bytes[_length++] = (byte)(number | 128);
        _bytes[_length++] = (byte)number;
    }
}
