namespace SemanticSnips.Ranking;

/// <summary>Turns nearness into the probability that a person would call two snips related.</summary>
/// <remarks>
/// Fitted to 265 pairs of 53 snips, judged by reading (benchmarks/judgments/related/learn.tsv), for the vectors of bge-small-en-v1.5. Other models'
/// vectors, seen from their mean, lie on a like scale, but that was not measured. Nearness within one talk is worth more than across talks, where it may be no
/// more than a common field: hence two curves. Immutable.
/// </remarks>
internal sealed record RelatednessModel
{
    /// <summary>The curve for snips of one episode.</summary>
    public LogisticCurve SameEpisode { get; init; } = new(10, 0.36);

    /// <summary>The curve for snips of different episodes.</summary>
    public LogisticCurve OtherEpisode { get; init; } = new(18.7, 0.522);

    /// <summary>
    /// So much more likely must a snip of the same episode be related to come before one of another: what follows in the same talk is no discovery.
    /// </summary>
    public double OtherEpisodeBonus { get; init; } = 0.3;

    /// <summary>The probability, in [0, 1].</summary>
    /// <param name="score">How near the two are: the default fusion of cosines seen from the mean with coverage.</param>
    /// <param name="sameEpisode">Whether both are of one episode, or of one that was aired twice.</param>
    internal double Probability(double score, bool sameEpisode) => (sameEpisode ? SameEpisode : OtherEpisode).At(score);
}

/// <summary>A logistic curve.</summary>
/// <param name="Slope">How steep it is; above 0.</param>
/// <param name="Midpoint">Where it is a half.</param>
internal sealed record LogisticCurve(double Slope, double Midpoint)
{
    internal double At(double x) => 1 / (1 + Math.Exp(-Slope * (x - Midpoint)));
}

/// <summary>What speaks for a sentence of a passage beside its cosine with the question and the score of its passage.</summary>
/// <remarks>Chosen on the marked sentences of qmsum-evidence and the even half of the seed's questions, for bge-small-en-v1.5. Immutable.</remarks>
internal sealed record QuotationWeights
{
    /// <summary>Weight of the share of the question's words that the sentence holds.</summary>
    public double Terms { get; init; } = 0.1;

    /// <summary>Weight of the logarithm of its length in words: scraps answer little.</summary>
    public double Length { get; init; } = 0.03;

    /// <summary>
    /// Added to the sentence behind the best one: explanations follow what they explain, so that of two neighbours alike the one behind is quoted.
    /// </summary>
    public double Forward { get; init; } = 0.05;
}
