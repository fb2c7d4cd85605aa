namespace SemanticSnips.Cli.Output;

/// <summary>What asking came to, for people: the answers' sentences first, or an honest nothing.</summary>
internal static class AnswerText
{
    private const string Indent = "  ";

    /// <summary>Hits that are shown where nothing answers.</summary>
    private const int NearestMisses = 3;

    public static void Write(Page page, AskResult result)
    {
        if (result.Answers.Count == 0)
        {
            WriteNothing(page, result.Search);
            return;
        }

        for (var i = 0; i < result.Answers.Count; i++)
        {
            if (i > 0) page.Line();
            Write(page, result.Answers[i]);
        }
    }

    private static void Write(Page page, Answer answer)
    {
        if (answer.Prompt is { } prompt)
        {
            page.Line(new Paragraph().Add(prompt.Speaker is null ? "Asked: " : $"{prompt.Speaker} asks: ", Style.Dim).Add(prompt.Text, Style.Dim));
        }

        page.Line(new Paragraph().Add($"“{answer.Text}”", Style.Title));
        page.Line(new Paragraph().AddAll(
        [
            (answer.Speaker, Style.Speaker, null),
            (Times.ShowRange(answer.Start, answer.End), Style.Plain, null),
            (SnipLines.IdOf(answer.Snip), Style.Dim, null),
        ]).Add("  ").AddRelevance(answer.Relevance), Indent);
        page.Line(new Paragraph().AddTitle(answer.Snip).AddAll([(SnipLines.Episode(answer.Snip), Style.Dim, null)]), Indent);
        if (answer.Snip.Url is { } url) page.Line(new Paragraph().Add(url, Style.Dim, url), Indent);
        foreach (var other in answer.AlsoIn) page.Line(HitText.AlsoIn(other), Indent);
    }

    private static void WriteNothing(Page page, SearchResult search)
    {
        page.Line("Nothing in your snips answers this.", Style.Title);
        if (search.Hits.Count == 0) return;
        page.Line(search.Answered ? "No single sentence does; these snips are about it:" : "The nearest misses, which are about something else:", Style.Dim);
        page.Line();
        HitText.Write(page, [.. search.Hits.Take(NearestMisses)], whole: false);
    }
}
