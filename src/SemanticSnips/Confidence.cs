namespace SemanticSnips;

/// <summary>How sure it is that something answers. Follows from the probability of the best answer by two thresholds of the ranking profile, nowhere
/// else.</summary>
public enum Confidence
{
    /// <summary>Nothing answers.</summary>
    None,

    /// <summary>Something may answer; it is shown, and said to be unsure.</summary>
    Unsure,

    /// <summary>Something answers, as likely as not or better.</summary>
    Likely,
}
