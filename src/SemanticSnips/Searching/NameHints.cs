using SemanticSnips.Keywords;
using SemanticSnips.Querying;

namespace SemanticSnips.Searching;

/// <summary>Says of names that a query filters by and no snip has, which ones there are.</summary>
internal static class NameHints
{
    /// <summary>What is further away is another name, not a mistyped one.</summary>
    private const int MaxEdits = 2;

    /// <summary>A sentence for each condition on a name that nothing satisfies.</summary>
    /// <param name="conditions">Those of a query that found nothing.</param>
    /// <param name="isMet">Whether any passage satisfies a condition alone.</param>
    /// <param name="names">The names of the library; asked only where a condition is not met.</param>
    public static IEnumerable<string> Of(IEnumerable<Condition> conditions, Func<Condition, bool> isMet, Func<Facets> names)
    {
        foreach (var condition in conditions.Where(c => !c.Excluded))
        {
            if (KindOf(condition.Field) is not { } kind || isMet(condition)) continue;
            var near = NearNames.Of(condition.Value, kind.Of(names()).Select(f => f.Name))
                .TakeWhile(n => n.Edits <= MaxEdits).Select(n => n.Name).FirstOrDefault();
            yield return near is null
                ? $"No snip has the {kind.Name} '{condition.Value}'."
                : $"No snip has the {kind.Name} '{condition.Value}'. Did you mean {kind.Name}:\"{near}\"?";
        }
    }

    /// <summary>Whether a condition is on a name of which hints are given.</summary>
    public static bool IsOnName(Condition condition) => !condition.Excluded && KindOf(condition.Field) is not null;

    private static (string Name, Func<Facets, IReadOnlyList<Facet>> Of)? KindOf(ConditionField field) => field switch
    {
        ConditionField.Show => ("show", f => f.Shows),
        ConditionField.Episode => ("episode", f => f.Episodes),
        ConditionField.Speaker => ("speaker", f => f.Speakers),
        ConditionField.Guest => ("guest", f => f.Guests),
        ConditionField.Tag => ("tag", f => f.Tags),
        _ => null,
    };
}
