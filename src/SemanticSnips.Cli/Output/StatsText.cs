using System.Globalization;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Output;

/// <summary>What a library comes to, for people.</summary>
internal static class StatsText
{
    private const int WidestBar = 30;

    /// <summary>Months that are shown; earlier ones are in the JSON.</summary>
    private const int MonthsShown = 12;

    public static void Write(Page page, StatsView stats)
    {
        page.Line(new Paragraph()
            .Add(Times.Count(stats.Snips, "snip"), Style.Title)
            .Add(string.Create(CultureInfo.InvariantCulture, $" of {Times.Count(stats.Episodes, "episode")}, {stats.Hours:0.#} hours.")));
        var aside = new[]
        {
            (stats.WithoutTranscript, "without transcript"), (stats.Favourites, stats.Favourites == 1 ? "favourite" : "favourites"),
            (stats.WithNote, "with a note"),
        };
        var told = aside.Where(a => a.Item1 > 0).Select(a => Times.Count(a.Item1, a.Item2, a.Item2)).ToList();
        if (told.Count > 0) page.Line($"{string.Join(", ", told)}.", Style.Dim);
        Write(page, "Months", stats.Months.TakeLast(MonthsShown).ToList());
        Write(page, "Shows", stats.Shows);
        Write(page, "Speakers", stats.Speakers);
    }

    private static void Write(Page page, string title, IReadOnlyList<CountView> counts)
    {
        if (counts.Count == 0) return;
        page.Line();
        page.Line(title, Style.Title);
        var most = counts.Max(c => c.Snips);
        var digits = Times.Count(most, "").Trim().Length;
        var bar = Math.Min(WidestBar, page.Width / 3);
        foreach (var count in counts)
        {
            var length = (int)Math.Ceiling((double)bar * count.Snips / most);
            var label = new Paragraph().Add($"  {count.Snips.ToString("#,0", CultureInfo.InvariantCulture).PadLeft(digits)}  ", Style.Dim);
            page.OneLine(label.Add($"{new string('▇', length)} ", Style.Speaker).Add(count.Name)
                .Add(string.Create(CultureInfo.InvariantCulture, $" {count.Hours:0.0} h"), Style.Dim));
        }
    }
}
