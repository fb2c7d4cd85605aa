namespace SemanticSnips.Evaluation;

/// <summary>The main measure of every run with its interval, a row a run.</summary>
internal static class IntervalPlot
{
    private const double Row = 30;

    public static Html Render(BenchmarkResult result, string measure)
    {
        var runs = result.Runs.Where(run => run.Measures.ContainsKey(measure) && run.Intervals.ContainsKey(measure)).ToArray();
        if (runs.Length == 0) return Html.Nothing;
        var range = PlotFrame.Around(runs.SelectMany(run => new[] { run.Intervals[measure].Low, run.Intervals[measure].High }));
        var across = (Math.Max(0, range.From), Math.Min(1, range.To));
        var height = (runs.Length * Row) + 34;
        var baseline = runs.FirstOrDefault(run => run.Name == result.Baseline);

        // Drawn for either width, the style shows one: scaled down its words would be too small, and scrolled the best row's end would be out of sight.
        var broad = Draw(new PlotFrame(940, height, 150, 60, 4, 30) { Across = across }, "broad", 8);
        var slim = Draw(new PlotFrame(370, height, 110, 58, 4, 30) { Across = across }, "slim", 3);
        return $"{broad}{slim}";

        Html Draw(PlotFrame frame, string width, int ticks) => $"""
            <figure class="{width}">
            <svg {frame.ViewBox} role="img" aria-label="{measure} of every run with its 95 % interval">
            {frame.Uprights(PlotFrame.Ticks(frame.Across, ticks), "0.##")}
            {(baseline is null ? Html.Nothing
                : (Html)($"<line class=\"leg\" x1=\"{frame.X(baseline.Measures[measure]):0.#}\" x2=\"{frame.X(baseline.Measures[measure]):0.#}\" " +
                    $"y1=\"{frame.Top}\" y2=\"{frame.Floor}\"/>"))}
            {runs.Select((run, i) => Dot(frame, run, frame.Top + ((i + .5) * Row)))}
            </svg>
            </figure>

            """;

        Html Dot(PlotFrame frame, RunResult run, double y)
        {
            var (mean, interval) = (run.Measures[measure], run.Intervals[measure]);
            Html kind = run.Name == "hybrid" ? Html.Literal(" main") : Html.Nothing;
            return $"""
                <text class="end name{kind}" x="{frame.Left - 16}" y="{y + 4:0.#}">{Short(run.Name)}</text>
                <line class="whisker{kind}" x1="{frame.X(interval.Low):0.#}" x2="{frame.X(interval.High):0.#}" y1="{y:0.#}" y2="{y:0.#}"/>
                <circle class="mean{kind}" cx="{frame.X(mean):0.#}" cy="{y:0.#}" r="5"><title>{run.Name}: {mean:0.000} [{interval.Low:0.000},
                    {interval.High:0.000}]</title></circle>
                <text class="name{kind}" x="{frame.RightEdge + 12}" y="{y + 4:0.#}">{mean:0.000}</text>

                """;
        }
    }

    private static string Short(string name) => name.Length <= 20 ? name : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[18]) ? 18 : 19), "…");
}
