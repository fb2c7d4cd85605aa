using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Output;

/// <summary>One snip at a glance, for people: name, place, and the beginning of what is said.</summary>
internal static class SnipCard
{
    private const string Indent = "  ";

    /// <summary>Lines of speech that are shown.</summary>
    private const int ExcerptLines = 8;

    public static void Write(Page page, Snip snip)
    {
        page.Line(new Paragraph().AddName(snip));
        page.Line(new Paragraph().AddAll(
        [
            (SnipLines.EpisodeBesides(snip, null), Style.Dim, null),
            (snip.Episode.Published?.ToString("O"), Style.Dim, null),
        ]), Indent);
        page.Line(new Paragraph().AddAll(
        [
            (Times.ShowRange(snip.Start, snip.End), Style.Plain, null),
            (SnipLines.IdOf(snip), Style.Dim, null),
            (string.Join(" ", snip.Tags.Select(t => $"#{t}")), Style.Plain, null),
            (snip.HasTranscript ? null : "no transcript", Style.Fair, null),
        ]), Indent);
        if (PlayerLink.Of(snip, snip.Start, snip.End) is { } link) page.Line(new Paragraph().Add(link, Style.Dim, link), Indent);
        if (!string.IsNullOrWhiteSpace(snip.Note)) page.Line(new Paragraph().Add("Your note: ", Style.Speaker).Add(snip.Note), Indent);
        if (!snip.HasTranscript)
        {
            if ((snip.Quote ?? snip.Summary) is { } written) page.Line(written.Replace('\n', ' '), Style.Plain, Indent);
            return;
        }

        page.Line();
        var room = ExcerptLines * (page.Width - Indent.Length);
        foreach (var turn in snip.Turns)
        {
            if (room <= 0) break;
            var text = Excerpt.Of(turn.Text, [], Math.Max(page.Width, room));
            var paragraph = new Paragraph();
            if (turn.Speaker is not null) paragraph.Add($"{turn.Speaker}: ", Style.Speaker);
            page.Line(paragraph.Add(turn.Text[..text.To].TrimEnd()).Add(text.To < turn.Text.Length ? " …" : "", Style.Dim), Indent);
            room -= text.To + page.Width / 2;
        }
    }
}
