using System.Text;

namespace SemanticSnips.Cli.Output;

/// <summary>What a screen without Unicode shows in the place of the signs that the program draws with, and of quotation marks.</summary>
internal static class AsciiText
{
    /// <summary>Signs as ASCII; what has no likeness there becomes a question mark, or stays for who reads on from a pipe.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepsOthers">Whether what cannot be said in ASCII stays.</param>
    public static string Of(string text, bool keepsOthers)
    {
        if (Ascii.IsValid(text)) return text;
        var ascii = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii) ascii.Append((char)rune.Value);
            else if (Likeness(rune) is { } likeness) ascii.Append(likeness);
            else if (keepsOthers) ascii.Append(rune.ToString());
            else ascii.Append('?');
        }

        return ascii.ToString();
    }

    private static string? Likeness(Rune rune) => rune.Value switch
    {
        '“' or '”' or '„' => "\"",
        '‘' or '’' => "'",
        '–' or '·' => "-",
        '—' => "--",
        '…' => "...",
        '●' or '★' or '•' => "*",
        '○' => ".",
        '→' => "->",
        '━' or '─' => "-",
        '\u00A0' => " ",
        _ => null,
    };

    /// <summary>A writer whose text becomes ASCII, as far as there is a likeness.</summary>
    public sealed class Writer(TextWriter inner, bool keepsOthers) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value) => inner.Write(value is null ? null : Of(value, keepsOthers));

        public override void Flush() => inner.Flush();
    }
}
