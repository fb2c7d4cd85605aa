using System.Buffers;
using System.Text;

namespace SemanticSnips.Transcripts.Formats;

/// <summary>Takes Markdown off words that were said: nobody speaks a backslash, an asterisk or a link's address. Linear in the line.</summary>
internal static class MarkdownSpeech
{
    private const string Escapable = "\\`*_{}[]()#+-.!|<>~\"'&";

    private const int LongestAddress = 4096;

    private static readonly SearchValues<char> Signs = SearchValues.Create("\\*_[`~");

    /// <summary>The line as it is spoken: <c>\#</c> is #, <c>[words](address)</c> and <c>[[page|words]]</c> are words, emphasis and code signs are
    /// gone.</summary>
    public static string Plain(string line)
    {
        if (line.Length > SourceText.MaxPatternLength || line.AsSpan().IndexOfAny(Signs) < 0) return line;
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && i + 1 < line.Length && Escapable.Contains(line[i + 1])) text.Append(line[++i]);
            else if (c == '[' && TryLink(line, ref i, out var words)) text.Append(words);
            else if (c is '*' or '`' or '~' or '_' && IsMark(line, ref i)) continue;
            else if (i < line.Length) text.Append(line[i]);
        }

        return text.ToString();
    }

    /// <summary>The line without the backslashes that keep signs from being Markdown.</summary>
    public static string Unescape(string line)
    {
        if (!line.Contains('\\')) return line;
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length && Escapable.Contains(line[i + 1])) i++;
            text.Append(line[i]);
        }

        return text.ToString();
    }

    /// <summary>Reads a link that begins at <paramref name="at"/> and goes to its last character; words of a link have no brackets.</summary>
    private static bool TryLink(string line, ref int at, out string words)
    {
        words = "";
        var rest = line.AsSpan(at);
        if (rest.StartsWith("[["))
        {
            var end = rest[2..].IndexOfAny('[', ']');
            if (end <= 0 || !rest[(end + 2)..].StartsWith("]]")) return false;
            var page = rest.Slice(2, end);
            words = page[(page.LastIndexOf('|') + 1)..].TrimEnd('\\').ToString();
            at += end + 3;
            return true;
        }

        var close = rest[1..].IndexOfAny('[', ']') + 1;
        if (close <= 0 || !rest[close..].StartsWith("](") || rest.Slice(close, Math.Min(rest.Length - close, LongestAddress)).IndexOf(')')
            is var last && last < 0) return false;
        var address = rest.Slice(close + 2, last - 2);
        if (address.IndexOfAny(' ', '\t') >= 0 && !address.Contains(" \"", StringComparison.Ordinal)) return false;
        words = Plain(rest[1..close].ToString());
        at += close + last;
        return true;
    }

    /// <summary>Whether signs at a place begin or end emphasis; between two spaces, or inside a word for underscores, they are text.</summary>
    private static bool IsMark(string line, ref int at)
    {
        var (from, sign) = (at, line[at]);
        var to = from;
        while (to < line.Length && line[to] == sign && to - from < 4) to++;
        var before = from == 0 ? ' ' : line[from - 1];
        var after = to == line.Length ? ' ' : line[to];
        var opens = !char.IsWhiteSpace(after) && !char.IsLetterOrDigit(before);
        var closes = !char.IsWhiteSpace(before) && !char.IsLetterOrDigit(after);
        var isInside = sign == '*' && to - from > 1 && !char.IsWhiteSpace(before) && !char.IsWhiteSpace(after);
        if ((sign == '~' && to - from < 2) || to - from > 3 || !(opens || closes || isInside)) return false;
        at = to - 1;
        return true;
    }
}
