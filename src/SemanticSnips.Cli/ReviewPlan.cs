using System.Text.Json.Serialization;

namespace SemanticSnips.Cli;

/// <summary>Which snips to look at again today, and which were looked at when: <c>review.json</c> beside the library.</summary>
/// <remarks>
/// A snip that was shown comes back after 3 days, then 7, 16, 35, 80, and from then on every 180: spaced ever wider, as memory holds ever longer. Of those
/// that are due, starred ones come first, then those that were never shown, then the oldest; two of one episode only where there is no other.
/// </remarks>
internal sealed record ReviewPlan
{
    /// <summary>The file's name.</summary>
    public const string FileName = "review.json";

    private static readonly int[] DaysApart = [3, 7, 16, 35, 80, 180];

    /// <summary>The day that <see cref="Chosen"/> are of.</summary>
    [JsonPropertyName("day")]
    public DateOnly Day { get; init; }

    /// <summary>The ids of that day's snips, in their order.</summary>
    [JsonPropertyName("chosen")]
    public IReadOnlyList<string> Chosen { get; init => field = value ?? []; } = [];

    /// <summary>When and how often snips were shown, by id.</summary>
    [JsonPropertyName("shown")]
    public IReadOnlyDictionary<string, Showing> Shown { get; init => field = value ?? new Dictionary<string, Showing>(); } = new Dictionary<string, Showing>();

    /// <summary>Reads what was; nothing where there is no file.</summary>
    /// <exception cref="UsageException">The file holds something else.</exception>
    public static ReviewPlan Load(ILibraryEditor editor) => LibraryFile.Read(editor, FileName, ReviewJson.Default.ReviewPlan) ?? new();

    /// <summary>Puts the file in place of the one before, which stays whole until then.</summary>
    /// <exception cref="IndexException">The system does not let it be written; the one before stays.</exception>
    public void Save(ILibraryEditor editor) => LibraryFile.Write(editor, FileName, this, ReviewJson.Default.ReviewPlan);

    /// <summary>The plan with a day's snips chosen; on the same day again the same ones, and with <paramref name="more"/> as many besides.</summary>
    /// <param name="snips">All that there are.</param>
    /// <param name="today">The day.</param>
    /// <param name="count">How many a day.</param>
    /// <param name="more">Whether those that were chosen for the day already are not enough.</param>
    public ReviewPlan Choose(IReadOnlyList<Snip> snips, DateOnly today, int count, bool more)
    {
        var there = snips.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        List<string> chosen = Day == today ? [.. Chosen.Where(there.Contains)] : [];
        if (chosen.Count > 0 && !more) return this with { Chosen = chosen };

        var due = snips
            .Where(s => !chosen.Contains(s.Id) && IsDue(s.Id, today))
            .OrderByDescending(s => s.Favourite)
            .ThenBy(s => Shown.GetValueOrDefault(s.Id)?.Times ?? 0)
            .ThenBy(s => s.Created is { } created ? DateOnly.FromDateTime(created.UtcDateTime) : s.Episode.Published ?? DateOnly.MaxValue)
            .ThenBy(s => s.Id, StringComparer.Ordinal)
            .ToList();
        var fresh = Varied(due, count);
        var shown = Shown.Where(s => there.Contains(s.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var snip in fresh) shown[snip.Id] = new Showing(today, (shown.GetValueOrDefault(snip.Id)?.Times ?? 0) + 1);
        return new ReviewPlan { Day = today, Chosen = [.. chosen, .. fresh.Select(s => s.Id)], Shown = shown };
    }

    private bool IsDue(string id, DateOnly today) =>
        Shown.GetValueOrDefault(id) is not { Times: > 0 } shown || shown.On.AddDays(DaysApart[Math.Min(shown.Times, DaysApart.Length) - 1]) <= today;

    /// <summary>The first ones of different episodes; then whichever is next.</summary>
    private static List<Snip> Varied(IReadOnlyList<Snip> due, int count)
    {
        List<Snip> chosen = [.. due.DistinctBy(s => (s.Episode.Show, s.Episode.Title)).Take(count)];
        chosen.AddRange(due.Except(chosen).Take(count - chosen.Count));
        return chosen;
    }
}

/// <summary>That a snip was shown.</summary>
/// <param name="On">The last time.</param>
/// <param name="Times">How often.</param>
internal sealed record Showing([property: JsonPropertyName("on")] DateOnly On, [property: JsonPropertyName("times")] int Times);

/// <summary>How it is stored.</summary>
[JsonSerializable(typeof(ReviewPlan))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class ReviewJson : JsonSerializerContext;
