using System.Text;

namespace SemanticSnips.Cli.Output;

/// <summary>Writes for people: wrapped, and styled and linked where a terminal shows it. Besides progress, the only place that writes escape
/// sequences.</summary>
internal sealed class Page
{
    private const int NarrowestLine = 20;

    private readonly TextWriter _writer;
    private readonly bool _styles;
    private readonly bool _links;
    private readonly bool _isAscii;
    private readonly bool _keepsOthers;
    private readonly int _width;

    /// <param name="writer">Stays the caller's.</param>
    /// <param name="terminal">Decides the width and what is possible.</param>
    /// <param name="styled">Whether it is coloured.</param>
    public Page(TextWriter writer, Terminal terminal, bool styled)
    {
        _writer = PlainWriter.Escaping(writer);
        _width = terminal.Width;
        _styles = styled;
        _links = terminal.OutputIsTerminal && terminal.AllowsLinks;
        (_isAscii, _keepsOthers) = (terminal.IsAscii, !terminal.OutputIsTerminal);
    }

    public int Width => _width;

    /// <summary>Writes an empty line.</summary>
    public void Line() => _writer.WriteLine();

    /// <summary>Writes a paragraph of one style.</summary>
    public void Line(string text, Style style = Style.Plain, string indent = "") => Line(new Paragraph().Add(text, style), indent);

    /// <summary>Writes a paragraph in as many lines as it takes.</summary>
    /// <param name="paragraph">The text.</param>
    /// <param name="indent">Before each line; before all but the first where <paramref name="label"/> is given.</param>
    /// <param name="label">Before the first line, as wide as <paramref name="indent"/>.</param>
    public void Line(Paragraph paragraph, string indent = "", Paragraph? label = null)
    {
        (paragraph, label) = (Shown(paragraph), label is null ? null : Shown(label));
        var text = paragraph.Text;
        foreach (var line in LineBreaks.Of(text, Math.Max(NarrowestLine, _width - indent.Length)))
        {
            if (label is null || line.From > 0) _writer.Write(indent);
            else Write(label, new TextSpan(0, label.Text.Length));
            Write(paragraph, line);
            _writer.WriteLine();
        }
    }

    /// <summary>Writes as much of a paragraph as one line holds.</summary>
    public void OneLine(Paragraph paragraph, string indent = "")
    {
        paragraph = Shown(paragraph);
        var cut = Shown("…");
        var room = Math.Max(NarrowestLine, _width - indent.Length);
        _writer.Write(indent);
        if (LineBreaks.WidthOf(paragraph.Text) <= room)
        {
            Write(paragraph, new TextSpan(0, paragraph.Text.Length));
        }
        else
        {
            var line = LineBreaks.Of(paragraph.Text, room - cut.Length).First();
            Write(paragraph, line with { To = paragraph.Text.AsSpan(0, line.To).TrimEnd(" ·,").Length });
            _writer.Write(cut);
        }

        _writer.WriteLine();
    }

    private string Shown(string text) => _isAscii ? AsciiText.Of(text, _keepsOthers) : text;

    private Paragraph Shown(Paragraph paragraph)
    {
        if (!_isAscii) return paragraph;
        var ascii = new Paragraph();
        foreach (var run in paragraph.Runs) ascii.Add(Shown(paragraph.Text[run.From..run.To]), run.Style, run.Url);
        return ascii;
    }

    private void Write(Paragraph paragraph, TextSpan span)
    {
        foreach (var run in paragraph.Runs)
        {
            var (from, to) = (Math.Max(run.From, span.From), Math.Min(run.To, span.To));
            if (from < to) Write(paragraph.Text[from..to], run.Style, run.Url);
        }
    }

    private void Write(string text, Style style, string? url)
    {
        var escaped = new StringBuilder(text);
        if (_styles && Escapes.Of(style) is { Length: > 0 } begin) escaped.Insert(0, begin).Append(Escapes.Reset);
        if (_links && url is not null && IsSafe(url)) escaped.Insert(0, Escapes.BeginOfLink(url)).Append(Escapes.EndOfLink);
        _writer.Write(escaped);
    }

    /// <summary>A link comes from an export: it must be one, and must not end the escape sequence early.</summary>
    private static bool IsSafe(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && !url.Any(char.IsControl);
}
