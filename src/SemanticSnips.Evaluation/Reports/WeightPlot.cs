namespace SemanticSnips.Evaluation;

/// <summary>The main measure over the weight of the keyword leg, with the legs alone as lines to beat.</summary>
internal static class WeightPlot
{
    private const double Width = 940, Height = 300, Left = 52, Right = 110, Top = 12, Bottom = 44;

    public static Html Render(ReportView view, IReadOnlyList<WeightPoint> curve)
    {
        var points = curve.OrderBy(point => point.Weight).ToArray();
        var legs = view.Result.Runs
            .Where(run => run.Name is "keyword" or "vector" && run.Measures.ContainsKey(view.Measure))
            .Select(run => (run.Name, Value: run.Measures[view.Measure]))
            .OrderByDescending(leg => leg.Value)
            .ToArray();
        var values = points.Select(point => point.Value).Concat(legs.Select(leg => leg.Value)).ToArray();
        var low = Math.Floor((values.Min() - .005) * 20) / 20;
        var high = Math.Ceiling((values.Max() + .005) * 20) / 20;
        var (first, last) = (points[0].Weight, points[^1].Weight);
        var line = string.Join(' ', points.Select(point => FormattableString.Invariant($"{X(point.Weight):0.#},{Y(point.Value):0.#}")));
        var ticks = Enumerable.Range(0, 6).Select(i => low + (i * (high - low) / 5));
        var marks = Enumerable.Range(0, 6).Select(i => first + (i * (last - first) / 5));
        return $"""
            <figure>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{view.Measure} over the weight of the keyword leg">
            {ticks.Select(at => (Html)$"{Level("grid", at)}<text class=\"end\" x=\"{Left - 8}\" y=\"{Y(at) + 4:0.#}\">{at:0.000}</text>\n")}
            {marks.Select(at => (Html)$"<text class=\"mid\" x=\"{X(at):0.#}\" y=\"{Height - Bottom + 18}\">{at:0.##}</text>\n")}
            <text class="mid" x="{(Left + Width - Right) / 2}" y="{Height - 6}">weight</text>
            {legs.Select(Leg)}
            <polyline class="curve" points="{line}"/>
            {points.Select(Point)}
            </svg>
            </figure>

            """;

        double X(double weight) => Left + ((last > first ? (weight - first) / (last - first) : .5) * (Width - Left - Right));
        double Y(double value) => Top + ((high - value) / (high - low) * (Height - Top - Bottom));

        Html Level(string kind, double value) =>
            $"<line class=\"{kind}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/>";

        Html Leg((string Name, double Value) leg, int i)
        {
            // Two legs with nearly the same mean would write over one another.
            var nudge = i == 1 && Y(leg.Value) - Y(legs[0].Value) < 14 ? 14 - (Y(leg.Value) - Y(legs[0].Value)) : 0;
            return $"{Level("leg", leg.Value)}<text x=\"{Width - Right + 8}\" y=\"{Y(leg.Value) + 4 + nudge:0.#}\">{leg.Name} {leg.Value:0.000}</text>\n";
        }

        Html Point(WeightPoint point)
        {
            var isUsed = view.Result.Weight is { } weight && Math.Abs(weight - point.Weight) < 1e-9;
            Html tip = $"<title>weight {point.Weight:0.###}: {point.Value:0.000}</title>";
            Html place = $"cx=\"{X(point.Weight):0.#}\" cy=\"{Y(point.Value):0.#}\" r=\"{(isUsed ? 6 : 3)}\"";
            return $"<circle class=\"{(isUsed ? "used" : "point")}\" {place}>{tip}</circle>\n";
        }
    }
}
