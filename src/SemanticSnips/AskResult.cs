namespace SemanticSnips;

/// <summary>What asking a question came to.</summary>
public sealed record AskResult
{
    /// <summary>The search behind it: the hits that answers were looked for in, and whether anything is relevant enough.</summary>
    public required SearchResult Search { get; init; }

    /// <summary>The answers, most likely first, then by snip and place; empty where nothing answers.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>How sure it is that the best answer is one; <see cref="Confidence.None"/> where there is none.</summary>
    public Confidence Confidence => Answers.Count == 0 ? Confidence.None : Answers[0].Confidence;

    /// <summary>The number of the commit that answered.</summary>
    public long Generation => Search.Generation;
}

/// <summary>Sentences that answer a question, verbatim.</summary>
public sealed record Answer
{
    /// <summary>One to three whole sentences of one turn.</summary>
    public required string Text { get; init; }

    /// <summary>Their span in the snip's <see cref="SnipText"/>.</summary>
    public required TextSpan Passage { get; init; }

    /// <summary>The span of the sentences around them, themselves among them: whole sentences of speech, some 90 words.</summary>
    public required TextSpan Context { get; init; }

    /// <summary>Who says it; null where the source does not tell.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it starts within the episode; null where the source gives no times.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>When it ends.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>The question that it replies to, where the turn before asks one; verbatim, with its speaker.</summary>
    public Turn? Prompt { get; init; }

    /// <summary>The snip that it is in.</summary>
    public required Snip Snip { get; init; }

    /// <summary>The snip's text, laid out.</summary>
    public required SnipText Layout { get; init; }

    /// <summary>Other snips of the episode that hold the same sentences.</summary>
    public IReadOnlyList<Snip> AlsoIn { get; init; } = [];

    /// <summary>The probability that it answers, in [0, 1].</summary>
    public required double Relevance { get; init; }

    /// <summary>How sure it is that it answers.</summary>
    public required Confidence Confidence { get; init; }
}
