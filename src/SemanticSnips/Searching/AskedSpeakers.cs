using System.Collections.Frozen;
using SemanticSnips.Keywords;

namespace SemanticSnips.Searching;

/// <summary>Whose words a question asks for: "what did Ann say about tea", or a filter by speaker.</summary>
internal static class AskedSpeakers
{
    /// <summary>A name alone may be what is talked about; with one of these, or "according to", somebody's words are asked for.</summary>
    private static readonly FrozenSet<string> Saying = Analysis.Stemmed(
        """
        say says said saying think thinks thought tell tells told talk talks talked mention mentions mentioned argue argues argued claim claims claimed
        believe believes believed describe describes described explain explains explained suggest suggests suggested recommend recommends recommended
        feel feels felt opinion view according advice predict predicts predicted
        """).Select(w => w.Term).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Of some speakers those whose words are asked for; empty where the question does not say.</summary>
    /// <param name="question">The question's words.</param>
    /// <param name="filters">Values of its speaker filters.</param>
    /// <param name="speakers">As the transcripts name them.</param>
    public static IReadOnlySet<string> Of(string question, IReadOnlyList<string> filters, IEnumerable<string> speakers)
    {
        var words = Words(question);
        var asksForWords = MayName(question);
        return speakers.Where(IsAsked).ToHashSet(StringComparer.Ordinal);

        bool IsAsked(string speaker)
        {
            var names = Words(speaker);
            if (filters.Any(f => Words(f) is { Count: > 0 } filter && filter.All(names.Contains))) return true;
            return asksForWords && names.Any(n => n.Length > 2 && words.Contains(n));
        }
    }

    /// <summary>Whether a question asks for somebody's words, whoever it names.</summary>
    public static bool MayName(string question) => Analysis.Stemmed(question).Any(w => Saying.Contains(w.Term));

    private static List<string> Words(string text) =>
        [.. Analysis.Exact(text).Select(w => w.Term).Select(t => t.EndsWith("'s", StringComparison.Ordinal) ? t[..^2] : t)];
}
