namespace SemanticSnips.Evaluation;

/// <summary>Per-query differences between the main run and one leg, as sorted bars.</summary>
internal static class DifferencePlot
{
    private static readonly PlotFrame Frame = new(440, 220, 40, 6, 8, 8) { Up = (-1, 1) };

    public static Html Render(ReportView view, RunResult leg)
    {
        var bars = view.Queries
            .Select(query => (Query: query, Difference: view.ValueOf(view.Main!, query) - view.ValueOf(leg, query)))
            .OrderByDescending(bar => bar.Difference).ThenBy(bar => bar.Query, StringComparer.Ordinal)
            .ToArray();
        var step = (Frame.RightEdge - Frame.Left) / Math.Max(1, bars.Length);
        return $"""
            <figure>
            <figcaption><b>against {leg.Name}</b>: better on {Count(1)}, equal on {Count(0)}, worse on {Count(-1)} queries</figcaption>
            <svg {Frame.ViewBox} role="img" aria-label="{view.Measure} of {view.Main!.Name} minus {leg.Name}, a bar a query">
            {Frame.Levels([-1, -.5, 0, .5, 1], "+0.#;−0.#;0")}
            <line class="axis" x1="{Frame.Left}" x2="{Frame.RightEdge}" y1="{Frame.Y(0):0.#}" y2="{Frame.Y(0):0.#}"/>
            {bars.Select((bar, i) => (bar, i)).Where(entry => entry.bar.Difference != 0).Select(entry => Bar(entry.bar.Query, entry.bar.Difference, entry.i))}
            </svg>
            </figure>

            """;

        int Count(int sign) => bars.Count(bar => Math.Sign(bar.Difference) == sign);

        Html Bar(string query, double difference, int i)
        {
            var (from, to) = (Frame.Y(Math.Max(difference, 0)), Frame.Y(Math.Min(difference, 0)));
            var thickness = step > 3 ? step - 1 : step;
            Html tip = $"<title>{view.TipOf(query)} ({difference:+0.000;−0.000})</title>";
            Html box = $"x=\"{Frame.Left + (i * step):0.##}\" y=\"{from:0.##}\" width=\"{thickness:0.###}\" height=\"{to - from:0.##}\"";
            return $"<rect class=\"{(difference > 0 ? "gain" : "loss")}\" {box}>{tip}</rect>\n";
        }
    }
}
