namespace SemanticSnips.Evaluation;

/// <summary>A benchmark as one page to look at: self-contained, offline, without scripts, light or dark as the reader's system is.</summary>
/// <remarks>Thread-safe.</remarks>
public static class HtmlReport
{
    internal const int WorstQueries = 12;

    /// <summary>Renders one or several results on one page.</summary>
    /// <param name="results">At least one. Plots and query lists need the values per query and the queries' texts.</param>
    /// <exception cref="ArgumentException">There are no results.</exception>
    public static string Render(params IReadOnlyList<BenchmarkResult> results)
    {
        if (results.Count == 0) throw new ArgumentException("There is no result to show.", nameof(results));
        var title = $"Retrieval benchmark: {string.Join(", ", results.Select(result => result.Dataset))}";
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <style>
            {Html.Literal(HtmlStyle.Css)}
            </style>
            </head>
            <body>
            <main>
            {results.Select(Section)}
            </main>
            </body>
            </html>

            """;
        return page.ToString();
    }

    private static Html Section(BenchmarkResult result)
    {
        var view = new ReportView(result);
        return $"""
            <article>
            <header>
            <p class="kind">Retrieval benchmark</p>
            <h1>{result.Dataset}</h1>
            <p class="lead">{result.Documents:N0} documents, {result.Queries:N0} judged queries{(result.WithinGroup ? ", ranked within the query's own group"
                : "")}</p>
            {SummaryTable.Headline(view)}
            </header>
            {(result.Notes ?? []).Select(note => (Html)$"<p class=\"note\">{note}</p>\n")}
            {SummaryTable.Render(result)}
            {Differences(view)}
            {Scatter(view)}
            {Curves(view)}
            {RelevanceSection.Render(result)}
            {TranscriptSection.Render(result)}
            {Worst(view)}
            {SummaryTable.Facts(result)}
            </article>

            """;
    }

    private static Html Differences(ReportView view) => view.Main is null || view.Legs.Count == 0 ? Html.Nothing : $"""
        <section>
        <h2>{view.Main.Name} against {(view.Legs.Count > 1 ? "each leg" : view.Legs[0].Name)}, query by query</h2>
        <p>Each bar is one query: {view.Measure} of {view.Main.Name} minus that of {(view.Legs.Count > 1 ? "the leg"
            : view.Legs[0].Name)}, from the greatest gain to the greatest loss.</p>
        <div class="pair">
        {view.Legs.Select(leg => DifferencePlot.Render(view, leg))}
        </div>
        </section>

        """;

    private static Html Scatter(ReportView view)
    {
        if (view.Main is null || view.Legs.Count == 0) return Html.Nothing;
        var (across, up) = (view.Legs[0], view.Legs.Count > 1 ? view.Legs[1] : view.Main);
        return $"""
            <section>
            <h2>Where each {(view.Legs.Count > 1 ? "leg" : "run")} wins</h2>
            <p>Each dot is one query. Above the line {up.Name} ranks it better, below it {across.Name}; larger dots are several queries.</p>
            {ScatterPlot.Render(view, across, up)}
            </section>

            """;
    }

    private static Html Curves(ReportView view) => view.Result.Curves is not { Count: > 0 } curves ? Html.Nothing : $"""
        <section>
        <h2>What the constants of ranking do</h2>
        <p>{view.Measure} of the hybrid for other values of one constant, all others as they are.</p>
        {CurvePlot.Render(view, [.. curves.Where(curve => curve.Points.Count > 0)])}
        </section>

        """;

    private static Html Worst(ReportView view)
    {
        if (view.Main is null) return Html.Nothing;
        var runs = view.Legs.Prepend(view.Main).ToArray();
        return $"""
            <section>
            <h2>The queries that {view.Main.Name} answers worst</h2>
            <p>Lowest {view.Measure} first; among equals, those first that a leg alone ranks well.</p>
            <div class="wide"><table>
            <thead><tr><th scope="col">Query</th>{runs.Select(run => (Html)$"<th scope=\"col\" class=\"n\">{run.Name}</th>")}</tr></thead>
            <tbody>
            {view.Worst(WorstQueries).Select(Row)}
            </tbody>
            </table></div>
            </section>

            """;

        Html Row(string query) => $"""
            <tr><td>{view.TextOf(query)} <span class="id">{query}</span>{Opened(view.Result.Opened?.GetValueOrDefault(query), view.Main!.Name)}</td>
            {runs.Select(run => (Html)$"<td class=\"n\">{view.ValueOf(run, query):0.000}</td>")}</tr>

            """;
    }

    /// <summary>What was found beside what was judged, folded away until somebody asks.</summary>
    private static Html Opened(OpenedQuery? opened, string run) => opened is null ? Html.Nothing : $"""
        <details><summary>Found and judged</summary>
        <div class="pair"><div><h4>{run} found</h4><ol>{opened.Hits.Select(Document)}</ol></div>
        <div><h4>Judged relevant</h4><ul>{opened.Judged.Select(Document)}</ul></div></div>
        </details>
        """;

    private static Html Document(OpenedDocument document) =>
        $"<li><span class=\"id\">{document.Id}{(document.Grade > 0 ? $", judged {document.Grade}" : "")}</span> {document.Text}</li>\n";
}
