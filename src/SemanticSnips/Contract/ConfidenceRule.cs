namespace SemanticSnips.Contract;

/// <summary>How sure a result is, for every door: exit codes, the first line of text, and JSON.</summary>
public static class ConfidenceRule
{
    /// <summary>Where even the best answer is less likely one than this, it is shown and said to be unsure.</summary>
    private const double Unsure = 0.15;

    /// <summary>Of a search, and of related snips.</summary>
    public static Confidence Of(SearchResult result) => result.Answered ? Confidence.Likely : Confidence.None;

    /// <summary>Of a question.</summary>
    public static Confidence Of(AskResult result) =>
        result.Answers.Count == 0 ? Confidence.None : result.Answers.Max(a => a.Relevance) < Unsure ? Confidence.Unsure : Confidence.Likely;
}
