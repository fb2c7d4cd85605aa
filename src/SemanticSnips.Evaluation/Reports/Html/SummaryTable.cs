namespace SemanticSnips.Evaluation;

/// <summary>The figures of all runs: the few to be read from afar, the table, and what is needed to measure them again.</summary>
internal static class SummaryTable
{
    private static readonly string[] ComparisonColumns = ["Difference", "95 % interval", "p", "Better", "Equal", "Worse"];

    private static Html TimeColumn => Html.Literal("<th scope=\"col\" class=\"n\">ms a query<small>p50, p95</small></th>");

    public static Html Facts(BenchmarkResult result)
    {
        var facts = new (string Name, Html? Value)[]
        {
            ("Model", result.Model is { } model ? (Html)$"{model}" : null),
            ("Model file", result.ModelSha256 is { } hash ? (Html)$"<code>{hash}</code>" : null),
            ("Index", result.IndexBytes is { } bytes ? (Html)$"{bytes / 1e6:N1} MB{Chunks(result)}" : null),
            ("Chunks", result.Chunking is { } chunking ? (Html)$"{chunking}" : null),
            ("Build", result.ChunksPerSecond is { } speed ? (Html)$"{speed:N1} chunks a second" : null),
            ("Machine", result.Machine is { } machine ? (Html)$"{machine}" : null),
            ("Commit", result.Commit is { } commit ? (Html)$"<code>{commit}</code>" : null),
            ("Measured", result.Measured is { } measured ? (Html)$"{measured:yyyy-MM-dd HH:mm zzz}" : null),
            ("Command", result.Command is { } command ? (Html)$"<code>{command}</code>" : null),
        };
        Html[] known = [.. facts.Where(fact => fact.Value is not null).Select(fact => (Html)$"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n")];
        return known.Length == 0 ? Html.Nothing : $"""
            <section>
            <h2>To measure it again</h2>
            <dl>
            {known}
            </dl>
            </section>

            """;
    }

    public static Html Headline(ReportView view)
    {
        if (view.Main is not { } main || !main.Measures.TryGetValue(view.Measure, out var mean)) return Html.Nothing;
        var interval = main.Intervals.GetValueOrDefault(view.Measure);
        var best = view.Legs.MaxBy(leg => leg.Measures.GetValueOrDefault(view.Measure));
        var abstention = view.Result.Abstention is [var first, ..] ? first : null;
        return $"""
            <div class="cards">
            {Html.Card($"{view.Measure}, {main.Name}", $"{mean:0.000}", $"{interval.Low:0.000} to {interval.High:0.000}")}
            {(best is null ? Html.Nothing : Gain(view, best))}
            {(main.Measures.TryGetValue("MRR@10", out var mrr) && view.Measure != "MRR@10" ? Html.Card($"MRR@10, {main.Name}", $"{mrr:0.000}",
                $"{main.Intervals.GetValueOrDefault("MRR@10").Low:0.000} to {main.Intervals.GetValueOrDefault("MRR@10").High:0.000}") : Html.Nothing)}
            {(abstention is null ? Html.Nothing : Html.Card("AUROC of refusals", $"{abstention.AurocRelevance:0.000}",
                $"answerable against {abstention.Kind}"))}
            {(view.Result.Moments is { } moments ? Html.Card("at the right moment", $"{moments.RightMoment:0%}", $"of {moments.Queries:N0} first hits")
                : Html.Nothing)}
            {(main.MsPerQueryP50 is { } time ? Html.Card("a query", $"{time:0.#} ms", $"p50; p95 {main.MsPerQueryP95 ?? time:0.#} ms") : Html.Nothing)}
            </div>
            """;
    }

    private static Html Gain(ReportView view, RunResult leg)
    {
        var comparison = Comparison.Between(Values(view.Main!), Values(leg));
        return Html.Card(
            view.Legs.Count > 1 ? $"above {leg.Name}, the better leg" : $"above {leg.Name}",
            $"{comparison.Difference:+0.000;−0.000;0.000}",
            $"{comparison.Interval.Low:+0.000;−0.000;0.000} to {comparison.Interval.High:+0.000;−0.000;0.000}, p " +
                $"{(comparison.P < 0.001 ? "" : "= ")}{comparison.PText}");

        IReadOnlyDictionary<string, double> Values(RunResult run) =>
            view.Queries.ToDictionary(query => query, query => view.ValueOf(run, query), StringComparer.Ordinal);
    }

