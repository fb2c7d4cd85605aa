namespace SemanticSnips.Evaluation;

/// <summary>The measures beside the classic ones: abstention, and how near the right moment is.</summary>
internal static class FurtherMeasures
{
    private static readonly string[] AbstentionColumns = ["Questions", "AUROC, relevance", "AUROC, score", "False answers", "False refusals", "Risk area, relevance", "Risk area, score"];

    public static Html Render(BenchmarkResult result) => $"{Abstention(result)}{Moments(result)}";

    private static Html Abstention(BenchmarkResult result) => result.Abstention is not { Count: > 0 } kinds ? Html.Nothing : $"""
        <section>
        <h2>Telling what has no answer</h2>
        <div class="wide"><table>
        <thead><tr><th scope="col">Unanswerable questions</th>{AbstentionColumns.Select(name => (Html)$"<th scope=\"col\" class=\"n\">{name}</th>")}</tr></thead>
        <tbody>
        {kinds.Select(Row)}
        </tbody>
        </table></div>
        <p class="fine">AUROC: how often the first hit of an answerable question stands above that of an unanswerable one; .5 is chance. False answers and
        refusals at relevance {kinds[0].Threshold:0.000}. Masked: the same questions with their judged documents hidden.</p>
        {kinds.Select(Risks)}
        </section>

        """;

    private static Html Row(AbstentionResult kind) => $"""
        <tr><th scope="row">{kind.Kind}</th><td class="n">{kind.Answerable}<small>and {kind.Unanswerable} without answer</small></td>
        <td class="n">{kind.AurocRelevance:0.000}</td><td class="n">{kind.AurocScore:0.000}</td><td class="n">{kind.FalseAnswers:0.0%}</td>
        <td class="n">{kind.FalseRefusals:0.0%}</td><td class="n">{kind.RiskArea:0.000}</td><td class="n">{kind.RiskAreaScore:0.000}</td></tr>

        """;

    private static Html Risks(AbstentionResult kind) => $"""
        <h3>Risk when only the surest are answered, {kind.Kind}</h3>
        <div class="wide"><table>
        <thead><tr><th scope="col">Answered</th>{kind.RiskCoverage.Select(point => (Html)$"<th scope=\"col\" class=\"n\">{point.Coverage:0%}</th>")}</tr></thead>
        <tbody><tr><th scope="row">Wrong</th>{kind.RiskCoverage.Select(point => (Html)$"<td class=\"n\">{point.Risk:0.0%}</td>")}</tr></tbody>
        </table></div>
        """;

    private static Html Moments(BenchmarkResult result) => result.Moments is not { } moments ? Html.Nothing : $"""
        <section>
        <h2>The right moment</h2>
        <p>Over {moments.Queries} questions, the hybrid's first hit against the judged stretch nearest to it: temporal IoU {moments.PassageIou:0.000} for the
        passage and {moments.DocumentIou:0.000} for the whole snip; {(moments.StartErrorSeconds is { } error ? (Html)$"median start-time error {error:0.#} s; " : Html.Nothing)}{moments.DuplicateRate:0.0%}
        of the first ten hits repeat a moment.</p>
        </section>

        """;
}
