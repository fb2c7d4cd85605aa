namespace SemanticSnips.Cli.Output;

/// <summary>One snip with all that is known of it, for people.</summary>
internal static class ShowText
{
    private const string Indent = "  ";

    public static void Write(Page page, SnipDetails details, Func<string, string> shorten)
    {
        var snip = details.Snip;
        page.Line(new Paragraph().AddName(snip));
        if (SnipLines.EpisodeBesides(snip, null) is { } episode) page.Line(episode, Style.Dim);
        page.Line(new Paragraph().AddAll(
        [
            (Times.ShowRange(snip.Start, snip.End), Style.Plain, null),
            (snip.Episode.Published?.ToString("O"), Style.Plain, null),
            (string.Join(" ", snip.Tags.Select(t => $"#{t}")), Style.Plain, null),
            (snip.HasTranscript ? null : "no transcript", Style.Fair, null),
        ]));
        if (snip.Url is { } url) page.Line(new Paragraph().Add(url, Style.Dim, url));
        page.Line($"{snip.Id} from {shorten(snip.Source)}", Style.Dim);
        foreach (var other in details.AlsoIn) page.OneLine(SnipLines.AlsoIn(other, snip.Episode));
        Write(page, "Your note", snip.Note);
        Write(page, "Summary", snip.Summary);
        Write(page, "Quote", snip.Quote);
        string? speaker = null;
        foreach (var part in details.Text.Parts.Where(p => p.Kind == PartKind.Turn))
        {
            page.Line();
            if (part.Speaker != speaker || part.Start is not null)
            {
                page.Line(new Paragraph().AddAll([(part.Speaker, Style.Speaker, null), (TimeOf(part), Style.Dim, null)]));
            }

            speaker = part.Speaker;
            page.Line(details.Text.Text[part.From..part.To], Style.Plain, Indent);
        }
    }

    private static string? TimeOf(TextPart part) => part.Start is { } start ? (part.Approximate ? "~" : "") + Times.Show(start) : null;

    private static void Write(Page page, string label, string? lines)
    {
        if (string.IsNullOrWhiteSpace(lines)) return;
        page.Line();
        page.Line(label, Style.Speaker);
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)) page.Line(line, Style.Plain, Indent);
    }
}
