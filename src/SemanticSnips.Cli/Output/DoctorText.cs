namespace SemanticSnips.Cli.Output;

/// <summary>The doctor's findings, a line each, for people.</summary>
internal static class DoctorText
{
    private const int NameWidth = 10;

    public static void Write(Page page, Check check)
    {
        var indent = new string(' ', 9 + NameWidth + 2);
        var label = new Paragraph()
            .Add(check.Ok ? "ok       " : "problem  ", check.Ok ? Style.Good : Style.Poor)
            .Add(check.Name.PadRight(NameWidth + 2), Style.Title);
        page.Line(new Paragraph().Add(check.Message), indent, label);
        if (Remedies.For(check) is { } todo) page.Line($"→ {todo}", check.Ok ? Style.Dim : Style.Plain, indent);
    }

    /// <summary>What a repair did, in sentences.</summary>
    public static void Write(Page page, RepairReport report, Func<string, string> shorten)
    {
        page.Line($"Mended: {Times.Count(report.Snips, "snip")} in the index, {Times.Count(report.Embedded, "passage")} embedded again"
            + (report.Orphans > 0 ? $", {Times.Count(report.Orphans, "left-over file")} removed." : "."));
        if (report.Lost > 0)
            page.Line($"The stored text of at least {Times.Count(report.Lost, "snip")} could not be read. Import it again with: snips index FILE-OR-FOLDER");
        if (report.RootsLost) page.Line("Which folders were imported could not be read. Name them once more with: snips index FILE-OR-FOLDER");
        if (report.Pending > 0) page.Line($"Stopped: {Times.Count(report.Pending, "passage")} left to embed. Finish with: snips index");
        foreach (var place in report.SetAside) page.Line($"Kept beside, as it was: {shorten(place)}");
    }
}
