using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Which labels before a colon are speakers' in one text: those that recur, and what stands in the same place as they do.</summary>
internal static class SpokenNames
{
    // Where nearly every line begins with a label, one that stands there once is a label too.
    private const double Dense = 0.8;

    /// <summary>The names; none where too few lines begin with one.</summary>
    /// <param name="lines">Bare lines.</param>
    public static HashSet<string> Find(IReadOnlyList<string> lines)
    {
        var certain = new Dictionary<string, int>(StringComparer.Ordinal);
        var possible = new Dictionary<string, int>(StringComparer.Ordinal);
        var (filled, headings) = (0, 0);
        foreach (var line in lines)
        {
            if (line.Length == 0) continue;
            filled++;
            if (!SpokenName.TrySplit(line, out var name, out var text)) continue;
            if (SpokenName.IsHeading(name)) headings++;
            else if (text.Length > 0 || SpeakerLabel.IsName(name)) Add(SpeakerLabel.IsName(name) ? certain : possible, name);
        }

        var names = Recurring(certain);
        var others = Recurring(possible);
        var covered = headings + certain.Values.Sum() + others.Sum(name => possible[name]);
        var isDense = covered >= Dense * filled;
        if (names.Count == 0 && !(isDense && others.Count > 1)) return [];
        names.UnionWith(others);

        // One who speaks once must not be taken for the one before.
        if (isDense) names.UnionWith(certain.Keys);
        else names.UnionWith(certain.Keys.Where(name => name.Contains(' ')));
        return names;
    }

    private static void Add(Dictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    private static HashSet<string> Recurring(Dictionary<string, int> counts) => counts.Where(count => count.Value > 1)
        .Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
}
