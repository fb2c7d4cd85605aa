using System.Buffers;
using System.Globalization;
using System.Text;

namespace SemanticSnips.Transcripts.Sources;

/// <summary>Restores UTF-8 that some program took for a Windows code page, span by span: healthy text beside it stays as it is.</summary>
/// <remarks>
/// One span may mix code pages: exports hold "πŸ“š" for a pile of books, whose first character is cp1253 while the others are cp1252, so
/// no round trip through one code page mends it. A span counts only where it decodes to a character of a kind that real text
/// would not have spelt by accident; thus French "é\u00A0»" is not taken for an ideograph, nor Russian "Р»" for another letter.
/// </remarks>
internal static class MojibakeRepair
{
    private const string LatinLeads = "ÂÃÄÅÎÏÐÑâãäåæçèéêëìíïð";

    private static readonly SearchValues<char> Leads = SearchValues.Create(LatinLeads + "đğπβрв");

    private static readonly byte[] Latin = Continuations(1252, 1250, 1254);
    private static readonly byte[] Greek = Continuations(1252, 1253);
    private static readonly byte[] Cyrillic = Continuations(1251, 1252);

    /// <summary>The text with every span restored; the same string where there is none. Neither adds nor takes line ends.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="spans">Receives how many stretches of adjacent characters were restored.</param>
    public static string Repair(string text, out int spans)
    {
        spans = 0;
        StringBuilder? repaired = null;
        int copied = 0, previousEnd = -1;
        var at = Next(text, 0);
        while (at < text.Length)
        {
            var length = TryDecode(text, at, previousEnd == at, out var rune);
            if (length == 0)
            {
                at = Next(text, at + 1);
                continue;
            }

            repaired ??= new StringBuilder(text.Length);
            repaired.Append(text, copied, at - copied).Append(rune.ToString());
            if (previousEnd != at) spans++;
            copied = previousEnd = at + length;
            at = Next(text, copied);
        }

        return repaired is null ? text : repaired.Append(text, copied, text.Length - copied).ToString();
    }

    private static int Next(string text, int from) => text.AsSpan(from).IndexOfAny(Leads) is >= 0 and var offset ? from + offset : text.Length;

    /// <summary>How many characters stand for one; 0 where they stand for themselves.</summary>
    private static int TryDecode(string text, int at, bool followsSpan, out Rune rune)
    {
        var length = Decode(text, at, out rune);
        var before = at == 0 ? ' ' : text[at - 1];
        return length switch
        {
            2 => IsPlausibleLetter(text, at, before, followsSpan) ? 2 : 0,
            3 when rune.Value is >= 0x3000 and < 0xFE00 => followsSpan || IsIdeograph(text, at + 3) ? 3 : 0,
            3 => IsPlausibleSymbol(rune) ? 3 : 0,
            4 => rune.Value is >= 0x1F000 and < 0x1FC00 ? 4 : 0,
            _ => 0,
        };
    }

    private static int Decode(string text, int at, out Rune rune)
    {
        rune = default;
        var (lead, table) = text[at] switch
        {
            'π' => (0xF0, Greek),
            'β' => (0xE2, Greek),
            'р' => (0xF0, Cyrillic),
            'в' => (0xE2, Cyrillic),
            'đ' or 'ğ' => (0xF0, Latin),
            var c => (c, Latin),
        };
        var length = lead switch { < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        if (at + length > text.Length) return 0;
        Span<byte> bytes = [(byte)lead, 0, 0, 0];
        for (var i = 1; i < length; i++)
        {
            var c = text[at + i];
            if (c >= table.Length || table[c] == 0) return 0;
            bytes[i] = table[c];
        }

        return Rune.DecodeFromUtf8(bytes[..length], out rune, out var consumed) == OperationStatus.Done && consumed == length ? length : 0;
    }

    /// <summary>
    /// "Ã" and its like also end words in capitals, and then a quote or dash may follow ("MENÜ”"): after a capital a letter must follow as well ("Müller"), and
    /// where the second character is such punctuation a small letter must stand before or any letter after.
    /// </summary>
    private static bool IsPlausibleLetter(string text, int at, char before, bool followsSpan)
    {
        if (char.IsUpper(before) && !followsSpan && !(at + 2 < text.Length && char.IsLetter(text[at + 2]))) return false;
        return text[at + 1] is >= '\u0080' and < '\u00C0' || followsSpan || char.IsLower(before) || (at + 2 < text.Length && char.IsLetter(text[at + 2]));
    }

    private static bool IsIdeograph(string text, int at) =>
        at < text.Length && text[at] is >= '\u00E3' and <= '\u00ED' && Decode(text, at, out var rune) == 3 && rune.Value >= 0x3000;

    /// <summary>
    /// Punctuation, arrows, signs, dingbats; the emoji selector; full-width forms; U+FFFD. Blocks whose second byte reads as a
    /// quote, dash or ellipsis are left out: "voilâ…”" is words.
    /// </summary>
    private static bool IsPlausibleSymbol(Rune rune) => rune.Value switch
    {
        0xFE0F or 0xFEFF or 0xFFFD => true,
        >= 0xFF00 and <= 0xFF65 => true,
        < 0x2000 or > 0x2FFF => false,
        _ => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned &&
            ((rune.Value >> 6) & 0x3F) is 0 or 1 or 2 or 4 or 6 or 7 or 8 or 9 or 0x0C or 0x0F
                or (>= 0x18 and <= 0x1A) or (>= 0x1C and <= 0x1F) or 0x24 or 0x2C or 0x2D,
    };

    /// <summary>The byte 0x80-0xBF that each character is in the first of the code pages to have it; 0 where it is none. C1 controls are themselves.</summary>
    private static byte[] Continuations(params int[] codePages)
    {
        var table = new byte['™' + 1];
        foreach (var page in codePages)
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(page)!;
            for (var value = 0x80; value < 0xC0; value++)
            {
                var c = encoding.GetString([(byte)value])[0];
                if (c < table.Length && table[c] == 0) table[c] = (byte)value;
            }
        }

        for (var control = 0x80; control < 0xA0; control++) table[control] = (byte)control;
        return table;
    }
}
