using System.Globalization;
using Wcwidth;

namespace SemanticSnips.Cli.Output;

/// <summary>Cuts text into lines that fit; what a reader sees as one character (a grapheme cluster, Unicode Standard Annex 29) is never cut.</summary>
internal static class LineBreaks
{
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiPresentation = 0xFE0F;

    /// <summary>The lines' spans: cut at blanks, which are in no line; a word wider than a line is cut where the line ends.</summary>
    public static IEnumerable<TextSpan> Of(string text, int width)
    {
        int start = 0, columns = 0, blank = -1;
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
            if (text[i] == ' ' && length == 1) blank = i;
            columns += WidthOfCluster(text.AsSpan(i, length));
            if (columns > width && i > start)
            {
                var end = blank > start ? blank : i;
                yield return new TextSpan(start, end);
                start = end == blank ? end + 1 : end;
                (i, columns, blank) = (start, 0, -1);
                continue;
            }

            i += length;
        }

        if (start < text.Length) yield return new TextSpan(start, text.Length);
    }

    /// <summary>Columns that a text takes in a terminal.</summary>
    public static int WidthOf(string text)
    {
        var width = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
            width += WidthOfCluster(text.AsSpan(i, length));
            i += length;
        }

        return width;
    }

    /// <summary>Columns of one cluster: a sequence of emoji, a flag or a symbol asked for as an emoji is two, whatever it is made of.</summary>
    private static int WidthOfCluster(ReadOnlySpan<char> cluster)
    {
        if (cluster.Length == 1 && char.IsAscii(cluster[0])) return char.IsControl(cluster[0]) ? 0 : 1;
        int width = 0, runes = 0;
        bool isEmoji = false, isLetter = char.IsLetter(cluster[0]);
        foreach (var rune in cluster.EnumerateRunes())
        {
            var own = Math.Max(0, UnicodeCalculator.GetWidth(rune));

            // A joiner, the wish for an emoji, a skin tone, or the second half of a flag.
            isEmoji |= runes > 0 && !isLetter && (rune.Value is EmojiPresentation or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0x1F1E6 and <= 0x1F1FF));
            isEmoji |= runes > 0 && width == 2 && rune.Value == ZeroWidthJoiner;
            width += own;
            runes++;
        }

        return isEmoji ? 2 : width;
    }
}
