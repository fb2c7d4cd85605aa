using System.Buffers;
using System.Text;

namespace SemanticSnips.Contract;

/// <summary>Text from outside, made safe to show: it cannot act on a terminal, turn the direction of what follows, or begin a line of its own.</summary>
public static class PlainText
{
    /// <summary>Bidirectional embeddings, overrides and isolates (Unicode Standard Annex 9): they reorder what stands behind them.</summary>
    internal static readonly SearchValues<char> DirectionControls = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The text with control characters and line separators as blanks, without directional controls, and with U+FFFD for halves of
    /// characters.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text, keepsLines: false);
    }

    /// <summary>The same, but tabs and line feeds stay.</summary>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text, keepsLines: true);
    }

    internal static bool TurnsDirection(char c) => DirectionControls.Contains(c);

    private static string Clean(string text, bool keepsLines)
    {
        var i = 0;
        while (i < text.Length && IsPlain(text[i], keepsLines)) i++;
        if (i == text.Length) return text;
        var clean = new StringBuilder(text, 0, i, text.Length);
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (IsPlain(c, keepsLines)) clean.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) clean.Append('\uFFFD');
            else if (!TurnsDirection(c)) clean.Append(' ');
        }

        return clean.ToString();
    }

    private static bool IsPlain(char c, bool keepsLines) =>
        !(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' || TurnsDirection(c)) || (keepsLines && c is '\n' or '\t');
}
