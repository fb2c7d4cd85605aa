namespace SemanticSnips;

/// <summary>A name, and how many snips have it.</summary>
/// <param name="Name">As the sources write it.</param>
/// <param name="Snips">Snips that have it.</param>
public sealed record Facet(string Name, int Snips);

/// <summary>The names that queries can filter by, most frequent first, then in ordinal order.</summary>
/// <param name="Shows">Shows.</param>
/// <param name="Episodes">Episodes by title.</param>
/// <param name="Speakers">Who speaks.</param>
/// <param name="Guests">Who is named as a guest.</param>
/// <param name="Tags">The user's tags.</param>
public sealed record Facets(IReadOnlyList<Facet> Shows, IReadOnlyList<Facet> Episodes,
    IReadOnlyList<Facet> Speakers, IReadOnlyList<Facet> Guests, IReadOnlyList<Facet> Tags)
{
    /// <summary>The number of the commit that answered.</summary>
    public long Generation { get; init; }

    /// <summary>Counts the names of some snips.</summary>
    public static Facets Of(IReadOnlyList<Snip> snips) => new(
        Count(snips, s => [s.Episode.Show]),
        Count(snips, s => [s.Episode.Title]),
        Count(snips, s => s.Turns.Select(t => t.Speaker)),
        Count(snips, s => s.Episode.Guests),
        Count(snips, s => s.Tags));

    /// <summary>The first of each kind.</summary>
    public Facets Take(int top) => this with
    {
        Shows = [.. Shows.Take(top)],
        Episodes = [.. Episodes.Take(top)],
        Speakers = [.. Speakers.Take(top)],
        Guests = [.. Guests.Take(top)],
        Tags = [.. Tags.Take(top)],
    };

    private static List<Facet> Count(IReadOnlyList<Snip> snips, Func<Snip, IEnumerable<string?>> names) =>
        [.. snips
            .SelectMany(s => names(s).OfType<string>().Distinct())
            .CountBy(name => name)
            .Select(c => new Facet(c.Key, c.Value))
            .OrderByDescending(f => f.Snips)
            .ThenBy(f => f.Name, StringComparer.Ordinal)];
}
