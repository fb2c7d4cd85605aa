namespace SemanticSnips.Ranking;

/// <summary>Turns what the reader says of a sentence, and what the engine knows besides, into the probability that it belongs to the answer.</summary>
/// <remarks>A logistic regression learnt on judged questions; the log odds order answers, the probability is what is shown. Immutable.</remarks>
internal sealed record ReadingModel
{
    /// <summary>The constant term.</summary>
    public double Intercept { get; init; } = -7;

    /// <summary>Weight of the reader's logit of the sentence.</summary>
    public double Logit { get; init; } = 0.46;

    /// <summary>Weight of its logit of the passage as a whole.</summary>
    public double Relevance { get; init; }

    /// <summary>Weight of the share of the question's words, by their idf, that the sentence holds.</summary>
    public double Words { get; init; } = 3.3;

    /// <summary>Weight of the passage's score in the search.</summary>
    public double Score { get; init; } = 5.5;

    /// <summary>Added for every tenfold of the passages that could be found, from 1,000 on: among many, something always looks like an answer.</summary>
    public double Tenfold { get; init; }

    /// <summary>Below this probability nothing answers: <see cref="Confidence.None"/>.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>From this probability on something does: <see cref="Confidence.Likely"/>.</summary>
    public double Likely { get; init; } = 0.3;

    /// <summary>The probability of log odds, in [0, 1].</summary>
    internal static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>The log odds that a sentence belongs to the answer.</summary>
    /// <param name="evidence">What is known of it.</param>
    /// <param name="passages">How many could be found: all, or those that the conditions allow.</param>
    internal double LogOdds(ReadingEvidence evidence, int passages) =>
        Intercept + Logit * evidence.Logit + Relevance * evidence.Relevance + Words * evidence.WordShare + Score * evidence.Score
        + Tenfold * Math.Log10(Math.Max(1000, passages) / 1000.0);

    /// <summary>How sure it is that a sentence answers.</summary>
    internal Confidence ConfidenceOf(double probability) =>
        probability < Threshold ? Confidence.None : probability < Likely ? Confidence.Unsure : Confidence.Likely;
}

/// <summary>What is known of a sentence that was read.</summary>
/// <param name="Logit">The reader's, that it belongs to the answer; NaN is not allowed.</param>
/// <param name="Relevance">The reader's logit that its passage answers.</param>
/// <param name="WordShare">The share of the question's words that it holds, by idf, in [0, 1].</param>
/// <param name="Score">Its passage's score in the search.</param>
internal readonly record struct ReadingEvidence(double Logit, double Relevance, double WordShare, double Score);
