using System.Globalization;

namespace SemanticSnips.Evaluation;

/// <summary>A measure by its name: <c>nDCG@10</c>, <c>MRR@10</c>, <c>MAP</c>, <c>P@10</c>, <c>Recall@100</c>, <c>Success@5</c>.</summary>
/// <remarks>Immutable and thread-safe. The definitions are those of <see cref="Measures"/>.</remarks>
public sealed record Measure
{
    private static readonly string[] Families = ["nDCG", "MRR", "MAP", "P", "Recall", "Success"];
    private readonly string _family;

    private Measure(string family, int? cutoff) => (_family, Cutoff) = (family, cutoff);

    /// <summary>What <c>snips eval</c> reports unless told otherwise; the first is the one that systems are compared by.</summary>
    public static IReadOnlyList<Measure> Standard { get; } =
        [.. new[] { "nDCG@10", "Recall@100", "MRR@10", "MAP", "P@10" }.Select(Parse)];

    /// <summary>The name, such as <c>nDCG@10</c>.</summary>
    public string Name => Cutoff is { } cutoff ? $"{_family}@{cutoff}" : _family;

    /// <summary>How many ranks count; null for all.</summary>
    public int? Cutoff { get; }

    /// <summary>Reads a name in any case. P and Success need a cutoff, the others may go without.</summary>
    /// <exception cref="FormatException">There is no such measure.</exception>
    public static Measure Parse(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var family = Families.FirstOrDefault(family => family.Equals(at < 0 ? name : name[..at], StringComparison.OrdinalIgnoreCase));
        var cutoff = 0;
        var isCut = at >= 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out cutoff) && cutoff > 0;
        if (family is null || (at >= 0 && !isCut) || (at < 0 && family is "P" or "Success"))
            throw new FormatException($"\"{name}\" is no measure; expected nDCG, MRR, MAP or Recall with or without @k, or P@k or Success@k, with k from 1");
        return new Measure(family, isCut ? cutoff : null);
    }

    /// <summary>The value for one query, in [0, 1].</summary>
    /// <param name="ranking">Best first.</param>
    /// <param name="judgments">The grade of every judged document.</param>
    public double Of(IReadOnlyList<ScoredDocument> ranking, IReadOnlyDictionary<string, int> judgments)
    {
        int[] ranked = [.. ranking.Select(hit => judgments.GetValueOrDefault(hit.Document))];
        int[] judged = [.. judgments.Values];
        var cutoff = Cutoff ?? int.MaxValue;
        return _family switch
        {
            "nDCG" => Measures.Ndcg(ranked, judged, cutoff),
            "MRR" => Measures.ReciprocalRank(ranked, cutoff),
            "MAP" => Measures.AveragePrecision(ranked, judged, cutoff),
            "P" => Measures.Precision(ranked, cutoff),
            "Recall" => Measures.Recall(ranked, judged, cutoff),
            _ => Measures.Success(ranked, cutoff),
        };
    }

    /// <summary>The value for every judged query, in the order of <see cref="Qrels.Queries"/>.</summary>
    /// <remarks>Queries without judgments are left out, as trec_eval leaves them out.</remarks>
    public IReadOnlyList<QueryValue> PerQuery(Qrels qrels, Run run, MissingQueries missing = MissingQueries.CountAsZero) =>
    [
        .. from query in qrels.Queries
           let ranking = run[query]
           where ranking.Count > 0 || missing == MissingQueries.CountAsZero
           select new QueryValue(query, Of(ranking, qrels[query])),
    ];

    /// <summary>The mean over the judged queries; 0 when there are none.</summary>
    public double Mean(Qrels qrels, Run run, MissingQueries missing = MissingQueries.CountAsZero) =>
        PerQuery(qrels, run, missing).Select(value => value.Value).DefaultIfEmpty().Average();

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}

/// <summary>The value of a measure for one query.</summary>
/// <param name="Query">The query's id.</param>
/// <param name="Value">In [0, 1].</param>
public readonly record struct QueryValue(string Query, double Value);

/// <summary>What a judged query counts for which a run holds no document.</summary>
public enum MissingQueries
{
    /// <summary>
    /// Zero, as with trec_eval's <c>-c</c>. Our default: a system must not gain by staying silent where it is weak, and all
    /// runs are then measured on the same queries, which paired comparisons need.
    /// </summary>
    CountAsZero,

    /// <summary>Nothing: the query is left out, as trec_eval does by default.</summary>
    Omit,
}
