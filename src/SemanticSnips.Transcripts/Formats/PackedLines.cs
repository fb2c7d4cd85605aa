using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Formats;

/// <summary>The lines of a large text, which is held packed and unpacked block by block as they are asked for: it is read several times, and would otherwise be
/// the most of what its import holds.</summary>
/// <remarks>Made to be read from the first line to the last, and again; another order is slower. Not thread-safe.</remarks>
internal sealed class PackedLines
{
    /// <summary>UTF-8 that is packed at once, but for the rest of its last line.</summary>
    private const int BlockBytes = 1 << 16;

    // Captions shrink to a fourth at once; more effort takes longer than reading them.
    private const int BrotliQuality = 1;

    private const int BrotliWindow = 18;

    private readonly List<(byte[] Packed, int Bytes, int FirstLine)> _blocks = [];

    // Two, so that a line holds while the next is read.
    private readonly Page[] _pages = [new(), new()];
    private int _latest;

    private PackedLines(ReadOnlySpan<byte> text)
    {
        var buffer = Array.Empty<byte>();
        do
        {
            var length = Math.Min(BlockBytes, text.Length);
            length = text[length..].IndexOf((byte)'\n') is >= 0 and var end ? length + end + 1 : text.Length;
            if (buffer.Length < BrotliEncoder.GetMaxCompressedLength(length)) buffer = new byte[BrotliEncoder.GetMaxCompressedLength(length)];
            if (!BrotliEncoder.TryCompress(text[..length], buffer, out var packed, BrotliQuality, BrotliWindow))
                throw new InvalidOperationException("A buffer of the greatest packed length was too small.");
            _blocks.Add((buffer[..packed], length, Count));
            Count += text[..length].Count((byte)'\n');
            text = text[length..];
        }
        while (text.Length > 0);

        // What stands behind the last line end is a line, too, be it empty.
        Count++;
    }

    /// <summary>Lines; at least one.</summary>
    public int Count { get; }

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
    public static PackedLines? Of(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) text = text[3..];
        if (text.Contains((byte)0) || !Utf8.IsValid(text)) return null;
        for (var at = text.IndexOf((byte)'\r'); at >= 0;)
        {
            if (at + 1 == text.Length || text[at + 1] != '\n') return null;
            var next = text[(at + 1)..].IndexOf((byte)'\r');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return IsHealthy(text) ? new PackedLines(text) : null;
    }

    /// <summary>A line by its 0-based index, without its end; valid until the second line after it is asked for.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            if (!_pages[_latest].Holds(index)) Open(index);
            return _pages[_latest][index];
        }
    }

    /// <summary>The whole text, decoded, with '\n' alone as line end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Count; i++) text.Append(i == 0 ? "" : "\n").Append(this[i]);
        return text.ToString();
    }

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

    private void Open(int line)
    {
        _latest ^= 1;
        if (_pages[_latest].Holds(line)) return;
        var (low, high) = (0, _blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_blocks[middle].FirstLine <= line) low = middle;
            else high = middle - 1;
        }

        var (packed, bytes, first) = _blocks[low];
        _pages[_latest].Read(packed, bytes, first, low == _blocks.Count - 1);
    }

    /// <summary>A block as characters, with where its lines begin.</summary>
    private sealed class Page
    {
        private readonly List<int> _starts = [];
        private char[] _text = [];
        private int _first;

        public bool Holds(int line) => line >= _first && line < _first + _starts.Count - 1;

        public ReadOnlySpan<char> this[int line]
        {
            get
            {
                var text = _text.AsSpan(_starts[line - _first].._starts[line - _first + 1])[..^1];
                return text is [.., '\r'] ? text[..^1] : text;
            }
        }

        public void Read(byte[] packed, int length, int first, bool isLast)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(length);
            if (!BrotliDecoder.TryDecompress(packed, bytes, out var written) || written != length)
                throw new InvalidOperationException("What was packed cannot be unpacked.");
            if (_text.Length <= length) _text = new char[length + 1];
            var count = Encoding.UTF8.GetChars(bytes.AsSpan(0, length), _text);
            ArrayPool<byte>.Shared.Return(bytes);
            // As if the last line ended with '\n', too.
            if (isLast) _text[count++] = '\n';
            _first = first;
            _starts.Clear();
            _starts.Add(0);
            for (var at = 0; at < count;)
            {
                at += _text.AsSpan(at, count - at).IndexOf('\n') + 1;
                _starts.Add(at);
            }
        }
    }
}
