namespace SemanticSnips.Evaluation;

/// <summary>Whether relevance can be trusted: as a probability, and to tell what has no answer.</summary>
internal static class RelevanceSection
{
    private static readonly string[] Columns =
        ["Answerable", "Not answerable", "AUROC by relevance", "AUROC by score", "Answered wrongly", "Refused wrongly", "Risk area", "Best possible"];

    private static readonly double[] Ticks = [0, .2, .4, .6, .8, 1];

    public static Html Render(BenchmarkResult result)
    {
        if (result.Calibration is null && result.Abstention is not { Count: > 0 }) return Html.Nothing;
        return $"""
            <section>
            <h2>Whether relevance can be trusted</h2>
            <p>Each hit comes with a probability that it is relevant; below a threshold the engine says that nothing answers the question.</p>
            <div class="triple">
            {(result.Calibration is { } calibration ? Reliability(calibration) : Html.Nothing)}
            {(result.Abstention ?? []).Select(Risk)}
            </div>
            {(result.Abstention is { Count: > 0 } kinds ? Table(kinds) : Html.Nothing)}
            </section>

            """;
    }

    private static Html Reliability(CalibrationResult calibration)
    {
        var frame = new PlotFrame(340, 300, 58, 20, 12, 48);
        var bins = calibration.Bins.Where(bin => bin.Count > 0).ToArray();
        return $"""
            <figure>
            <figcaption><b>Said and true</b>, over {calibration.Hits:N0} hits: mean gap {calibration.ExpectedCalibrationError:0.000}, Brier
                {calibration.Brier:0.000}</figcaption>
            <svg {frame.ViewBox} role="img" aria-label="How often hits are relevant over the relevance that they were given">
            {frame.Levels(Ticks, "0.#")}
            {frame.Uprights(Ticks, "0.#")}
            {frame.Line("leg", [(0, 0), (1, 1)])}
            {frame.Names("relevance said", "share judged relevant")}
            {bins.Select(Whisker)}
            {frame.Line("curve thin", bins.Select(bin => (bin.MeanProbability, bin.Frequency)))}
            {bins.Select(Dot)}
            </svg>
            <figcaption>Each dot is a tenth of the scale, larger for more hits, with its 95 % interval. On the dashed line things happen as often as said;
                what nobody judged counts as not relevant.</figcaption>
            </figure>

            """;

        Html Whisker(ReliabilityBin bin) =>
            $"<line class=\"whisker\" x1=\"{frame.X(bin.MeanProbability):0.#}\" x2=\"{frame.X(bin.MeanProbability):0.#}\" " +
                $"y1=\"{frame.Y(bin.FrequencyInterval.Low):0.#}\" y2=\"{frame.Y(bin.FrequencyInterval.High):0.#}\"/>\n";

        Html Dot(ReliabilityBin bin)
        {
            var radius = 3 + (9 * Math.Sqrt((double)bin.Count / calibration.Hits));
            Html tip = $"<title>said {bin.MeanProbability:0.00}, was {bin.Frequency:0.00} ({bin.Count:N0} hits)</title>";
            return $"<circle class=\"used\" cx=\"{frame.X(bin.MeanProbability):0.#}\" cy=\"{frame.Y(bin.Frequency):0.#}\" r=\"{radius:0.#}\">{tip}</circle>\n";
        }
    }

    private static Html Risk(AbstentionResult kind)
    {
        var frame = new PlotFrame(340, 300, 58, 20, 12, 48);
        var all = kind.RiskCoverage[^1].Risk;
        var best = Enumerable.Range(1, 100).Select(i => i / 100.0).Select(share => (share, Math.Max(0, (share - (1 - all)) / share)));
        return $"""
            <figure>
            <figcaption><b>Risk when only the surest are answered</b>, {kind.Kind}</figcaption>
            <svg {frame.ViewBox} role="img" aria-label="Share of wrong answers over the share of questions answered, {kind.Kind}">
            {frame.Levels(Ticks, "0%")}
            {frame.Uprights(Ticks, "0%")}
            {frame.Names("questions answered", "of these, wrong")}
            {frame.Line("leg", best)}
            {frame.Line("curve second", Points(kind.RiskCoverageScore))}
            {frame.Line("curve", Points(kind.RiskCoverage))}
            {AtThreshold()}
            </svg>
            <figcaption><span class="key dot-up">━</span> by relevance <span class="key dot-across">━</span> by score <span class="key dot-even">╌</span> best
                possible
            <span class="key dot-up">●</span> as it answers now</figcaption>
            </figure>

            """;

        static IEnumerable<(double X, double Y)> Points(IEnumerable<RiskCoveragePoint> points) => points.Select(point => (point.Coverage, point.Risk));

        Html AtThreshold()
        {
            var answered = ((kind.Answerable * (1 - kind.FalseRefusals)) + (kind.Unanswerable * kind.FalseAnswers)) / (kind.Answerable + kind.Unanswerable);
            var point = kind.RiskCoverage.MinBy(point => Math.Abs(point.Coverage - answered));
            return $"<circle class=\"used\" cx=\"{frame.X(answered):0.#}\" cy=\"{frame.Y(point.Risk):0.#}\" r=\"6\"><title>answers {answered:0.0%}, of " +
                $"these {point.Risk:0.0%} wrong</title></circle>";
        }
    }

    private static Html Table(IReadOnlyList<AbstentionResult> kinds) => $"""
        <div class="wide"><table>
        <thead><tr><th scope="col">Questions without answer</th>{Columns.Select(name => (Html)$"<th scope=\"col\" class=\"n\">{name}</th>")}</tr></thead>
        <tbody>
        {kinds.Select(Row)}
        </tbody>
        </table></div>
        <p class="fine"><b>masked</b>: the same questions with their judged documents hidden, the hard kind; <b>unanswerable</b>: questions that the
            collection marks so.
        <b>AUROC</b>: how often the first hit of an answerable question stands above that of one without answer; .5 is chance.
        <b>Answered wrongly</b> and <b>refused wrongly</b>: shares of each kind at relevance {kinds[0].Threshold:0.000}.
        <b>Risk area</b>: the mean risk over all shares of questions answered. An answer is wrong where the first hit is not judged relevant.</p>
        """;

    private static Html Row(AbstentionResult kind) => $"""
        <tr><th scope="row">{kind.Kind}</th><td class="n">{kind.Answerable:N0}</td><td class="n">{kind.Unanswerable:N0}</td>
        <td class="n">{kind.AurocRelevance:0.000}</td><td class="n">{kind.AurocScore:0.000}</td><td class="n">{kind.FalseAnswers:0.0%}</td>
        <td class="n">{kind.FalseRefusals:0.0%}</td><td class="n">{kind.RiskArea:0.000}</td><td class="n">{kind.RiskAreaBest:0.000}</td></tr>

        """;
}
