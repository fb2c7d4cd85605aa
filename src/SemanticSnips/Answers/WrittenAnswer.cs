using SemanticSnips.Transcripts;

namespace SemanticSnips;

/// <summary>What a chat model wrote from the passages that were found; every sentence names the snips that it rests on.</summary>
public sealed record WrittenAnswer
{
    /// <summary>The sentences, one after the other, without the numbers of their sources.</summary>
    public string Text => string.Join(' ', Sentences.Select(s => s.Text));

    /// <summary>One or more.</summary>
    public required IReadOnlyList<WrittenSentence> Sentences { get; init; }

    /// <summary>Sentences that the model wrote without naming a passage that it was given; they are left out, since nobody could check them.</summary>
    public int LeftOut { get; init; }
}

/// <summary>A sentence of a chat model.</summary>
/// <param name="Text">Without the numbers of its sources.</param>
/// <param name="Citations">The snips that the model says it rests on, each once; one or more. That they say so is for the reader to check.</param>
public sealed record WrittenSentence(string Text, IReadOnlyList<Snip> Citations);
