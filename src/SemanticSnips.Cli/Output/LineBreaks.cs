using System.Text;
using SemanticSnips.Chunking;

namespace SemanticSnips.Cli.Output;

/// <summary>Cuts text into lines that fit.</summary>
internal static class LineBreaks
{
    /// <summary>The lines' spans: cut at blanks, which are in no line; a word wider than a line is cut where the line ends.</summary>
    public static IEnumerable<TextSpan> Of(string text, int width)
    {
        int start = 0, columns = 0, blank = -1;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (text[i] == ' ') blank = i;
            columns += WidthOf(rune);
            if (columns > width && i > start)
            {
                var end = blank > start ? blank : i;
                yield return new TextSpan(start, end);
                start = text[end] == ' ' ? end + 1 : end;
                (i, columns, blank) = (start, 0, -1);
                continue;
            }

            i += length;
        }

        if (start < text.Length) yield return new TextSpan(start, text.Length);
    }

    /// <summary>Columns that a text takes.</summary>
    public static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    /// <summary>Columns that a character takes: East Asian wide ones and emoji take two (Unicode Standard Annex 11, its main blocks).</summary>
    private static int WidthOf(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        <= 0x36F or 0x200B or 0x200D or (>= 0xFE00 and <= 0xFE0F) => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF)
            or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };
}
