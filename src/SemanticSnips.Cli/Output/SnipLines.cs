using System.Globalization;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Cli.Output;

/// <summary>The pieces that every mention of a snip is made of.</summary>
internal static class SnipLines
{
    private const int ShortId = 8;

    private const int Dots = 5;

    public const string Untitled = "Untitled";

    /// <summary>The title, linked; a favourite has its star.</summary>
    public static Paragraph AddTitle(this Paragraph paragraph, Snip snip)
    {
        paragraph.Add(snip.Title ?? Untitled, snip.Title is null ? Style.Dim : Style.Title, snip.Url);
        return snip.Favourite ? paragraph.Add(" ★", Style.Fair) : paragraph;
    }

    /// <summary>The relevance as dots and a percentage.</summary>
    public static Paragraph AddRelevance(this Paragraph paragraph, double relevance)
    {
        var full = (int)Math.Round(relevance * Dots);
        var style = relevance >= 2.0 / 3 ? Style.Good : relevance >= 1.0 / 3 ? Style.Fair : Style.Dim;
        return paragraph
            .Add(new string('●', full) + new string('○', Dots - full), style)
            .Add(string.Create(CultureInfo.InvariantCulture, $" {Math.Round(relevance * 100)} %"), Style.Dim);
    }

    /// <summary>What the snip is called: its title, else its episode's.</summary>
    public static string NameOf(Snip snip) => snip.Title ?? snip.Episode.Title ?? Untitled;

    /// <summary>A snip in a line: name, episode where it is another one than the reader knows of, time, id.</summary>
    /// <param name="snip">The snip.</param>
    /// <param name="known">The episode that is spoken of; null where none is.</param>
    /// <param name="style">Of the name.</param>
    public static Paragraph Mention(Snip snip, Episode? known, Style style)
    {
        var isKnown = known is not null && known.Title == snip.Episode.Title && known.Show == snip.Episode.Show;
        var episode = isKnown ? null : snip.Title is null ? snip.Episode.Show : Episode(snip);
        return new Paragraph()
            .Add(isKnown ? snip.Title ?? Untitled : NameOf(snip), style, snip.Url)
            .AddAll([(episode, Style.Dim, null), (Times.ShowRange(snip.Start, snip.End), Style.Dim, null), (IdOf(snip), Style.Dim, null)]);
    }

    /// <summary>Show and episode; null where neither is known.</summary>
    public static string? Episode(Snip snip)
    {
        var known = new[] { snip.Episode.Show, snip.Episode.Title }.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
        return known.Count == 0 ? null : string.Join(" · ", known);
    }

    /// <summary>Enough of an id to find the snip by.</summary>
    public static string IdOf(Snip snip) => snip.Id.Length <= ShortId ? snip.Id : snip.Id[..ShortId];
}
