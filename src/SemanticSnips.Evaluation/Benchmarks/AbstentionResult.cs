using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>How well a system tells questions that can be answered from those that cannot, by its first hit.</summary>
public sealed record AbstentionResult
{
    /// <summary><c>masked</c>: the same questions with their judged documents hidden, the hard kind; <c>unanswerable</c>: questions that the collection marks
    /// so.</summary>
    public required string Kind { get; init; }

    /// <summary>Questions with a relevant document.</summary>
    public required int Answerable { get; init; }

    /// <summary>Questions without.</summary>
    public required int Unanswerable { get; init; }

    /// <summary>How often the first hit's relevance is higher for an answerable than for an unanswerable question; .5 is chance.</summary>
    [JsonPropertyName("aurocRelevance")]
    public required double AurocRelevance { get; init; }

    /// <summary>The same of the first hit's raw score.</summary>
    [JsonPropertyName("aurocScore")]
    public required double AurocScore { get; init; }

    /// <summary>The relevance from which on the engine answers.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the unanswerable questions that the engine answers all the same.</summary>
    public required double FalseAnswers { get; init; }

    /// <summary>Share of the answerable questions that it refuses.</summary>
    public required double FalseRefusals { get; init; }

    /// <summary>
    /// Risk over all questions when only the most confident share, by relevance, is answered; at most forty points, the last of which answers all.
    /// An answer is wrong where the first hit is not judged relevant, as it is for every unanswerable question.
    /// </summary>
    public required IReadOnlyList<RiskCoveragePoint> RiskCoverage { get; init; }

    /// <summary>The same with the raw score as confidence.</summary>
    public required IReadOnlyList<RiskCoveragePoint> RiskCoverageScore { get; init; }

    /// <summary>The least risk that any order of the questions could have: first all that are right, then the others.</summary>
    public required double RiskAreaBest { get; init; }

    /// <summary>The area under the whole curve by relevance; lower is better.</summary>
    public required double RiskArea { get; init; }

    /// <summary>The same with the raw score as confidence.</summary>
    public required double RiskAreaScore { get; init; }
}

/// <summary>The first hit of a question.</summary>
/// <param name="Relevance">The engine's probability; 0 where nothing was found.</param>
/// <param name="Score">What it is ranked by; 0 where nothing was found.</param>
/// <param name="IsRight">Whether it, or what is folded into it, is judged relevant.</param>
internal readonly record struct FirstHit(double Relevance, double Score, bool IsRight)
{
    public static FirstHit Of(IReadOnlyList<SearchHit> hits, IReadOnlyDictionary<string, int> judgments) =>
        hits.Count == 0 ? default : new FirstHit(hits[0].Relevance, hits[0].Score, Judge(hits[0], judgments));

    /// <summary>Whether a hit is judged relevant, or one that is folded into it since it covers the same moment.</summary>
    public static bool Judge(SearchHit hit, IReadOnlyDictionary<string, int> judgments) =>
        hit.AlsoIn.Select(snip => snip.Id).Prepend(hit.Snip.Id).Any(id => judgments.GetValueOrDefault(id) > 0);
}

internal static class Abstention
{
    private const int ShownPoints = 40;

    /// <summary>Measures abstention; null where either kind of question is missing.</summary>
    public static AbstentionResult? Measure(string kind, IReadOnlyList<FirstHit> answerable, IReadOnlyList<FirstHit> unanswerable, double threshold)
    {
        if (answerable.Count == 0 || unanswerable.Count == 0) return null;
        FirstHit[] all = [.. answerable, .. unanswerable];
        double[] losses = [.. all.Select(hit => hit.IsRight ? 0.0 : 1.0)];
        var byRelevance = RiskCoverage.Of([.. all.Select(hit => hit.Relevance)], losses);
        var byScore = RiskCoverage.Of([.. all.Select(hit => hit.Score)], losses);
        return new AbstentionResult
        {
            Kind = kind,
            Answerable = answerable.Count,
            Unanswerable = unanswerable.Count,
            AurocRelevance = Auroc.Of(answerable.Select(hit => hit.Relevance), unanswerable.Select(hit => hit.Relevance))!.Value,
            AurocScore = Auroc.Of(answerable.Select(hit => hit.Score), unanswerable.Select(hit => hit.Score))!.Value,
            Threshold = threshold,
            FalseAnswers = unanswerable.Average(hit => hit.Relevance >= threshold ? 1.0 : 0),
            FalseRefusals = answerable.Average(hit => hit.Relevance < threshold ? 1.0 : 0),
            RiskCoverage = Shown(byRelevance.Points),
            RiskCoverageScore = Shown(byScore.Points),
            RiskArea = byRelevance.Area,
            RiskAreaScore = byScore.Area,
            RiskAreaBest = RiskCoverage.Of([.. losses.Select(loss => -loss)], losses).Area,
        };
    }

    private static List<RiskCoveragePoint> Shown(IReadOnlyList<RiskCoveragePoint> points) =>
        points.Count <= ShownPoints ? [.. points] : [.. Enumerable.Range(1, ShownPoints).Select(i => points[(int)((long)points.Count * i / ShownPoints) - 1])];
}
