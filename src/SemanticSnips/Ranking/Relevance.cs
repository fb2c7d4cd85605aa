namespace SemanticSnips.Ranking;

/// <summary>How likely a hit is relevant, whatever is known of it.</summary>
internal static class Relevance
{
    /// <summary>The model's probability; without a model or a cosine, the coverage: the share of the query's information that the passage holds.</summary>
    public static double Estimate(RelevanceModel? model, RelevanceEvidence evidence) =>
        model is null || double.IsNaN(evidence.Cosine) ? Math.Clamp(evidence.Coverage, 0, 1) : model.Probability(evidence);
}
