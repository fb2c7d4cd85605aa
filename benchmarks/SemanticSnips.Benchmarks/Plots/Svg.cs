using System.Globalization;
using System.Net;
using System.Text;

namespace SemanticSnips.Benchmarks.Plots;

/// <summary>Plots as SVG, without scripts, readable on white and on black.</summary>
internal static class Svg
{
    private const int Width = 760;
    private const int LabelWidth = 300;
    private const int RowHeight = 24;
    private const int Head = 52;

    private static readonly string[] Colours = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

    /// <summary>A bar a row, in milliseconds or whatever the unit is.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="unit">Behind each number.</param>
    /// <param name="bars">From top to bottom; those of the product stand out.</param>
    public static string Bars(string title, string unit, IReadOnlyList<(string Label, double Value, bool IsOurs)> bars)
    {
        var most = bars.Max(b => b.Value);
        var svg = Begin(title, Head + (bars.Count * RowHeight) + 10);
        for (var i = 0; i < bars.Count; i++)
        {
            var (label, value, ours) = bars[i];
            var (y, width) = (Head + (i * RowHeight), Math.Max(1, value / most * (Width - LabelWidth - 90)));
            Append(svg, $"<text x=\"{LabelWidth - 8}\" y=\"{y + 15}\" text-anchor=\"end\">{Text(label)}</text>");
            Append(svg, $"<rect x=\"{LabelWidth}\" y=\"{y + 3}\" width=\"{width:0.#}\" height=\"{RowHeight - 8}\" class=\"{(ours ? "a" : "o")}\"/>");
            Append(svg, $"<text x=\"{LabelWidth + width + 6:0.#}\" y=\"{y + 15}\">{Number(value)} {Text(unit)}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Lines over two logarithmic axes: a straight one of slope 1 grows as the data do.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="across">What is told across.</param>
    /// <param name="up">What is told upwards.</param>
    /// <param name="lines">Each with its points.</param>
    public static string Lines(string title, string across, string up, IReadOnlyList<(string Label, IReadOnlyList<(double X, double Y)> Points)> lines)
    {
        const int height = 420, left = 60, right = 250, bottom = 50;
        var points = lines.SelectMany(l => l.Points).ToList();
        var (fromX, toX) = Decades(points.Select(p => p.X));
        var (fromY, toY) = Decades(points.Select(p => p.Y));
        double X(double x) => left + ((Math.Log10(x) - fromX) / (toX - fromX) * (Width - left - right));
        double Y(double y) => height - bottom - ((Math.Log10(y) - fromY) / (toY - fromY) * (height - bottom - Head));
        var svg = Begin(title, height);
        for (var decade = fromX; decade <= toX; decade++)
        {
            var x = X(Math.Pow(10, decade));
            Append(svg, $"<line x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Head}\" y2=\"{height - bottom}\" class=\"grid\"/>");
            Append(svg, $"<text x=\"{x:0.#}\" y=\"{height - bottom + 18}\" text-anchor=\"middle\">{Math.Pow(10, decade):N0}</text>");
        }

        for (var decade = fromY; decade <= toY; decade++)
        {
            var y = Y(Math.Pow(10, decade));
            Append(svg, $"<line x1=\"{left}\" x2=\"{Width - right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" class=\"grid\"/>");
            Append(svg, $"<text x=\"{left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Number(Math.Pow(10, decade))}</text>");
        }

        Append(svg, $"<text x=\"{left}\" y=\"{Head - 8}\">{Text(up)}</text>");
        Append(svg, $"<text x=\"{Width - right}\" y=\"{height - 12}\" text-anchor=\"end\">{Text(across)}</text>");
        for (var i = 0; i < lines.Count; i++)
        {
            var path = string.Join(' ', lines[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.#},{Y(p.Y):0.#}")));
            Append(svg, $"<polyline points=\"{path}\" class=\"line {Colours[i % Colours.Length]}\"/>");
            var (colour, y) = (Colours[i % Colours.Length], Head + (i * RowHeight));
            Append(svg, $"<rect x=\"{Width - right + 20}\" y=\"{y}\" width=\"14\" height=\"14\" class=\"{colour}\"/>");
            Append(svg, $"<text x=\"{Width - right + 42}\" y=\"{y + 12}\">{Text(lines[i].Label)}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>What was said and what was right, both from 0 to 1: what is said rightly lies on the diagonal, and what is said often is large.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="lines">Each with its bins.</param>
    public static string Reliability(string title, IReadOnlyList<(string Label, IReadOnlyList<(double Said, double Right, double Count)> Bins)> lines)
    {
        const int side = 360, left = 60, head = 40;
        double X(double x) => left + (x * side);
        double Y(double y) => head + ((1 - y) * side);
        var svg = Begin(title, head + side + 50);
        for (var tick = 0; tick <= 5; tick++)
        {
            var share = tick / 5.0;
            Append(svg, $"<line x1=\"{X(share):0.#}\" x2=\"{X(share):0.#}\" y1=\"{Y(0):0.#}\" y2=\"{Y(1):0.#}\" class=\"grid\"/>");
            Append(svg, $"<line x1=\"{X(0):0.#}\" x2=\"{X(1):0.#}\" y1=\"{Y(share):0.#}\" y2=\"{Y(share):0.#}\" class=\"grid\"/>");
            Append(svg, $"<text x=\"{X(share):0.#}\" y=\"{Y(0) + 18:0.#}\" text-anchor=\"middle\">{share:0.#}</text>");
            Append(svg, $"<text x=\"{X(0) - 6:0.#}\" y=\"{Y(share) + 4:0.#}\" text-anchor=\"end\">{share:0.#}</text>");
        }

        Append(svg, $"<line x1=\"{X(0):0.#}\" x2=\"{X(1):0.#}\" y1=\"{Y(0):0.#}\" y2=\"{Y(1):0.#}\" class=\"h\"/>");
        Append(svg, $"<text x=\"{X(1):0.#}\" y=\"{Y(0) + 36:0.#}\" text-anchor=\"end\">said</text>");
        Append(svg, $"<text x=\"{X(0) + 6:0.#}\" y=\"{Y(1) + 14:0.#}\">right</text>");
        for (var i = 0; i < lines.Count; i++)
        {
            var (colour, y) = (Colours[i % Colours.Length], head + (i * RowHeight));
            foreach (var (said, right, count) in lines[i].Bins)
                Append(svg, $"<circle cx=\"{X(said):0.#}\" cy=\"{Y(right):0.#}\" r=\"{1 + Math.Sqrt(count):0.#}\" fill-opacity=\"0.55\" class=\"{colour}\"/>");
            Append(svg, $"<rect x=\"{X(1) + 20:0.#}\" y=\"{y}\" width=\"14\" height=\"14\" class=\"{colour}\"/>");
            Append(svg, $"<text x=\"{X(1) + 42:0.#}\" y=\"{y + 12}\">{Text(lines[i].Label)}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static (double From, double To) Decades(IEnumerable<double> values)
    {
        var logs = values.Select(Math.Log10).ToList();
        var (from, to) = (Math.Floor(logs.Min()), Math.Ceiling(logs.Max()));
        return (from, Math.Max(to, from + 1));
    }

    private static StringBuilder Begin(string title, int height)
    {
        var svg = new StringBuilder();
        Append(svg,
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{height}}" width="{{Width}}" height="{{height}}" role="img"
              aria-label="{{Text(title)}}">
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328; } .title { font-weight: 600; font-size: 15px; }
            .grid { stroke: #d1d9e0; } .line { fill: none; stroke-width: 2; } .o { fill: #9aa4af; }
            .a { fill: #0969da; stroke: #0969da; } .b { fill: #bc4c00; stroke: #bc4c00; } .c { fill: #1a7f37; stroke: #1a7f37; }
            .d { fill: #8250df; stroke: #8250df; } .e { fill: #bf3989; stroke: #bf3989; } .f { fill: #9a6700; stroke: #9a6700; }
            .g { fill: #1b7c83; stroke: #1b7c83; } .h { fill: #59636e; stroke: #59636e; } .i { fill: #cf222e; stroke: #cf222e; }
            .line.a, .line.b, .line.c, .line.d, .line.e, .line.f, .line.g, .line.h, .line.i { fill: none; }
            @media (prefers-color-scheme: dark) { text { fill: #f0f6fc; } .grid { stroke: #3d444d; } .o { fill: #656c76; } }
            </style>
            <text x="12" y="22" class="title">{{Text(title)}}</text>
            """);
        return svg;
    }

    private static void Append(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 1 ? "0.##" : "0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
