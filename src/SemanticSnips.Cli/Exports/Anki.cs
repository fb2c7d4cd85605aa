namespace SemanticSnips.Cli.Exports;

/// <summary>Clips as a text file that Anki imports: a note each, by its id, so that importing again updates it. The front asks, the back is what was
/// said.</summary>
internal static class Anki
{
    public static void Write(TextWriter output, IReadOnlyList<Clip> clips)
    {
        output.WriteLine("#separator:tab");
        output.WriteLine("#html:true");
        output.WriteLine("#guid column:1");
        output.WriteLine("#columns:ID\tFront\tBack\tTags");
        output.WriteLine("#tags column:4");
        foreach (var clip in clips)
        {
            var id = clip.Question is null ? clip.Snip.Id : $"{clip.Snip.Id}-{(long)(clip.Start?.TotalSeconds ?? 0)}";
            output.WriteLine(string.Join('\t', Field(id), Front(clip), Back(clip), string.Join(' ', clip.Snip.Tags.Prepend("snips").Select(Markdown.TagOf))));
        }
    }

    private static string Front(Clip clip)
    {
        if (clip.Question is { } question) return Field(question);
        var place = string.Join(" · ", clip.Place.Where(p => p != clip.Title));
        return $"{Field(clip.Title)}<br><small>{Field(place)}</small>";
    }

    private static string Back(Clip clip)
    {
        var lines = clip.Lines.Select(l => l.Speaker is null ? Field(l.Text) : $"<b>{Field(l.Speaker)}:</b> {Field(l.Text)}").ToList();
        if (!string.IsNullOrWhiteSpace(clip.Snip.Note)) lines.Add($"<i>{Field(clip.Snip.Note)}</i>");
        var place = Field(string.Join(" · ", clip.Place));
        lines.Add($"<small>{(clip.Link is { } link ? $"<a href=\"{Field(link)}\">{place}</a>" : place)}</small>");
        return string.Join("<br>", lines);
    }

    private static string Field(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace('\t', ' ').Replace('\r', ' ').Replace("\n", "<br>", StringComparison.Ordinal);
}
