using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Output;

/// <summary>A search's hits, for people.</summary>
internal static class HitText
{
    private const string Indent = "   ";

    /// <summary>Lines of a passage that are shown unless the whole is wanted.</summary>
    private const int ExcerptLines = 5;

    /// <summary>Part of the last line is lost to speakers' names and line ends.</summary>
    private const int LostToBreaks = 60;

    /// <summary>Writes the hits with an empty line between.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="hits">Best first.</param>
    /// <param name="whole">Whether passages are shown in full.</param>
    /// <param name="relevance">Whether the hits' relevance means something to the reader.</param>
    /// <param name="before">The episode that the reader has just read of; null for none.</param>
    public static void Write(Page page, IReadOnlyList<SearchHit> hits, bool whole, bool relevance = true, Episode? before = null)
    {
        for (var i = 0; i < hits.Count; i++)
        {
            if (i > 0) page.Line();
            Write(page, hits[i], before, whole, relevance);
            before = hits[i].Snip.Episode;
        }
    }

    private static void Write(Page page, SearchHit hit, Episode? before, bool whole, bool relevance)
    {
        var snip = hit.Snip;
        var isSame = SnipLines.IsSame(snip.Episode, before);
        var title = isSame && snip.Title is null ? new Paragraph().Add("Same episode", Style.Title, snip.Url) : new Paragraph().AddName(snip);
        if (relevance) title.Add("  ").AddRelevance(hit.Relevance);
        page.Line(title, Indent, new Paragraph().Add($"{hit.Rank}".PadRight(Indent.Length - 1) + " ", Style.Dim));
        if (!isSame && SnipLines.EpisodeBesides(snip, before) is { } episode) page.OneLine(new Paragraph().Add(episode, Style.Dim), Indent);
        page.Line(new Paragraph().AddAll(
        [
            (string.Join(", ", hit.Speakers), Style.Speaker, null),
            (Times.ShowRange(hit.Start, hit.End), Style.Plain, null),
            (snip.HasTranscript ? null : "no transcript", Style.Fair, null),
            (SnipLines.IdOf(snip), Style.Dim, null),
            (isSame && snip.Title is not null ? "same episode" : null, Style.Dim, null),
        ]), Indent);
        if (snip.Url is { } url) page.Line(new Paragraph().Add(url, Style.Dim, url), Indent);
        if (hit.Kind != ChunkKind.Episode) WritePassage(page, hit, whole);
        if (hit.SharedTerms.Count > 0) page.Line($"shares {string.Join(", ", hit.SharedTerms)}", Style.Dim, Indent);
        foreach (var other in hit.AlsoIn) page.OneLine(SnipLines.AlsoIn(other, snip.Episode), Indent);
    }

    private static void WritePassage(Page page, SearchHit hit, bool whole)
    {
        var span = whole ? new TextSpan(0, hit.Text.Length) : Excerpt.Of(hit.Text, hit.Highlights, ExcerptLines * (page.Width - Indent.Length) - LostToBreaks);
        var parts = SnipText.Of(hit.Snip).Parts
            .Select(p => p with { From = Math.Max(p.From - hit.Passage.From, span.From), To = Math.Min(p.To - hit.Passage.From, span.To) })
            .Where(p => p.From < p.To && p.Kind is not (PartKind.Episode or PartKind.Title))
            .ToList();
        if (parts.Count == 0) return;
        page.Line();
        foreach (var part in parts)
        {
            var paragraph = new Paragraph();
            if (LabelOf(part, hit.Speakers.Count) is { } label) paragraph.Add($"{label}: ", Style.Speaker);
            if (part.From == span.From && span.From > 0) paragraph.Add("… ", Style.Dim);
            AddMatches(paragraph, hit, part.From, part.To);
            if (part.To == span.To && span.To < hit.Text.Length) paragraph.Add(" …", Style.Dim);
            page.Line(paragraph, Indent);
        }
    }

    private static void AddMatches(Paragraph paragraph, SearchHit hit, int from, int to)
    {
        foreach (var match in hit.Highlights.Where(h => h.From >= from && h.To <= to))
        {
            paragraph.Add(hit.Text[from..match.From]).Add(hit.Text[match.From..match.To], Style.Match);
            from = match.To;
        }

        paragraph.Add(hit.Text[from..to]);
    }

    /// <summary>Who speaks, where that is not clear from the line above, or what is no speech.</summary>
    private static string? LabelOf(TextPart part, int speakers) => part.Kind switch
    {
        PartKind.Turn => speakers > 1 ? part.Speaker : null,
        PartKind.Note => "Your note",
        _ => part.Kind.ToString(),
    };
}
