using System.Buffers;
using SemanticSnips.Keywords;

namespace SemanticSnips.Searching;

/// <summary>Finds a snip by what a person types or pastes for it.</summary>
internal sealed class SnipIds(KeywordIndex keywords, HitReader reader)
{
    /// <summary>Snips that are named where several are meant.</summary>
    public const int Named = 4;

    private const string LinkPath = "/snip/";

    private static readonly SearchValues<char> LinkEnds = SearchValues.Create("/?#)]>\" ");

    /// <summary>The number of the snip that is meant, or -1.</summary>
    /// <param name="id">Its id, how that begins, or its link; capitals are of no account.</param>
    /// <exception cref="QueryException">Several ids begin so; the message names some with their titles.</exception>
    public int Find(string id)
    {
        id = IdIn(id);
        if (id.Length == 0) return -1;
        if (keywords.FindSnip(id) is >= 0 and var exact) return exact;
        if (keywords.FindSnip(id.ToLowerInvariant()) is >= 0 and var lower) return lower;
        var starting = Enumerable.Range(0, keywords.Snips.Count).Where(n => keywords.Snips[n].Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (starting.Count <= 1) return starting.Count == 0 ? -1 : starting[0];

        throw Ambiguous(id, starting.OrderBy(n => keywords.Snips[n].Id, StringComparer.Ordinal).Take(Named).Select(reader.ReadSnip), starting.Count);
    }

    /// <summary>Several ids begin as the one that was given.</summary>
    /// <param name="id">What was given.</param>
    /// <param name="first">The first of the snips, by id; <see cref="Named"/> at most.</param>
    /// <param name="count">How many these are in all.</param>
    public static QueryException Ambiguous(string id, IEnumerable<Snip> first, int count)
    {
        var more = count > Named ? $" and {count - Named} more" : "";
        return new QueryException($"'{id}' begins the ids of {count} snips: {string.Join(", ", first.Select(Describe))}{more}.")
        {
            Found = id,
            Expected = "an id, or as much of it as no other begins with",
        };
    }

    /// <summary>The name of a snip in its link; other text as it is.</summary>
    public static string IdIn(string text)
    {
        text = text.Trim();
        var at = text.LastIndexOf(LinkPath, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return text;
        var name = text.AsSpan(at + LinkPath.Length);
        var end = name.IndexOfAny(LinkEnds);
        return (end < 0 ? name : name[..end]).ToString();
    }

    private static string Describe(Snip snip) => (snip.Title ?? snip.Episode.Title) is { } title ? $"{snip.Id} “{title}”" : snip.Id;
}
