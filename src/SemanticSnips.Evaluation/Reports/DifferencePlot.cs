namespace SemanticSnips.Evaluation;

/// <summary>Per-query differences between the main run and one leg, as sorted bars.</summary>
internal static class DifferencePlot
{
    private const double Width = 440, Height = 220, Left = 34, Right = 6, Top = 8, Bottom = 8;

    public static Html Render(ReportView view, RunResult leg)
    {
        var bars = view.Queries
            .Select(query => (Query: query, Difference: view.ValueOf(view.Main!, query) - view.ValueOf(leg, query)))
            .OrderByDescending(bar => bar.Difference).ThenBy(bar => bar.Query, StringComparer.Ordinal)
            .ToArray();
        var step = (Width - Left - Right) / Math.Max(1, bars.Length);
        return $"""
            <figure>
            <figcaption><b>against {leg.Name}</b>: better on {Count(1)}, equal on {Count(0)}, worse on {Count(-1)} queries</figcaption>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{view.Measure} of {view.Main!.Name} minus {leg.Name}, a bar a query">
            {new[] { -1, -.5, 0, .5, 1 }.Select(Line)}
            {bars.Select((bar, i) => (bar, i)).Where(entry => entry.bar.Difference != 0).Select(entry => Bar(entry.bar.Query, entry.bar.Difference, entry.i))}
            </svg>
            </figure>

            """;

        int Count(int sign) => bars.Count(bar => Math.Sign(bar.Difference) == sign);

        Html Bar(string query, double difference, int i)
        {
            var (from, to) = (Y(Math.Max(difference, 0)), Y(Math.Min(difference, 0)));
            var thickness = step > 3 ? step - 1 : step;
            Html tip = $"<title>{view.TipOf(query)} ({difference:+0.000;−0.000})</title>";
            Html box = $"x=\"{Left + (i * step):0.##}\" y=\"{from:0.##}\" width=\"{thickness:0.###}\" height=\"{to - from:0.##}\"";
            return $"<rect class=\"{(difference > 0 ? "gain" : "loss")}\" {box}>{tip}</rect>\n";
        }
    }

    private static double Y(double difference) => Top + ((1 - difference) / 2 * (Height - Top - Bottom));

    private static Html Line(double at) => $"""
        <line class="{(at == 0 ? "axis" : "grid")}" x1="{Left}" x2="{Width - Right}" y1="{Y(at):0.#}" y2="{Y(at):0.#}"/>
        <text class="end" x="{Left - 6}" y="{Y(at) + 4:0.#}">{at:+0.#;−0.#;0}</text>

        """;
}
