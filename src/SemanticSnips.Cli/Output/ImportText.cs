namespace SemanticSnips.Cli.Output;

/// <summary>What an import came to, for people.</summary>
internal static class ImportText
{
    /// <summary>Places that are named one by one; the rest is counted.</summary>
    private const int MaxNamed = 10;

    public static void Write(Page page, ImportReport report, bool embeds, Func<string, string> shorten)
    {
        var changes = new[]
        {
            (report.New, "new"), (report.Changed, "changed"), (report.Unchanged, "unchanged"),
            (report.Merged, "merged with another version"), (report.Removed, "removed"), (report.Gone, "no longer in their source (--prune removes them)"),
        };
        var counted = string.Join(", ", changes.Where(c => c.Item1 > 0).Select(c => Times.Count(c.Item1, c.Item2, c.Item2)));
        page.Line(new Paragraph()
            .Add($"Read {Times.Count(report.Files, "file")} in {Times.ShowDuration(report.Elapsed)}. ")
            .Add($"Snips: {(counted.Length > 0 ? counted : "none")}."));
        page.Line($"Chunks: {Times.Count(report.Chunks, "in the index", "in the index")}, {Times.Count(report.Embedded, "embedded", "embedded")} now."
            + (embeds ? "" : " The snips are searchable by words; 'snips index' embeds the rest."));
        if (report.RepairedSpans > 0) page.Line($"Repaired {Times.Count(report.RepairedSpans, "stretch", "stretches")} of doubly encoded text.");
        Write(page, "Not read", [.. report.Skipped.Select(s => (shorten(s.File), s.Reason))]);
        Write(page, "Read in part", [.. report.Warnings.Select(w => (w.Line > 0 ? $"{shorten(w.File)}:{w.Line}" : shorten(w.File), w.Message))]);
    }

    private static void Write(Page page, string title, IReadOnlyList<(string Where, string What)> places)
    {
        if (places.Count == 0) return;
        page.Line();
        page.Line($"{title}: {places.Count}", Style.Fair);
        foreach (var (where, what) in places.Take(MaxNamed))
            page.Line(new Paragraph().Add(where, Style.Title).Add($"  {what}"), "    ", new Paragraph().Add("  "));
        if (places.Count > MaxNamed) page.Line($"… and {places.Count - MaxNamed} more; --json names all.", Style.Dim, "  ");
    }
}
