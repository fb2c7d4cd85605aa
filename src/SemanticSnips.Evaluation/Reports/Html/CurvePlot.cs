namespace SemanticSnips.Evaluation;

/// <summary>The main measure over the values of a ranking constant, with the legs alone as lines to beat.</summary>
internal static class CurvePlot
{
    public static Html Render(ReportView view, IReadOnlyList<ConstantCurve> curves)
    {
        var legs = view.Result.Runs
            .Where(run => run.Name is "keyword" or "vector" && run.Measures.ContainsKey(view.Measure))
            .Select(run => (run.Name, Value: run.Measures[view.Measure]))
            .ToArray();

        // One scale for all, so that flat curves look flat; a leg far below is left out rather than flattening them.
        var means = curves.SelectMany(curve => curve.Points).Select(point => point.Mean).ToArray();
        var reach = Math.Max(means.Max() - means.Min(), .05);
        var shown = legs.Where(leg => leg.Value > means.Min() - reach && leg.Value < means.Max() + reach).ToArray();
        var up = PlotFrame.Around(means.Concat(shown.Select(leg => leg.Value)));
        return $"""
            <div class="triple">
            {curves.Select(curve => Figure(view, curve, shown, up))}
            </div>
            <p class="fine"><span class="key curve-key">●</span> in use. {(shown.Length > 0 ? (Html)$"Dashed: {string.Join(" and ", shown.Select(leg =>
                FormattableString.Invariant($"{leg.Name} alone, {leg.Value:0.000}")))}." : Html.Nothing)}</p>
            """;
    }

    private static Html Figure(ReportView view, ConstantCurve curve, (string Name, double Value)[] legs, (double From, double To) up)
    {
        var points = curve.Points.OrderBy(point => point.Value).ToArray();
        var (first, last) = (points[0].Value, points[^1].Value);
        var frame = new PlotFrame(320, 230, 50, 12, 12, 30) { Across = last > first ? (first, last) : (first - .5, first + .5), Up = up };
        return $"""
            <figure>
            <figcaption><b>{curve.Constant}</b> {curve.Meaning}</figcaption>
            <svg {frame.ViewBox} role="img" aria-label="{view.Measure} over {curve.Constant}">
            {frame.Levels(PlotFrame.Ticks(up), "0.00#")}
            {frame.Uprights(PlotFrame.Ticks(frame.Across), "0.##")}
            {legs.Select(leg => (Html)($"<line class=\"leg\" x1=\"{frame.Left}\" x2=\"{frame.RightEdge}\" y1=\"{frame.Y(leg.Value):0.#}\" " +
                $"y2=\"{frame.Y(leg.Value):0.#}\"><title>{leg.Name} {leg.Value:0.000}</title></line>\n"))}
            {frame.Line("curve", points.Select(point => (point.Value, point.Mean)))}
            {points.Select(Point)}
            </svg>
            </figure>

            """;

        Html Point(CurvePoint point)
        {
            var isUsed = Math.Abs(curve.Used - point.Value) < 1e-9;
            Html place = $"cx=\"{frame.X(point.Value):0.#}\" cy=\"{frame.Y(point.Mean):0.#}\" r=\"{(isUsed ? 6 : 3)}\"";
            return $"<circle class=\"{(isUsed ? "used" : "point")}\" {place}><title>{curve.Constant} {point.Value:0.###}: " +
                $"{point.Mean:0.000}</title></circle>\n";
        }
    }
}
