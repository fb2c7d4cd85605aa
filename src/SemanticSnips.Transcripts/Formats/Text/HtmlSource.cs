using System.Text;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Makes a page safe to parse: a "&lt;" that begins no tag is a sign that was said, and nesting beyond reason is no page.</summary>
internal static class HtmlSource
{
    // Parsers look through all open elements for each new one.
    private const int MaxDepth = 1000;

    // Longer ones are none, and looking for their ends again and again would take for ever.
    private const int LongestTag = 4096;
    private const int LongestValue = 1 << 16;

    private static readonly HashSet<string> Tags = new(
        ("a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col colgroup data " +
            "datalist dd del details dfn dialog dir div dl dt em " +
        "embed fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label " +
            "legend li link main map mark math menu meta meter nav " +
        "nobr noframes noscript object ol optgroup option output p param path picture pre progress q rp rt ruby s samp script search section select slot " +
            "small source span strike strong style sub summary sup " +
        "svg table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr").Split(' '), StringComparer.OrdinalIgnoreCase);

    // What ends by itself, so that many of them in a row are not nested.
    private static readonly HashSet<string> Unclosed = new(
        "area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td tfoot th thead tr track wbr html head body".Split(' '),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The page with every "&lt;" that begins no tag, comment or declaration written as an entity; null where it is nested too deeply.</summary>
    public static string? Escape(string html)
    {
        var text = new StringBuilder(html.Length);
        var (copied, depth, deepest) = (0, 0, 0);
        for (var at = html.IndexOf('<'); at >= 0; at = at + 1 < html.Length ? html.IndexOf('<', at + 1) : -1)
        {
            var isTag = IsTag(html, at, out var name, out var closes);
            if (!isTag)
            {
                text.Append(html, copied, at - copied).Append("&lt;");
                copied = at + 1;
            }
            else if (name.Length > 0 && !Unclosed.Contains(name))
            {
                depth = Math.Max(0, depth + (closes ? -1 : 1));
                deepest = Math.Max(depth, deepest);
            }
        }

        return deepest > MaxDepth ? null : text.Append(html, copied, html.Length - copied).ToString();
    }

    private static bool IsTag(string html, int at, out string name, out bool closes)
    {
        name = "";
        var start = at + 1;
        closes = start < html.Length && html[start] == '/';
        if (closes) start++;
        if (start >= html.Length) return false;
        if (html[start] is '!' or '?') return !closes;
        var end = start;
        while (end < html.Length && end - start < 40 && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':')) end++;
        name = html[start..end];
        if (!Tags.Contains(name) && !name.Contains('-') && !name.Contains(':')) return false;
        return end > start && EndsBeforeNext(html, end);
    }

    /// <summary>Whether a "&gt;" comes before the next "&lt;", values in quotes aside.</summary>
    private static bool EndsBeforeNext(string html, int from)
    {
        for (var (i, steps) = (from, 0); i < html.Length && steps < LongestTag; i++, steps++)
        {
            if (html[i] == '>') return true;
            if (html[i] == '<') return false;
            if (html[i] is '"' or '\'' && html[i - 1] == '='
                && html.IndexOf(html[i], i + 1, Math.Min(LongestValue, html.Length - i - 1)) is > 0 and var close) i = close;
        }

        return false;
    }
}
