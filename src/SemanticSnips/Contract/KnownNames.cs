using System.Globalization;
using SemanticSnips.Querying;

namespace SemanticSnips.Contract;

/// <summary>Turns names that a model guesses into conditions of a query; a name that no snip has is refused with those that are near it.</summary>
internal sealed class KnownNames(ISnipLibrary library)
{
    private const int MaxNear = 5;
    private const int MaxNames = 1_000;

    /// <summary>The condition for a name; null where there is no name.</summary>
    /// <exception cref="ArgumentException">No snip has the name.</exception>
    public async Task<string?> ConditionAsync(string field, string? name, Func<Facets, IReadOnlyList<Facet>> kind, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        var condition = $"{field}:\"{name.Replace('"', ' ')}\"";
        if ((await library.ListAsync(condition, 0, 1, cancellationToken).ConfigureAwait(false)).Total > 0) return condition;
        var known = kind(await library.FacetsAsync(null, MaxNames, cancellationToken).ConfigureAwait(false)).Select(f => f.Name).ToList();
        var near = NearNames.Of(name, known).Take(MaxNear).Select(n => $"'{n.Name}'").ToList();
        throw new ArgumentException(near.Count == 0
            ? $"{field} is '{name}'; no snip names any {field}."
            : $"{field} is '{name}', which no snip has; expected one like {string.Join(", ", near)}.");
    }

    /// <summary>The condition for a date; null where there is none.</summary>
    /// <exception cref="ArgumentException">It is no date.</exception>
    public static string? Date(string field, string? date)
    {
        if (string.IsNullOrWhiteSpace(date)) return null;
        string[] forms = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];
        if (DateOnly.TryParseExact(date.Trim(), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return $"{field}:{date.Trim()}";
        throw new ArgumentException($"{field} is '{date}'; expected yyyy-mm-dd, yyyy-mm or yyyy.");
    }
}
