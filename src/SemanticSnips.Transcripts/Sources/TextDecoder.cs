using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SemanticSnips.Transcripts.Sources;

/// <summary>Turns bytes into text: by byte order mark, else UTF-8, else UTF-16 by its look, else UTF-8 with every foreign byte read as cp1252.</summary>
internal static class TextDecoder
{
    public const string Binary = "It is binary, not text.";

    private const int SampleLength = 1 << 16;

    /// <summary>Whether bytes from a source's beginning cannot be text in any encoding read here.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes) =>
        bytes.Contains((byte)0) && MarkedEncoding(bytes).Encoding is null && LooksLikeUtf16(bytes) is null;

    /// <summary>The text with '\n' as its only line end; null, with the reason in the log, where there is none.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, Formats.ReadLog log)
    {
        var text = DecodeBytes(bytes, log);
        var nul = text.IndexOf('\0');
        if (nul >= 0 || HasManyControls(text.AsSpan(0, Math.Min(text.Length, SampleLength))))
            log.Skip(nul < 0 ? Binary : $"It holds a NUL character (the first in line {LineOf(text, nul)}), as no text does.");
        else if (text.AsSpan().IsWhiteSpace())
            log.Skip("It is empty.");
        else
            return text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
        return null;
    }

    private static string DecodeBytes(ReadOnlySpan<byte> bytes, Formats.ReadLog log)
    {
        var (marked, markLength) = MarkedEncoding(bytes);
        if ((marked ?? LooksLikeUtf16(bytes)) is { } encoding)
        {
            var text = encoding.GetString(bytes[markLength..]);
            var bad = text.IndexOf('\uFFFD');
            if (bad >= 0) log.Warn(LineOf(text, bad), $"Some {encoding.WebName} code units could not be decoded and were replaced by U+FFFD.");
            return text;
        }

        bytes = bytes[markLength..];
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        return LegacyEncoding.Find(bytes) is { } legacy ? DecodeLegacy(bytes, legacy, log) : DecodeMixed(bytes, log);
    }

    private static string DecodeLegacy(ReadOnlySpan<byte> bytes, Encoding encoding, Formats.ReadLog log)
    {
        var text = encoding.GetString(bytes);
        var bad = text.IndexOf('\uFFFD');
        log.Warn(bad < 0 ? 0 : LineOf(text, bad),
            $"It is not UTF-8; it was read as {encoding.WebName}{(bad < 0 ? "" : ", and what has no meaning there, from here on, was replaced by U+FFFD")}.");
        return text;
    }

    private static (Encoding? Encoding, int Length) MarkedEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (null, 3);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return (Encoding.UTF32, 4);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Encoding.Unicode, 2);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Encoding.BigEndianUnicode, 2);
        return (null, 0);
    }

    /// <summary>Without a mark, UTF-16 shows by zero bytes at places of one parity alone: the high halves of line ends, spaces and ASCII.</summary>
    private static UnicodeEncoding? LooksLikeUtf16(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 4096)];
        Span<int> zeros = [0, 0];
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0) zeros[i & 1]++;
        }

        // Latin text has a zero in most units; ideographs have few, by their line ends, but then bytes that no UTF-8 has.
        var most = Math.Max(zeros[0], zeros[1]);
        var isLatin = most * 4 >= sample.Length;
        var isOther = most > 0 && !Utf8.IsValid(sample[..^Math.Min(sample.Length, 3)]) && sample.Length - Ascii(sample) > sample.Length / 10;
        if (sample.Length < 4 || Math.Min(zeros[0], zeros[1]) > 0 || !(isLatin || isOther)) return null;
        var encoding = new UnicodeEncoding(bigEndian: zeros[0] > 0, byteOrderMark: false);
        Span<char> text = new char[sample.Length / 2];
        encoding.GetChars(sample[..(text.Length * 2)], text);
        return text.ContainsAnyInRange('\0', '\u0008') ? null : encoding;
    }

    private static int Ascii(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            if (value < 0x80) count++;
        }

        return count;
    }

    private static string DecodeMixed(ReadOnlySpan<byte> bytes, Formats.ReadLog log)
    {
        // No encoding read here makes more UTF-16 units than it has bytes.
        var text = new char[bytes.Length];
        int length = 0, bad = 0, firstLine = 0;
        while (Utf8.ToUtf16(bytes, text.AsSpan(length), out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            length += written;
            if (bad++ == 0) firstLine = text.AsSpan(0, length).Count('\n') + 1;
            text[length++] = Cp1252.ToChar(bytes[read]);
            bytes = bytes[(read + 1)..];
        }

        length += Encoding.UTF8.GetChars(bytes, text.AsSpan(length));
        log.Warn(firstLine, $"{bad:N0} bytes, the first of them here, are not UTF-8; they were read as Windows-1252.");
        return new string(text, 0, length);
    }

    private static bool HasManyControls(ReadOnlySpan<char> text)
    {
        var controls = 0;
        foreach (var c in text)
        {
            if (c < ' ' && c is not ('\t' or '\n' or '\r' or '\f')) controls++;
        }

        return controls * 50 > text.Length;
    }

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;
}
