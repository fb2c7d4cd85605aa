namespace SemanticSnips.Evaluation;

/// <summary>The head of a report: what was measured, and the table of all runs.</summary>
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
            ("Build", result.ChunksPerSecond is { } speed ? (Html)$"{speed:N1} chunks a second" : null),
            ("Machine", result.Machine is { } machine ? (Html)$"{machine}" : null),
            ("Commit", result.Commit is { } commit ? (Html)$"<code>{commit}</code>" : null),
            ("Measured", result.Measured is { } measured ? (Html)$"{measured:yyyy-MM-dd HH:mm zzz}" : null),
            ("Command", result.Command is { } command ? (Html)$"<code>{command}</code>" : null),
        };
        return $"<dl>\n{facts.Where(fact => fact.Value is not null).Select(fact => (Html)$"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n")}</dl>";
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
            $"<tr><th scope=\"row\">{run.Name}</th>{measures.Select(measure => Cell(run, measure, best[measure]))}{(isTimed ? Time(run) : Html.Nothing)}</tr>\n";
    }

    private static Html Column(string name) => $"<th scope=\"col\" class=\"n\">{name}</th>";

    private static Html Chunks(BenchmarkResult result) => result.Chunks is { } chunks ? (Html)$", {chunks:N0} chunks" : Html.Nothing;

    private static Html Marks(BenchmarkResult result) => result.Baseline is { } baseline
        ? $" <span class=\"up\">▲</span> and <span class=\"down\">▼</span> differ from {baseline} with p &lt; .05 (paired randomisation test)."
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
            <td class="n">{comparison.Interval.Low:+0.000;−0.000;0.000} to {comparison.Interval.High:+0.000;−0.000;0.000}</td><td class="n">{comparison.P:0.0000}</td>
            <td class="n">{comparison.Better}</td><td class="n">{comparison.Equal}</td><td class="n">{comparison.Worse}</td></tr>

            """;
    }
}
