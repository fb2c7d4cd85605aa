using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace SemanticSnips.Evaluation;

/// <summary>
/// Markup written as an interpolated string: the literal parts are taken as they are, every value is encoded, and markup
/// within markup passes through. So no value can be forgotten.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int holes)
{
    private readonly StringBuilder _text = new(literalLength + (holes * 16));

    public static Html Nothing { get; } = new(0, 0);

    /// <summary>Markup without values; never give it text that came from outside.</summary>
    public static Html Literal(string markup)
    {
        var html = new Html(markup.Length, 0);
        html.AppendLiteral(markup);
        return html;
    }

    /// <summary>One figure to be read from afar.</summary>
    public static Html Card(string name, Html value, Html detail) => $"""
        <div class="card"><span>{name}</span><b>{value}</b><small>{detail}</small></div>

        """;

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Html? markup) => _text.Append(markup?._text);

    public void AppendFormatted(IEnumerable<Html> markup)
    {
        foreach (var part in markup) _text.Append(part._text);
    }

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(IFormattable value, string? format = null) =>
        _text.Append(WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)));

    public override string ToString() => _text.ToString();
}
