using System.Globalization;

namespace SemanticSnips.Cli.Output;

/// <summary>What asking came to, for people: the answers' sentences first, or an honest nothing.</summary>
internal static class AnswerText
{
    private const string Indent = "  ";

    /// <summary>Hits that are shown where nothing answers.</summary>
    private const int NearestMisses = 3;

    /// <summary>An answer of less than this share of the best one's relevance is not presented beside it, but below.</summary>
    private const double Comparable = 0.5;

    /// <param name="page">Where to.</param>
    /// <param name="result">What asking came to.</param>
    /// <param name="written">What a chat model wrote; null where none was asked or it wrote nothing.</param>
    /// <param name="model">The chat model's name.</param>
    public static void Write(Page page, AskResult result, WrittenAnswer? written = null, string? model = null)
    {
        if (result.Answers.Count == 0)
        {
            WriteNothing(page, result.Search);
            return;
        }

        if (written is not null) Write(page, written, model);
        Episode? before = null;
        var bar = Comparable * result.Answers.Max(a => a.Relevance);
        var comparable = result.Answers.Count - result.Answers.Reverse().TakeWhile(a => a.Relevance < bar).Count();
        if (result.Confidence == Confidence.Unsure)
        {
            page.Line("Unsure whether anything answers this. The nearest:", Style.Dim);
            page.Line();
        }

        // The order is the result's, as in JSON: only what comes last can stand below the line.
        for (var i = 0; i < result.Answers.Count; i++)
        {
            if (i > 0) page.Line();
            if (i == comparable)
            {
                page.Line("Less likely:", Style.Dim);
                page.Line();
            }

            Write(page, result.Answers[i], before, i < comparable ? Style.Title : Style.Plain);
            before = result.Answers[i].Snip.Episode;
        }
    }

    /// <summary>The model's sentences with numbers, and the snips that the numbers mean, in the order in which they are named.</summary>
    private static void Write(Page page, WrittenAnswer written, string? model)
    {
        var sources = written.Sentences.SelectMany(s => s.Citations).DistinctBy(s => s.Id).ToList();
        var text = new Paragraph();
        foreach (var sentence in written.Sentences)
        {
            if (text.Text.Length > 0) text.Add(" ");
            text.Add(sentence.Text, Style.Title);
            var numbers = sentence.Citations.Select(c => sources.FindIndex(s => s.Id == c.Id) + 1).Order();
            text.Add(" ").Add(string.Concat(numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"[{n}]"))), Style.Dim);
        }

        page.Line(text);
        page.Line($"written by {model} from", Style.Dim, Indent);
        for (var i = 0; i < sources.Count; i++)
        {
            page.OneLine(new Paragraph().Add(string.Create(CultureInfo.InvariantCulture, $"[{i + 1}] "), Style.Dim)
                .Add(SnipLines.Mention(sources[i], i > 0 ? sources[i - 1].Episode : null, Style.Plain)), Indent);
        }

        page.Line();
        page.Line("In their own words:", Style.Dim);
        page.Line();
    }

    private static void Write(Page page, Answer answer, Episode? before, Style style)
    {
        if (answer.Prompt is { } prompt)
        {
            page.Line(new Paragraph().Add(prompt.Speaker is null ? "Asked: " : $"{prompt.Speaker} asks: ", Style.Dim).Add(prompt.Text, Style.Dim));
        }

        page.Line(new Paragraph().Add($"“{answer.Text}”", style));
        page.Line(new Paragraph().AddAll(
        [
            (answer.Speaker, Style.Speaker, null),
            (Times.ShowRange(answer.Start, answer.End), Style.Plain, null),
            (SnipLines.IdOf(answer.Snip), Style.Dim, null),
        ]).Add("  ").AddRelevance(answer.Relevance), Indent);
        page.OneLine(new Paragraph().AddName(answer.Snip).AddAll([(SnipLines.EpisodeBesides(answer.Snip, before), Style.Dim, null)]), Indent);
        if (answer.Snip.Url is { } url) page.Line(new Paragraph().Add(url, Style.Dim, url), Indent);
        foreach (var other in answer.AlsoIn) page.OneLine(SnipLines.AlsoIn(other, answer.Snip.Episode), Indent);
    }

    private static void WriteNothing(Page page, SearchResult search)
    {
        page.Line("Nothing in your snips answers this.", Style.Title);
        if (search.Hits.Count == 0) return;
        page.Line(search.Answered ? "No single sentence does; these snips are about it:" : "The nearest misses:", Style.Dim);
        page.Line();
        HitText.Write(page, [.. search.Hits.Take(NearestMisses)], whole: false);
    }
}
