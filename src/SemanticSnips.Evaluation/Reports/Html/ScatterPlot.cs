namespace SemanticSnips.Evaluation;

/// <summary>One leg against the other, a dot a query; beside it the queries that each wins by most.</summary>
internal static class ScatterPlot
{
    private const int ShownWins = 4;

    private static readonly double[] Ticks = [0, .25, .5, .75, 1];
    private static readonly PlotFrame Frame = new(440, 440, 62, 14, 14, 54) { Across = (-.03, 1.03), Up = (-.03, 1.03) };

    public static Html Render(ReportView view, RunResult across, RunResult up)
    {
        var dots = view.Queries
            .GroupBy(query => (X: Math.Round(view.ValueOf(across, query), 3), Y: Math.Round(view.ValueOf(up, query), 3)))
            .OrderByDescending(dot => dot.Count()).ThenBy(dot => dot.Key)
            .ToArray();
        return $"""
            <div class="pair">
            <figure>
            <svg {Frame.ViewBox} role="img" aria-label="{view.Measure} of {up.Name} over {across.Name}, a dot a query">
            {Frame.Levels(Ticks, "0.##")}
            {Frame.Uprights(Ticks, "0.##")}
            <line class="axis" x1="{Frame.X(0):0.#}" y1="{Frame.Y(0):0.#}" x2="{Frame.X(1):0.#}" y2="{Frame.Y(1):0.#}"/>
            {Frame.Names($"{view.Measure}, {across.Name}", $"{view.Measure}, {up.Name}")}
            {dots.Select(Dot)}
            </svg>
            </figure>
            <div>
            {Wins("dot-up", up, across)}
            {Wins("dot-across", across, up)}
            <p class="fine"><span class="key dot-even">●</span> Both rank {view.Queries.Count(query => view.ValueOf(up, query) == view.ValueOf(across,
                query))} queries alike.</p>
            </div>
            </div>

            """;

        Html Dot(IGrouping<(double X, double Y), string> dot)
        {
            var (x, y) = dot.Key;
            var side = y > x ? "dot-up" : y < x ? "dot-across" : "dot-even";
            var radius = Math.Min(14, 3.5 * Math.Sqrt(dot.Count()));
            var more = dot.Count() > 1 ? $" and {dot.Count() - 1} more" : "";
            Html tip = $"<title>{view.TipOf(dot.First())}{more} ({across.Name} {x:0.000}, {up.Name} {y:0.000})</title>";
            return $"<circle class=\"{side}\" cx=\"{Frame.X(x):0.#}\" cy=\"{Frame.Y(y):0.#}\" r=\"{radius:0.#}\">{tip}</circle>\n";
        }

        Html Wins(string kind, RunResult winner, RunResult loser)
        {
            var won = view.Queries
                .Select(query => (Query: query, By: view.ValueOf(winner, query) - view.ValueOf(loser, query)))
                .Where(win => win.By > 0)
                .OrderByDescending(win => win.By).ThenBy(win => win.Query, StringComparer.Ordinal)
                .ToArray();
            return $"""
                <p class="won"><span class="key {kind}">●</span> <b>{winner.Name}</b> ranks {won.Length} queries better{(won.Length > 0 ? ", above all"
                    : "")}</p>
                <ul>{won.Take(ShownWins).Select(win => (Html)$"<li>{view.BriefOf(win.Query)} <span class=\"id\">+{win.By:0.00}</span></li>\n")}</ul>
                """;
        }
    }
}
