namespace SemanticSnips.Ranking;

/// <summary>Turns what is known of a hit into the probability that it is relevant, learnt on judged questions.</summary>
/// <param name="OnTopic">Whether the library speaks of the matter at all.</param>
/// <param name="StandsOut">Whether this hit, of those on the topic, is the one.</param>
/// <param name="Threshold">Below this the engine says that nothing answers the query: <see cref="Confidence.None"/>.</param>
/// <param name="Likely">From this on it says that something does: <see cref="Confidence.Likely"/>. Between the two it is unsure; not above the threshold,
/// it never is.</param>
/// <param name="QuotationShare">Of the relevant passages the share whose quotation holds what answers; sentence scores were found to say nothing about
/// which.</param>
/// <remarks>
/// Two questions, since no one scale answers both: the absolute scores tell what is off the topic, and say little within it; there a hit must
/// stand out from its list, which the first hit of an off-topic question does just as well. Immutable; scores of one model mean nothing for another.
/// </remarks>
internal sealed record RelevanceModel(
    OnTopicModel OnTopic, StandsOutModel StandsOut, double Threshold = 0.5, double QuotationShare = 1, double Likely = RelevanceModel.DefaultLikely)
{
    /// <summary>Where 15 of 100 quotations answer, at the shipped <see cref="QuotationShare"/> of .63: what is less likely is shown as unsure.</summary>
    public const double DefaultLikely = 0.238;

    /// <summary>The probability, in [0, 1].</summary>
    public double Probability(RelevanceEvidence evidence) => OnTopic.Probability(evidence) * StandsOut.Probability(evidence);
}

/// <summary>A logistic regression on the absolute scores.</summary>
/// <param name="Intercept">The constant term.</param>
/// <param name="Cosine">Weight of the passage's cosine.</param>
/// <param name="Coverage">Weight of the passage's coverage.</param>
internal sealed record OnTopicModel(double Intercept, double Cosine, double Coverage)
{
    internal double Probability(RelevanceEvidence evidence) => 1 / (1 + Math.Exp(-(Intercept + Cosine * evidence.Cosine + Coverage * evidence.Coverage)));
}

/// <summary>A logistic regression on the hit's place in its list.</summary>
/// <param name="Intercept">The constant term.</param>
/// <param name="Lead">Weight of the lead of the score over that of the tenth hit of the list.</param>
/// <param name="BackgroundScore">The score of passages at large, cosine + w * coverage; what a list of fewer than ten hits is taken to go on with. Null
/// where it is not known.</param>
internal sealed record StandsOutModel(double Intercept, double Lead, double? BackgroundScore = null)
{
    /// <summary>The hit of a list that the others' leads are measured from.</summary>
    internal const int LeadDepth = 10;

    internal double Probability(RelevanceEvidence evidence) => 1 / (1 + Math.Exp(-(Intercept + Lead * evidence.Lead)));

    /// <summary>What a hit must stand out from. A small library, or a filter that few snips pass, has no tenth hit and may answer all the same.</summary>
    /// <param name="count">Hits in the list; 1 or more.</param>
    /// <param name="last">The score of the tenth hit, or of the last one before it.</param>
    /// <param name="background">The score of passages at large, see <see cref="BackgroundScore"/>.</param>
    internal static double TenthScore(int count, double last, double? background) => count < LeadDepth && background < last ? background.Value : last;
}

/// <summary>What speaks for a hit's relevance.</summary>
/// <param name="Cosine">Of query and passage, in [-1, 1].</param>
/// <param name="Coverage">BM25 as a share of the query's ceiling, in [0, 1].</param>
/// <param name="Lead">How far the hit's score lies above that of the tenth hit of the list; negative below it.</param>
internal readonly record struct RelevanceEvidence(double Cosine, double Coverage, double Lead);
