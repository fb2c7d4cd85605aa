using System.Globalization;

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

    /// <summary>The title, else the episode's, linked; a favourite has its star.</summary>
    public static Paragraph AddName(this Paragraph paragraph, Snip snip)
    {
        paragraph.Add(snip.Title ?? TitleOf(snip.Episode) ?? Untitled, Style.Title, snip.Url);
        return snip.Favourite ? paragraph.Add(" ★", Style.Fair) : paragraph;
    }

    /// <summary>A snip in a line: name, time, id, and its episode where that is another one. What may be cut off at the end of a line comes last.</summary>
    /// <param name="snip">The snip.</param>
    /// <param name="before">The episode that was named before; null for none.</param>
    /// <param name="style">Of the name.</param>
    public static Paragraph Mention(Snip snip, Episode? before, Style style) => new Paragraph()
        .Add(snip.Title ?? (IsSame(snip.Episode, before) ? Untitled : TitleOf(snip.Episode) ?? Untitled), style, snip.Url)
        .AddAll(
        [
            (Times.ShowRange(snip.Start, snip.End), Style.Dim, null),
            (IdOf(snip), Style.Dim, null),
            (IsSame(snip.Episode, before) ? null : EpisodeBesides(snip, null), Style.Dim, null),
        ]);

    /// <summary>Another snip of the same moment, or with the same speech.</summary>
    public static Paragraph AlsoIn(Snip other, Episode of) => new Paragraph().Add("also in ", Style.Dim).Add(Mention(other, of, Style.Dim));

    /// <summary>Show and episode; null where neither is known.</summary>
    public static string? Episode(Snip snip)
    {
        var known = new[] { snip.Episode.Show, TitleOf(snip.Episode) }.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
        return known.Count == 0 ? null : string.Join(" · ", known);
    }

    /// <summary>What is still to be said of the episode besides the snip's name: "same episode" where it was named before, only the show where the episode's
    /// title stands for the snip's.</summary>
    public static string? EpisodeBesides(Snip snip, Episode? before) =>
        IsSame(snip.Episode, before) ? "same episode" : snip.Title is null ? snip.Episode.Show : Episode(snip);

    /// <summary>Whether two are one episode, as far as their names tell.</summary>
    public static bool IsSame(Episode episode, Episode? other) => other is not null
        && episode.Title == other.Title && episode.Show == other.Show && episode.Title is not null;

    /// <summary>Exports cut long titles, often at a comma.</summary>
    private static string? TitleOf(Episode episode) => episode.Title?.TrimEnd(' ', ',', ';');

    /// <summary>Enough of an id to find the snip by.</summary>
    public static string IdOf(Snip snip) => snip.Id.Length <= ShortId ? snip.Id : snip.Id[..ShortId];
}
