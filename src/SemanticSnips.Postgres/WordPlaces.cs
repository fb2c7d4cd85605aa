using System.Globalization;
using SemanticSnips.Keywords;

namespace SemanticSnips.Postgres;

/// <summary>Where words of a query stand in passages that hold two which are neighbours in it, and the proximity that comes of it.</summary>
/// <param name="terms">Analysed, in the query's order.</param>
/// <param name="idf">How telling each is.</param>
internal sealed class WordPlaces(IReadOnlyList<string> terms, IReadOnlyList<double> idf)
{
    /// <summary>A word and its places a text; null for passages without two neighbours.</summary>
    public const string Column = """
        case when p.words @@ @pairs::tsquery then array(
            select w.lexeme || ' ' || array_to_string(w.positions, ' ') from unnest(p.words) as w where w.lexeme ^@ any(@beginnings)) end
        """;

    private readonly double[] _shares = Proximity.Shares(idf);

    /// <summary>Whether the query has neighbours at all.</summary>
    public bool Any => terms.Count > 1;

    /// <summary>Neighbours, by how their words begin, as the text of a tsquery.</summary>
    public string Pairs => string.Join(" | ", terms.Zip(terms.Skip(1), (left, right) => $"({Beginning(left)} & {Beginning(right)})"));

    /// <summary>How the words of the query's terms begin.</summary>
    public string[] Beginnings => [.. terms.Select(Stemmer.PrefixOf)];

    /// <summary>The proximity of a passage.</summary>
    /// <param name="places">As <see cref="Column"/> gives them.</param>
    public float Of(string[]? places)
    {
        if (places is null) return 0;
        var positions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var word in places.Select(p => p.Split(' ')))
        {
            if (Analysis.Stem(word[0]) is not { } stem) continue;
            if (!positions.TryGetValue(stem, out var known)) positions.Add(stem, known = []);
            known.AddRange(word.Skip(1).Select(w => int.Parse(w, CultureInfo.InvariantCulture)));
        }

        foreach (var known in positions.Values) known.Sort();
        return Proximity.Of(terms, _shares, positions);
    }

    private static string Beginning(string term) => $"{ConditionSql.Quoted(Stemmer.PrefixOf(term))}:*";
}