    public static Html Render(BenchmarkResult result)
    {
        if (result.Runs.Count == 0) return Html.Nothing;
        var measures = result.Runs[0].Measures.Keys.ToArray();
        var best = measures.ToDictionary(measure => measure, measure => result.Runs.Max(run => run.Measures.GetValueOrDefault(measure)));
        var isTimed = result.Runs.Any(run => run.MsPerQueryP50 is not null);
        return $"""
            <section>
            <h2>Summary</h2>
            <p>{measures[0]} of every run with its 95 % interval{(result.Baseline is { } baseline ? (Html)$"; the dashed line is {baseline}"
                : Html.Nothing)}.</p>
            {IntervalPlot.Render(result, measures[0])}
            <div class="wide"><table>
            <thead><tr><th scope="col">Run</th>{measures.Select(Column)}{(isTimed ? TimeColumn : Html.Nothing)}</tr></thead>
            <tbody>
            {result.Runs.Select(Row)}
            </tbody>
            </table></div>
            <p class="fine">Means over the judged queries, with 95 % bootstrap intervals. The best of each column is bold.{Marks(result)}</p>
            {Against(result, measures[0])}
            </section>

            """;

        Html Row(RunResult run) =>
            $"<tr><th scope=\"row\">{run.Name}</th>{measures.Select(measure => Cell(run, measure, best[measure]))}{(isTimed ? Time(run)
                : Html.Nothing)}</tr>\n";
    }

    private static Html Column(string name) => $"<th scope=\"col\" class=\"n\">{name}</th>";

    private static Html Chunks(BenchmarkResult result) => result.Chunks is { } chunks ? (Html)$", {chunks:N0} chunks" : Html.Nothing;

    private static Html Marks(BenchmarkResult result) => result.Baseline is { } baseline
        ? $" <span class=\"up\">▲</span> and <span class=\"down\">▼</span> differ from {baseline} with p &lt; .05 (paired randomisation test)."
        : Html.Nothing;

    private static Html Cell(RunResult run, string measure, double best)
    {
        if (!run.Measures.TryGetValue(measure, out var value)) return Html.Literal("<td></td>");
        Html number = value == best ? (Html)$"<b>{value:0.000}</b>" : $"{value:0.000}";
        Html interval = run.Intervals.TryGetValue(measure, out var ends) ? $"<small>{ends.Low:0.000} to {ends.High:0.000}</small>" : Html.Nothing;
        return $"<td class=\"n\">{Mark(run, measure)}{number}{interval}</td>";
    }

    private static Html Mark(RunResult run, string measure)
    {
        if (run.AgainstBaseline?.TryGetValue(measure, out var comparison) != true || !comparison!.IsSignificant) return Html.Nothing;
        return comparison.Difference > 0
            ? Html.Literal("<span class=\"up\" title=\"better than the baseline\">▲</span> ")
            : Html.Literal("<span class=\"down\" title=\"worse than the baseline\">▼</span> ");
    }

    private static Html Time(RunResult run) => run.MsPerQueryP50 is { } median
        ? $"<td class=\"n\">{median:0.0}{(run.MsPerQueryP95 is { } p95 ? (Html)$"<small>{p95:0.0}</small>" : Html.Nothing)}</td>"
        : Html.Literal("<td></td>");

    private static Html Against(BenchmarkResult result, string measure)
    {
        var compared = result.Runs.Where(run => run.AgainstBaseline?.ContainsKey(measure) == true).ToArray();
        if (compared.Length == 0) return Html.Nothing;
        return $"""
            <h3>{measure} against {result.Baseline}</h3>
            <div class="wide"><table>
            <thead><tr><th scope="col">Run</th>{ComparisonColumns.Select(Column)}</tr></thead>
            <tbody>
            {compared.Select(run => Row(run.Name, run.AgainstBaseline![measure]))}
            </tbody>
            </table></div>
            <p class="fine">Better, equal and worse count queries. p is not adjusted for the number of comparisons.</p>
            """;

        static Html Row(string name, Comparison comparison) => $"""
            <tr><th scope="row">{name}</th><td class="n">{comparison.Difference:+0.000;−0.000;0.000}</td>
            <td class="n">{comparison.Interval.Low:+0.000;−0.000;0.000} to {comparison.Interval.High:+0.000;−0.000;0.000}</td>
            <td class="n">{comparison.PText}</td>
            <td class="n">{comparison.Better}</td><td class="n">{comparison.Equal}</td><td class="n">{comparison.Worse}</td></tr>

            """;
    }
}
