namespace SemanticSnips.Cli.Output;

/// <summary>What an index holds by show, speaker, guest, tag and episode, for people.</summary>
internal static class FacetsText
{
    public static void Write(Page page, Facets facets, int top)
    {
        Write(page, "Shows", facets.Shows, top, first: true);
        Write(page, "Episodes", facets.Episodes, top);
        Write(page, "Speakers", facets.Speakers, top);
        Write(page, "Guests", facets.Guests, top);
        Write(page, "Tags", facets.Tags, top);
    }

    private static void Write(Page page, string title, IReadOnlyList<Facet> facets, int top, bool first = false)
    {
        if (!first) page.Line();
        page.Line(new Paragraph().Add(title, Style.Title).Add($"  {(facets.Count == 0 ? "none" : facets.Count)}", Style.Dim));
        foreach (var facet in facets.Take(top))
            page.Line(new Paragraph().Add(facet.Name), "          ", new Paragraph().Add($"  {facet.Snips,6}  ", Style.Dim));
        if (facets.Count > top) page.Line($"… and {facets.Count - top} more; --top {facets.Count} shows all", Style.Dim, "          ");
    }
}
