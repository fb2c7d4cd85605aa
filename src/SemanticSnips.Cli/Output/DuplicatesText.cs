namespace SemanticSnips.Cli.Output;

/// <summary>Groups of snips with the same speech, for people.</summary>
internal static class DuplicatesText
{
    private const string Indent = "  ";

    public static void Write(Page page, IReadOnlyList<IReadOnlyList<Snip>> groups)
    {
        if (groups.Count == 0)
        {
            page.Line("Nothing is said twice.", Style.Title);
            return;
        }

        foreach (var group in groups)
        {
            page.OneLine(SnipLines.Mention(group[0], null, Style.Title));
            foreach (var other in group.Skip(1)) page.OneLine(SnipLines.Mention(other, group[0].Episode, Style.Plain), Indent);
            page.Line();
        }

        page.Line($"{Times.Count(groups.Count, "group")}, {Times.Count(groups.Sum(g => g.Count), "snip")}. The longest of each comes first.", Style.Dim);
    }
}
