namespace SemanticSnips.Ranking;

/// <summary>Turns what is known of a hit into the probability that it is relevant: a logistic regression learnt on judged questions.</summary>
/// <param name="Intercept">The constant term.</param>
/// <param name="Cosine">Weight of the passage's cosine.</param>
/// <param name="Coverage">Weight of the passage's coverage.</param>
/// <param name="Lead">Weight of the lead of the score over that of the tenth hit of the list.</param>
/// <remarks>Immutable; scores of one model mean nothing for another.</remarks>
public sealed record RelevanceModel(double Intercept, double Cosine, double Coverage, double Lead)
{
    /// <summary>Below this the engine says that nothing answers the query.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The probability, in [0, 1].</summary>
    public double Probability(RelevanceEvidence evidence) =>
        1 / (1 + Math.Exp(-(Intercept + Cosine * evidence.Cosine + Coverage * evidence.Coverage + Lead * evidence.Lead)));
}

/// <summary>What speaks for a hit's relevance.</summary>
/// <param name="Cosine">Of query and passage, in [-1, 1].</param>
/// <param name="Coverage">BM25 as a share of the query's ceiling, in [0, 1].</param>
/// <param name="Lead">How far the hit's score lies above that of the tenth hit of the list; negative below it.</param>
public readonly record struct RelevanceEvidence(double Cosine, double Coverage, double Lead);
