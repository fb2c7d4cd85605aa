using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>The words of a page as people see them: no scripts, no comments, each block on a line of its own. Walks without recursion, however deep a page
/// is.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "nav", "header", "footer", "aside",
            "form", "button", "select", "textarea", "iframe", "audio", "video", "object", "canvas", "dialog",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
            "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "tr", "ul",
    };

    /// <summary>Whether the text is HTML rather than another markup.</summary>
    public static bool IsPage(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (!start.StartsWith('<')) return false;
        var head = start[..Math.Min(start.Length, 4096)];
        foreach (var tag in (ReadOnlySpan<string>)["<!doctype html", "<html", "<body", "<cite", "<p>", "<p ", "<div", "<article", "<main", "<section"])
        {
            if (head.Contains(tag, StringComparison.OrdinalIgnoreCase)) return !head.Contains("http://www.w3.org/ns/ttml", StringComparison.Ordinal);
        }

        return false;
    }

    /// <summary>The page; an empty one where it is nested too deeply to be one.</summary>
    public static IDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(HtmlSource.Escape(html) ?? "");

    public static string? TitleOf(IDocument page)
    {
        foreach (var element in page.All)
        {
            if (element.LocalName == "title" && Words(element) is { Length: > 0 } title) return title;
        }

        return null;
    }

    /// <summary>The element that holds the transcript, by its name; else the page's content.</summary>
    public static INode TranscriptOf(IDocument page, out bool isCertain)
    {
        IElement? content = null;
        foreach (var element in page.All)
        {
            if (element.LocalName is "main" or "article") content ??= element;
            if (element.LocalName is not ("div" or "section" or "article" or "main" or "ul" or "ol"
                or "dl" or "table" or "td" or "blockquote" or "details" or "pre")) continue;
            if (!IsTranscript(element.Id) && !IsTranscript(element.ClassName)) continue;
            // A button or a heading may be called so too.
            if (Words(element).Length < 200 && !HasTime(element)) continue;
            isCertain = true;
            return element;
        }

        isCertain = false;
        return content ?? page.Body ?? (INode)page;
    }

    /// <summary>The lines, without blank ones at the ends; a blank line parts blocks.</summary>
    public static IEnumerable<string> Lines(INode root)
    {
        var line = new StringBuilder();
        var lines = new List<string>();
        for (INode? node = Next(root, root, enter: true); node is not null;)
        {
            var isSilent = node is IElement element && IsSilent(element);
            if (node is IText text) line.Append(text.Data);
            else if (node is IElement { LocalName: "br" }) Break(isBlock: false);
            else if (node is IElement { LocalName: "td" or "th" }) line.Append('\t');
            else if (node is IElement block && Blocks.Contains(block.LocalName)) Break(isBlock: true);
            var next = Next(node, root, enter: !isSilent, left => { if (Blocks.Contains(left)) Break(isBlock: true); });
            node = next;
        }

        Break(isBlock: true);
        return lines;

        void Break(bool isBlock)
        {
            var words = Spaces(line);
            line.Clear();
            if (words.Length > 0) lines.Add(words);
            if (isBlock && lines.Count > 0 && lines[^1].Length > 0) lines.Add("");
        }
    }

    /// <summary>All words of an element, on one line.</summary>
    public static string Words(INode root)
    {
        var words = new StringBuilder();
        for (INode? node = root.FirstChild is null
            ? null : Next(root, root, enter: true); node is not null; node = Next(node, root, enter: node is not IElement element || !IsSilent(element)))
        {
            if (node is IText text) words.Append(text.Data);
        }

        return Spaces(words);
    }

    /// <summary>Takes a name and a time that stand before a paragraph's words out of it.</summary>
    public static void TakeLead(IElement paragraph, ref string? speaker, ref TimeSpan? time)
    {
        while (paragraph.FirstChild is { } first)
        {
            if (first is IElement { LocalName: "cite" } cite && SpeakerLabel.Clean(Words(cite)) is { Length: > 0 } name) speaker = name;
            else if (first is IElement { LocalName: "time" } clock && Timecode.TryParse(Words(clock), out var at)) time = at;
            else if (first is not (IText or IComment) || (first is IText text && !string.IsNullOrWhiteSpace(text.Data))) return;
            paragraph.RemoveChild(first);
        }
    }

    public static bool IsSilent(IElement element) => Silent.Contains(element.LocalName) || element.HasAttribute("hidden");

    /// <summary>The next node in the page's order, inside the root.</summary>
    /// <param name="node">From where.</param>
    /// <param name="root">The walk ends with it.</param>
    /// <param name="enter">Whether to go into the node.</param>
    /// <param name="leave">Told the name of each element that is left on the way.</param>
    public static INode? Next(INode node, INode root, bool enter, Action<string>? leave = null)
    {
        if (enter && node.FirstChild is { } child) return child;
        for (INode? at = node; at is not null && at != root; at = at.Parent)
        {
            if (at is IElement left) leave?.Invoke(left.LocalName);
            if (at.NextSibling is { } sibling) return sibling;
        }

        return null;
    }

    private static bool IsTranscript(string? name) => name is not null && name.Contains("transcript", StringComparison.OrdinalIgnoreCase);

    private static bool HasTime(IElement element) => Words(element).Contains(':', StringComparison.Ordinal);

    private static string Spaces(StringBuilder words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var chunk in words.GetChunks())
        {
            foreach (var c in chunk.Span)
            {
                if (c == '\t' || !char.IsWhiteSpace(c)) text.Append(c);
                else if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
            }
        }

        return text.ToString().Trim();
    }
}
