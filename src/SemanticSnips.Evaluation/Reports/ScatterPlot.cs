namespace SemanticSnips.Evaluation;

/// <summary>One leg against the other, a dot a query.</summary>
internal static class ScatterPlot
{
    private const double Size = 400, Left = 62, Right = 14, Top = 14, Bottom = 54;

    public static Html Render(ReportView view, RunResult across, RunResult up)
    {
        var dots = view.Queries
            .GroupBy(query => (X: Math.Round(view.ValueOf(across, query), 3), Y: Math.Round(view.ValueOf(up, query), 3)))
            .OrderByDescending(dot => dot.Count()).ThenBy(dot => dot.Key)
            .ToArray();
        var wins = view.Queries.Select(query => view.ValueOf(up, query).CompareTo(view.ValueOf(across, query))).ToArray();
        return $"""
            <figure class="square">
            <svg viewBox="0 0 {Size} {Size}" role="img" aria-label="{view.Measure} of {up.Name} over {across.Name}, a dot a query">
            {new[] { 0, .25, .5, .75, 1 }.Select(Grid)}
            <line class="axis" x1="{X(0)}" y1="{Y(0)}" x2="{X(1)}" y2="{Y(1)}"/>
            <text class="mid" x="{X(.5)}" y="{Size - 8}">{view.Measure}, {across.Name}</text>
            <text class="mid" transform="translate(12 {Y(.5)}) rotate(-90)">{view.Measure}, {up.Name}</text>
            {dots.Select(Dot)}
            </svg>
            <figcaption>
            <span class="up-key">●</span> {up.Name} better on {wins.Count(sign => sign > 0)}
            <span class="across-key">●</span> {across.Name} better on {wins.Count(sign => sign < 0)}
            <span class="even-key">●</span> equal on {wins.Count(sign => sign == 0)}
            </figcaption>
            </figure>

            """;

        Html Dot(IGrouping<(double X, double Y), string> dot)
        {
            var (x, y) = dot.Key;
            var side = y > x ? "dot-up" : y < x ? "dot-across" : "dot-even";
            var radius = Math.Min(12, 3.5 * Math.Sqrt(dot.Count()));
            var more = dot.Count() > 1 ? $" and {dot.Count() - 1} more" : "";
            Html tip = $"<title>{view.TipOf(dot.First())}{more} ({across.Name} {x:0.000}, {up.Name} {y:0.000})</title>";
            return $"<circle class=\"{side}\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"{radius:0.#}\">{tip}</circle>\n";
        }
    }

    private static double X(double value) => Left + (value * (Size - Left - Right));

    private static double Y(double value) => Top + ((1 - value) * (Size - Top - Bottom));

    private static Html Grid(double at) => $"""
        <line class="grid" x1="{X(0)}" x2="{X(1)}" y1="{Y(at):0.#}" y2="{Y(at):0.#}"/>
        <line class="grid" y1="{Y(0)}" y2="{Y(1)}" x1="{X(at):0.#}" x2="{X(at):0.#}"/>
        <text class="end" x="{X(0) - 16}" y="{Y(at) + 4:0.#}">{at:0.##}</text><text class="mid" x="{X(at):0.#}" y="{Y(0) + 27}">{at:0.##}</text>

        """;
}
