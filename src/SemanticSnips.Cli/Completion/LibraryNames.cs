using SemanticSnips.Cli.Commands;
using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Completion;

/// <summary>What of a library can stand in a command line: ids, and the names that queries filter by. Needs no model, and makes nothing.</summary>
internal sealed class LibraryNames(Session session)
{
    /// <summary>A list that is longer helps nobody.</summary>
    private const int MostSuggested = 200;

    private static readonly Suggestion[] Conditions =
    [
        new("speaker:", "who speaks"), new("show:", "the podcast"), new("episode:", "words of the episode's title"), new("guest:", "who is a guest"),
        new("title:", "words of the snip's title"), new("note:", "words of your note"), new("tag:", "your tag"), new("after:", "a date, or words for one"),
        new("before:", "a date, or words for one"), new("longer:", "as in longer:2m"), new("shorter:", "as in shorter:30s"),
        new("is:favourite", "starred"), new("has:transcript", "with words"),
    ];

    private static readonly string[] Dates = ["today", "yesterday", "last week", "last month", "last year", "this year", "30d", "6m"];

    /// <summary>Ids that begin so, with their titles.</summary>
    public IEnumerable<Suggestion> Ids(string typed) => Read()
        .Where(s => s.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        .Take(MostSuggested)
        .Select(s => new Suggestion(SnipLines.IdOf(s), s.Title ?? s.Episode.Title ?? ""));

    /// <summary>Conditions, or what may stand behind the colon of one.</summary>
    public IEnumerable<Suggestion> Query(string typed)
    {
        var (minus, rest) = typed.StartsWith('-') ? ("-", typed[1..]) : ("", typed);
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            foreach (var condition in Conditions.Where(c => c.Value.StartsWith(rest, StringComparison.OrdinalIgnoreCase)))
                yield return condition with { Value = minus + condition.Value };
            yield break;
        }

        var (field, begin) = (rest[..colon].ToLowerInvariant(), rest[(colon + 1)..].TrimStart('"'));
        foreach (var name in ValuesOf(field).Where(n => n.Value.StartsWith(begin, StringComparison.OrdinalIgnoreCase)).Take(MostSuggested))
            yield return name with { Value = $"{minus}{field}:{(name.Value.Any(char.IsWhiteSpace) ? $"\"{name.Value.Replace('"', ' ')}\"" : name.Value)}" };
    }

    /// <summary>Tags that begin so.</summary>
    public IEnumerable<Suggestion> Tags(string typed) =>
        ValuesOf("tag").Where(t => t.Value.StartsWith(typed.TrimStart('#'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Shows that begin so.</summary>
    public IEnumerable<Suggestion> Shows(string typed) => ValuesOf("show").Where(t => t.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase));

    /// <summary>Saved searches that begin so.</summary>
    public IEnumerable<Suggestion> Searches(string typed) => SavedSearches.Load(session.Editor)
        .Where(s => s.Key.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(s => new Suggestion(s.Key, s.Value));

    private IEnumerable<Suggestion> ValuesOf(string field) => field switch
    {
        "show" or "podcast" => Of(f => f.Shows),
        "speaker" => Of(f => f.Speakers),
        "guest" => Of(f => f.Guests),
        "episode" => Of(f => f.Episodes),
        "tag" => Of(f => f.Tags),
        "after" or "before" or "since" or "until" => Dates.Select(d => new Suggestion(d)),
        "is" => [new("favourite", "starred")],
        "has" => [new("transcript", "with words")],
        _ => [],
    };

    private IEnumerable<Suggestion> Of(Func<Facets, IReadOnlyList<Facet>> kind) =>
        kind(Session.Wait(session.Library.FacetsAsync(null, CommonOptions.MostResults, session.Host.Stop)))
            .Select(f => new Suggestion(f.Name, Times.Count(f.Snips, "snip")));

    private IReadOnlyList<Snip> Read() => Session.Wait(session.Library.ListAsync(null, 0, CommonOptions.MostResults, session.Host.Stop)).Snips;
}
