namespace SemanticSnips.Cli.Output;

/// <summary>Snips in a line each, under their episodes, for people.</summary>
internal static class ListText
{
    /// <summary>As wide as a range with hours.</summary>
    private const int RangeWidth = 15;

    private const int IdWidth = 8;

    /// <summary>Where columns beside each other leave too little for a title, it stands below.</summary>
    private const int NarrowPage = 60;

    public static void Write(Page page, IReadOnlyList<Snip> snips)
    {
        (string?, string?, DateOnly?)? before = null;
        var indent = new string(' ', 2 + IdWidth + 2 + RangeWidth + 2);
        foreach (var snip in snips)
        {
            var episode = (snip.Episode.Show, snip.Episode.Title, snip.Episode.Published);
            if (episode != before)
            {
                if (before is not null) page.Line();
                page.Line(new Paragraph().AddAll(
                [
                    (SnipLines.Episode(snip) ?? "Unknown episode", Style.Title, snip.Episode.Url),
                    (snip.Episode.Published?.ToString("O"), Style.Dim, null),
                ]));
                before = episode;
            }

            var line = new Paragraph()
                .AddTitle(snip)
                .AddAll([(string.Join(" ", snip.Tags.Select(t => $"#{t}")), Style.Dim, null), (snip.HasTranscript ? null : "no transcript", Style.Dim, null)]);
            var label = new Paragraph()
                .Add($"  {SnipLines.IdOf(snip).PadRight(IdWidth)}  ", Style.Dim)
                .Add($"{(Times.ShowRange(snip.Start, snip.End) ?? "").PadLeft(RangeWidth)}  ");
            if (page.Width >= NarrowPage)
            {
                page.Line(line, indent, label);
            }
            else
            {
                page.Line(new Paragraph().Add(SnipLines.IdOf(snip), Style.Dim).Add($"  {Times.ShowRange(snip.Start, snip.End)}".TrimEnd()), "  ");
                page.Line(line, "    ");
            }
        }
    }
}
