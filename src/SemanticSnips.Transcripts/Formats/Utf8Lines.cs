using System.Text;
using System.Text.Unicode;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Formats;

/// <summary>The lines of a large text, which stay UTF-8 and are decoded one by one: as UTF-16, with where each begins, they would take three times the
/// memory.</summary>
/// <remarks>Made to be read from the first line to the last, and again; another order is slower. Not thread-safe.</remarks>
internal sealed class Utf8Lines
{
    // A place is kept of every so many lines only.
    private const int Block = 64;

    private readonly byte[] _bytes;
    private readonly List<int> _blocks = [];
    private readonly char[][] _buffers = [new char[256], new char[256]];
    private int _line = -1;
    private int _from;
    private int _to;
    private int _length;
    private int _turn;

    private Utf8Lines(byte[] bytes, int from)
    {
        _bytes = bytes;
        for (var at = from; ; Count++)
        {
            if (Count % Block == 0) _blocks.Add(at);
            var end = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (end < 0) break;
            at += end + 1;
        }

        Count++;
    }

    /// <summary>Lines; at least one.</summary>
    public int Count { get; private set; }

    /// <summary>Whether bytes begin as captions do that can be nothing else: with WebVTT's signature, or a number and two times below it.</summary>
    public static bool AreCaptions(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        if (bytes.StartsWith("WEBVTT"u8)) return true;
        bytes = bytes.TrimStart(" \t\r\n"u8);
        var digits = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0) return false;
        var line = bytes[digits..].TrimStart(" \t\r\n"u8);
        return line[..Math.Min(line.Length, 40)].IndexOf("-->"u8) > 0;
    }

    /// <summary>The lines of bytes that are healthy UTF-8 with '\n' or "\r\n" alone as line ends; null for others.</summary>
    public static Utf8Lines? Of(byte[] bytes)
    {
        var from = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var text = bytes.AsSpan(from);
        if (text.Contains((byte)0) || !Utf8.IsValid(text)) return null;
        for (var at = text.IndexOf((byte)'\r'); at >= 0;)
        {
            if (at + 1 == text.Length || text[at + 1] != '\n') return null;
            var next = text[(at + 1)..].IndexOf((byte)'\r');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return IsHealthy(text) ? new Utf8Lines(bytes, from) : null;
    }

    /// <summary>A line by its 0-based index, without its end; valid until the second line after it is asked for.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            if (index != _line) Read(index);
            return _buffers[_turn].AsSpan(0, _length);
        }
    }

    /// <summary>The whole text, decoded.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes.AsSpan(_blocks[0])).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Whether no letter in it is doubly encoded.</summary>
    private static bool IsHealthy(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var at)
        {
            var from = text[..at].LastIndexOf((byte)'\n') + 1;
            var to = text[at..].IndexOf((byte)'\n') is >= 0 and var end ? at + end : text.Length;
            MojibakeRepair.Repair(Encoding.UTF8.GetString(text[from..to]), out var spans);
            if (spans > 0) return false;
            text = text[to..];
        }

        return true;
    }

    private void Read(int index)
    {
        if (_line < 0 || index != _line + 1)
        {
            _from = _blocks[index / Block];
            for (var line = index / Block * Block; line < index; line++) _from += _bytes.AsSpan(_from).IndexOf((byte)'\n') + 1;
        }
        else
        {
            _from = _to + 1;
        }

        var rest = _bytes.AsSpan(_from);
        var length = rest.IndexOf((byte)'\n') is >= 0 and var end ? end : rest.Length;
        _to = _from + length;
        if (length > 0 && rest[length - 1] == '\r' && _to < _bytes.Length) length--;
        _turn ^= 1;
        if (_buffers[_turn].Length < length) _buffers[_turn] = new char[Math.Max(length, _buffers[_turn].Length * 2)];
        _length = Encoding.UTF8.GetChars(rest[..length], _buffers[_turn]);
        _line = index;
    }
}
