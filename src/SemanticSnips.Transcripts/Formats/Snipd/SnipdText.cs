using System.Net;
using System.Text;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Takes Markdown, wiki and HTML dress off lines. Every method is linear in its input.</summary>
internal static class SnipdText
{
    /// <summary>Begins each item of a list whose items stood on lines of their own.</summary>
    public const char ItemSign = '\u001F';

    private const string BulletSigns = "-*•";

    /// <summary>A value as people read it: <c>[[a\|b]]</c> is b, <c>[text](url)</c> is text, entities and outer quotes are gone; null when nothing is
    /// left.</summary>
    public static string? Value(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] == text[^1] && text[0] is '"' or '\'' && !text[1..^1].Contains(text[0])) text = text[1..^1].Trim();
        if (text.StartsWith("[[") && text.EndsWith("]]")) text = text[2..^2];
        // Only the escaped bar parts a link from its alias; a bare one belongs to the title.
        if (text.LastIndexOf("\\|") is >= 0 and var bar) text = text[(bar + 2)..];
        var value = Decode(MarkdownSpeech.Unescape(WithoutLinks(text))).Replace("\uFFFD", "", StringComparison.Ordinal).Replace(ItemSign, ' ').Trim();
        return value.Length == 0 ? null : value;
    }

    /// <summary>A title: a value without emphasis; null for "Untitled".</summary>
    public static string? Title(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("**") && text.EndsWith("**") && text.Length > 4) text = text[2..^2];
        var title = Value(text);
        return title is null || title.Equals("Untitled", StringComparison.OrdinalIgnoreCase) ? null : title;
    }

    /// <summary>The address in <c>](…)</c>, or the text itself where it is an address; null where there is none.</summary>
    public static string? Url(ReadOnlySpan<char> text)
    {
        if (text.IndexOf("](") is >= 0 and var open) text = text[(open + 2)..];
        if (text.IndexOf("http") is var at && at < 0) return null;
        text = text[at..];
        return text.IndexOfAny(" )]>\"") is >= 0 and var end ? text[..end].ToString() : text.ToString();
    }

    /// <summary>The values of a list: linked, bracketed or merely separated by commas.</summary>
    public static IReadOnlyList<string> List(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith('[') && text.EndsWith(']') && !text.StartsWith("[[")) text = text[1..^1];
        var hasLinks = text.Contains("](", StringComparison.Ordinal);
        var values = new List<string>();
        // Titles hold commas, so linked values part only where one link ends and the next begins.
        IEnumerable<string> parts = text.Contains(ItemSign) ? text.ToString().Split(ItemSign) : hasLinks ? text.ToString().Split("), [") : SplitAtCommas(text);
        foreach (var part in parts)
        {
            var item = hasLinks && part.Contains("](", StringComparison.Ordinal) && !part.EndsWith(')') ? part + ")" : part;
            if (hasLinks && item.Length > 0 && item[0] != '[') item = "[" + item;
            if (Value(item) is { } value) values.Add(value);
        }

        return values;
    }

    /// <summary>HTML entities as characters.</summary>
    public static string Decode(string text) => text.Contains('&') ? WebUtility.HtmlDecode(text) : text;

    /// <summary>The line without the '>' signs of a quotation or callout.</summary>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        while (line.StartsWith('>')) line = line[1..].TrimStart();
        return line;
    }

    /// <summary>The line of an outline (Logseq) without indent, and without the bullet that only makes it a block: content keeps its own.</summary>
    public static ReadOnlySpan<char> WithoutIndent(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (!line.StartsWith("- ")) return line is "-" ? [] : line;
        var content = line[2..].TrimStart();
        return content.IsEmpty || content[0] is '#' or '*' or '[' or '!' or '>' || char.IsSurrogate(content[0]) ? content : line;
    }

    public static bool IsBullet(ReadOnlySpan<char> line) =>
        line.Length > 1 && ((BulletSigns.Contains(line[0]) && line[1] == ' ') || (char.IsAsciiDigit(line[0]) && IsNumbered(line)));

    /// <summary>Whether the line is three or more of one sign that rules a page.</summary>
    public static bool IsRule(ReadOnlySpan<char> line) => line.Length >= 3 && line[0] is '-' or '*' or '_' && line.Trim(line[0]).IsEmpty;

    /// <summary>How many '#' start a heading; 0 where the line is none.</summary>
    public static int HeadingLevel(ReadOnlySpan<char> line)
    {
        var level = line.Length - line.TrimStart('#').Length;
        return level is > 0 and < 7 && line.Length > level && line[level] is ' ' or '\t' or '\u00A0' ? level : 0;
    }

    /// <summary>Lines from a physical line in which <c>&lt;br/&gt;</c> and blocks break lines; emphasis becomes <c>**</c>, other tags that exports use
    /// go.</summary>
    public static IEnumerable<string> BreakHtml(string line)
    {
        if (!line.Contains('<')) return [line];
        var text = new StringBuilder(line.Length);
        var rest = line.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            text.Append(rest[..open]);
            rest = rest[open..];
            var close = rest[..Math.Min(rest.Length, 16)].IndexOf('>');
            var replacement = close < 0 ? null : Replacement(rest[1..close].Trim(" /"));
            text.Append(replacement ?? "<");
            rest = rest[(replacement is null ? 1 : close + 1)..];
        }

        return text.Append(rest).ToString().Split('\n');
    }

    private static string? Replacement(ReadOnlySpan<char> tag) => tag switch
    {
        "br" or "blockquote" or "p" or "div" or "li" => "\n",
        "b" or "strong" => "**",
        "details" or "summary" or "i" or "em" or "ul" or "ol" => "",
        _ => null,
    };

    private static List<string> SplitAtCommas(ReadOnlySpan<char> text)
    {
        var parts = new List<string>();
        int from = 0, inQuotes = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') inQuotes ^= 1;
            if (text[i] != ',' || inQuotes != 0) continue;
            parts.Add(text[from..i].ToString());
            from = i + 1;
        }

        parts.Add(text[from..].ToString());
        return parts;
    }

    private static bool IsNumbered(ReadOnlySpan<char> line)
    {
        var rest = line.TrimStart("0123456789");
        return line.Length - rest.Length <= 3 && (rest.StartsWith(". ") || rest.StartsWith(") "));
    }

    private static string WithoutLinks(ReadOnlySpan<char> text)
    {
        if (!text.Contains("](", StringComparison.Ordinal))
            return text.ToString().Replace("[[", "", StringComparison.Ordinal).Replace("]]", "", StringComparison.Ordinal);
        var plain = new StringBuilder(text.Length);
        while (text.IndexOf("](") is >= 0 and var middle)
        {
            var open = text[..middle].LastIndexOf('[');
            var close = text[middle..].IndexOf(')');
            if (open < 0 || close < 0) break;
            plain.Append(text[..open]).Append(text[(open + 1)..middle]);
            text = text[(middle + close + 1)..];
        }

        return plain.Append(text).ToString();
    }
}
