using SemanticSnips.Transcripts;

namespace SemanticSnips.Answers;

/// <summary>A sentence that may be quoted from a hit, or stand beside what is.</summary>
/// <param name="Hit">What it was found in.</param>
/// <param name="Part">The turn that it belongs to.</param>
/// <param name="Span">Its place in the snip's text.</param>
/// <param name="Text">The sentence, verbatim.</param>
/// <param name="InAskingTurn">Whether its turn ends in a question that another speaker takes up.</param>
internal sealed record Sentence(SearchHit Hit, TextPart Part, TextSpan Span, string Text, bool InAskingTurn)
{
    /// <summary>What speaks for it; comparable only among sentences that were scored alike.</summary>
    public double Score { get; init; } = double.NegativeInfinity;

    /// <summary>Whether it asks for something.</summary>
    public bool Asks => Questions.IsQuestion(Text);

    /// <summary>Its words.</summary>
    public int WordCount => CountWords(Text);

    /// <summary>The words of a text, by the spaces between them; in scripts without spaces two characters are one.</summary>
    public static int CountWords(string text) => text.Any(Words.IsUnspaced) ? Words.Count(text) : text.Count(c => c == ' ') + 1;

    /// <summary>The sentences of a hit's passage in their order, with some before it and some behind.</summary>
    /// <param name="hit">A passage of speech.</param>
    /// <param name="before">Sentences before it at most.</param>
    /// <param name="behind">Sentences behind it at most: a passage that asks is answered in the next.</param>
    public static List<Sentence> Around(SearchHit hit, int before, int behind)
    {
        var text = hit.Layout;
        var sentences = new List<Sentence>();
        var (ahead, after) = (0, 0);
        foreach (var part in text.Parts)
        {
            if (part.Kind != PartKind.Turn || after >= behind) continue;
            bool? asks = null;
            foreach (var span in Clauses.Of(text, part))
            {
                if (span.To <= hit.Passage.From) ahead++;
                else if (span.From >= hit.Passage.To && ++after > behind) break;
                sentences.Add(new Sentence(hit, part, span, text.Text.Substring(span.From, span.Length), asks ??= EndsInQuestion(text, part)));
            }
        }

        sentences.RemoveRange(0, Math.Max(0, ahead - before));
        return sentences;
    }

    /// <summary>Whether a turn ends in a question that another speaker takes up: then all of it leads up to the question.</summary>
    private static bool EndsInQuestion(SnipText text, TextPart turn)
    {
        var next = text.Parts.FirstOrDefault(p => p.Kind == PartKind.Turn && p.From >= turn.To);
        if (next.To == 0 || next.Speaker == turn.Speaker) return false;
        var sentences = Clauses.Of(text, turn);
        return sentences.Count > 0 && Questions.IsQuestion(text.Text.AsSpan(sentences[^1].From, sentences[^1].Length));
    }
}
