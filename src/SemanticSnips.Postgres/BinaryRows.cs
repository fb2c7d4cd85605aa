using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace SemanticSnips.Postgres;

/// <summary>Sends rows into a table by COPY in PostgreSQL's binary format, types of extensions among them.</summary>
/// <remarks>Nothing is there before <see cref="Complete"/>; disposing without it takes all back. Not thread-safe.</remarks>
internal sealed class BinaryRows : IDisposable
{
    private const int FlushAt = 1 << 16;

    /// <summary>The last place that a tsvector can tell, and the most places of one word.</summary>
    private const int MaxPosition = (1 << 14) - 1, MaxPositions = 255;

    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    private readonly NpgsqlRawCopyStream _copy;
    private readonly short _columns;
    private byte[] _buffer = new byte[FlushAt * 2];
    private int _length;
    private bool _isComplete;

    /// <param name="connection">Within a transaction; for nothing else until this is disposed.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, separated by commas, in the order in which each row's values are written.</param>
    public BinaryRows(NpgsqlConnection connection, string table, string columns)
    {
        _columns = (short)columns.Split(',').Length;
        _copy = connection.BeginRawBinaryCopy($"copy {table} ({columns}) from stdin (format binary)");
        Raw([.. "PGCOPY\n"u8, 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    /// <summary>Begins the next row.</summary>
    public BinaryRows Row()
    {
        if (_length >= FlushAt) Flush();
        BinaryPrimitives.WriteInt16BigEndian(Take(2), _columns);
        return this;
    }

    public BinaryRows Null()
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);
        return this;
    }

    public BinaryRows Bool(bool value)
    {
        Take(4 + 1, 1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    public BinaryRows Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(4 + 2, 2), value);
        return this;
    }

    public BinaryRows Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4 + 4, 4), value);
        return this;
    }

    public BinaryRows Int32(int? value) => value is { } known ? Int32(known) : Null();

    public BinaryRows Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Take(4 + 8, 8), value);
        return this;
    }

    public BinaryRows Int64(long? value) => value is { } known ? Int64(known) : Null();

    public BinaryRows Date(DateOnly? value) => value is { } known ? Int32(known.DayNumber - Epoch) : Null();

    public BinaryRows Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Take(4 + value.Length, value.Length));
        return this;
    }

    /// <summary>A text; PostgreSQL has no NUL in one.</summary>
    public BinaryRows Text(string? value) =>
        value is null ? Null()
            : Bytes(Encoding.UTF8.GetBytes(value.Contains('\0', StringComparison.Ordinal) ? value.Replace("\0", "", StringComparison.Ordinal) : value));

    public BinaryRows Key(UInt128 key)
    {
        BinaryPrimitives.WriteUInt128BigEndian(Take(4 + 16, 16), key);
        return this;
    }

    /// <summary>A vector of pgvector's.</summary>
    public BinaryRows Vector(ReadOnlySpan<float> components)
    {
        var bytes = Take(4 + 4 + 4 * components.Length, 4 + 4 * components.Length);
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)components.Length);
        BinaryPrimitives.WriteInt16BigEndian(bytes[2..], 0);
        for (var i = 0; i < components.Length; i++) BinaryPrimitives.WriteSingleBigEndian(bytes[(4 + 4 * i)..], components[i]);
        return this;
    }

    /// <summary>Words with their places as a tsvector in PostgreSQL's binary format; to be written with <see cref="Bytes"/>.</summary>
    /// <param name="words">Places from 1, ascending.</param>
    public static byte[] WordVector(IReadOnlyDictionary<string, IReadOnlyList<int>> words)
    {
        var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, words.Count);
        bytes.Write(number);
        foreach (var (word, positions) in words.Select(w => (Encoding.UTF8.GetBytes(w.Key), w.Value)).Order(ByBytes))
        {
            bytes.Write(word);
            bytes.WriteByte(0);
            var places = positions.Select(p => Math.Clamp(p, 1, MaxPosition)).Distinct().Take(MaxPositions).ToList();
            BinaryPrimitives.WriteInt16BigEndian(number, (short)places.Count);
            bytes.Write(number[..2]);
            foreach (var place in places)
            {
                BinaryPrimitives.WriteInt16BigEndian(number, (short)place);
                bytes.Write(number[..2]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Ends the rows.</summary>
    public void Complete()
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        Flush();
        _isComplete = true;
        _copy.Dispose();
    }

    public void Dispose()
    {
        if (_isComplete) return;
        _isComplete = true;
        _copy.Cancel();
        _copy.Dispose();
    }

    /// <summary>As a tsvector sorts its words: shorter ones first.</summary>
    private static readonly Comparer<(byte[] Word, IReadOnlyList<int>)> ByBytes = Comparer<(byte[] Word, IReadOnlyList<int>)>.Create(static (a, b) =>
        a.Word.Length != b.Word.Length ? a.Word.Length.CompareTo(b.Word.Length) : a.Word.AsSpan().SequenceCompareTo(b.Word));

    /// <summary>Room for a value, with its length before it.</summary>
    private Span<byte> Take(int count, int length)
    {
        var bytes = Take(count);
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes[4..];
    }

    private Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        var bytes = _buffer.AsSpan(_length, count);
        _length += count;
        return bytes;
    }

    private void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private void Flush()
    {
        _copy.Write(_buffer, 0, _length);
        _length = 0;
    }
}
