using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SemanticSnips.Keywords;

/// <summary>Writes the arrays of a <see cref="TableFile"/>, one after the other.</summary>
internal sealed class TableWriter
{
    private const int Alignment = 64;
    private const int WrittenAtOnce = 1 << 16;

    private readonly Stream _file;
    private readonly XxHash3 _hash = new();
    private readonly List<(string Name, TableFile.Entry Entry)> _entries = [];
    private long _at;

    internal TableWriter(Stream file) => _file = file;

    internal ulong Checksum => _hash.GetCurrentHashAsUInt64();

    /// <summary>Writes an array.</summary>
    /// <param name="name">Its name; each once.</param>
    /// <param name="values">Its values.</param>
    public void Add<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Append(new byte[(Alignment - (_at % Alignment)) % Alignment]);
        _entries.Add((name, new TableFile.Entry(Unsafe.SizeOf<T>(), _at, values.Length)));
        for (var at = 0; at < values.Length; at += WrittenAtOnce) Append(MemoryMarshal.AsBytes(values[at..Math.Min(values.Length, at + WrittenAtOnce)]));
    }

    internal (long Place, int Count) AppendDirectory()
    {
        var place = _at;
        foreach (var (name, entry) in _entries)
        {
            Append([(byte)name.Length]);
            Append(Encoding.ASCII.GetBytes(name));
            Append(entry);
        }

        return (place, _entries.Count);
    }

    internal void Append<T>(T value)
        where T : unmanaged => Append(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        _file.Write(bytes);
        _at += bytes.Length;
    }
}
