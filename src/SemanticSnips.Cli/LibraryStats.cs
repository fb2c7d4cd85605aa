using System.Globalization;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli;

/// <summary>What some snips come to: counts, hours, and how they spread over months, shows and speakers.</summary>
internal static class LibraryStats
{
    /// <summary>Counts.</summary>
    /// <param name="snips">The snips.</param>
    /// <param name="generation">The commit that they are of.</param>
    /// <param name="top">Shows and speakers at most.</param>
    public static StatsView Of(IReadOnlyList<Snip> snips, long generation, int top) => new(
        Views.Version,
        generation,
        snips.Count,
        snips.Select(s => (s.Episode.Show, s.Episode.Title)).Distinct().Count(),
        Hours(snips),
        snips.Count(s => !s.HasTranscript),
        snips.Count(s => s.Favourite),
        snips.Count(s => !string.IsNullOrWhiteSpace(s.Note)),
        [.. Count(snips, s => [MonthOf(s)]).OrderBy(c => c.Name, StringComparer.Ordinal)],
        [.. Most(Count(snips, s => [s.Episode.Show]), top)],
        [.. Most(Count(snips, s => s.Turns.Select(t => t.Speaker)), top)]);

    private static IEnumerable<CountView> Most(IEnumerable<CountView> counts, int top) =>
        counts.OrderByDescending(c => c.Snips).ThenBy(c => c.Name, StringComparer.Ordinal).Take(top);

    private static IEnumerable<CountView> Count(IReadOnlyList<Snip> snips, Func<Snip, IEnumerable<string?>> names) => snips
        .SelectMany(s => names(s).Where(n => !string.IsNullOrWhiteSpace(n)).Distinct().Select(n => (Name: n!, Snip: s)))
        .GroupBy(n => n.Name, n => n.Snip, StringComparer.Ordinal)
        .Select(g => new CountView(g.Key, g.Count(), Hours([.. g])));

    /// <summary>When it was saved; where the source does not say, when its episode came out.</summary>
    private static string? MonthOf(Snip snip) =>
        (snip.Created is { } created ? DateOnly.FromDateTime(created.DateTime) : snip.Episode.Published)?.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static double Hours(IReadOnlyList<Snip> snips) => Math.Round(snips.Sum(s => (s.End - s.Start)?.TotalHours ?? 0), 2);
}
