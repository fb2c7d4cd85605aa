using System.Text;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Output;

/// <summary>Text with styles, to be wrapped as one.</summary>
internal sealed class Paragraph
{
    private readonly StringBuilder _text = new();
    private readonly List<Run> _runs = [];

    public string Text => _text.ToString();

    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>Appends text that may come from anywhere: see <see cref="PlainText"/>.</summary>
    public Paragraph Add(string text, Style style = Style.Plain, string? url = null)
    {
        var from = _text.Length;
        _text.Append(PlainText.Of(text));
        _runs.Add(new Run(from, _text.Length, style, url));
        return this;
    }

    /// <summary>Appends another paragraph.</summary>
    public Paragraph Add(Paragraph other)
    {
        foreach (var run in other._runs) Add(other.Text[run.From..run.To], run.Style, run.Url);
        return this;
    }

    /// <summary>Appends what is known of some things, with dots between.</summary>
    public Paragraph AddAll(IEnumerable<(string? Text, Style Style, string? Url)> parts)
    {
        var first = _text.Length == 0;
        foreach (var (text, style, url) in parts)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (!first) Add(" · ", Style.Dim);
            Add(text, style, url);
            first = false;
        }

        return this;
    }

    /// <summary>A stretch of one style.</summary>
    public readonly record struct Run(int From, int To, Style Style, string? Url);
}
