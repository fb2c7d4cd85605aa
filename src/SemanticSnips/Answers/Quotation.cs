namespace SemanticSnips.Answers;

/// <summary>What is quoted around the best sentence of a passage, and what stands around that.</summary>
internal static class Quotation
{
    private const int MaxSentences = 3;

    /// <summary>A sentence of speech alone is seldom understood; more than this is no quotation but a passage.</summary>
    private const int MaxWords = 60;

    /// <summary>Words of a quotation with the sentences around it.</summary>
    private const int ContextWords = 90;

    /// <summary>A sentence with those around it in its turn that say most to the question, as far as they fit.</summary>
    /// <param name="sentences">A passage's, scored.</param>
    /// <param name="best">The one that is quoted at least.</param>
    /// <param name="mayJoin">Whether a sentence may be quoted beside it.</param>
    /// <param name="forward">Added to the score of the sentence behind: explanations follow what they explain.</param>
    public static TextSpan Around(List<Sentence> sentences, int best, Func<Sentence, bool> mayJoin, double forward)
    {
        var (first, last) = (best, best);
        var words = sentences[best].WordCount;
        while (last - first + 1 < MaxSentences)
        {
            var before = ScoreOf(first - 1);
            var after = ScoreOf(last + 1) + forward;
            if (double.IsNegativeInfinity(Math.Max(before, after))) break;
            words += sentences[before > after ? --first : ++last].WordCount;
        }

        return new TextSpan(sentences[first].Span.From, sentences[last].Span.To);

        double ScoreOf(int i) =>
            i >= 0 && i < sentences.Count && sentences[i].Part == sentences[best].Part && mayJoin(sentences[i]) && words + sentences[i].WordCount <= MaxWords
                ? sentences[i].Score
                : double.NegativeInfinity;
    }

    /// <summary>A quotation with the sentences before and behind it in turn, as far as they fit, whoever says them.</summary>
    public static TextSpan ContextOf(SnipText text, TextSpan quoted)
    {
        var spoken = text.Parts
            .Where(p => p.Kind == PartKind.Turn)
            .SelectMany(p => Clauses.Of(text, p))
            .ToList();
        var (first, last) = (spoken.FindIndex(s => s.From == quoted.From), spoken.FindLastIndex(s => s.To == quoted.To));
        var words = Sentence.CountWords(text.Text[quoted.From..quoted.To]);
        for (var (before, behind) = (first > 0, last + 1 < spoken.Count); before || behind;)
        {
            behind = behind && last + 1 < spoken.Count && TryTake(spoken[last + 1]);
            if (behind) last++;
            before = before && first > 0 && TryTake(spoken[first - 1]);
            if (before) first--;
        }

        return new TextSpan(spoken[first].From, spoken[last].To);

        bool TryTake(TextSpan sentence)
        {
            var more = Sentence.CountWords(text.Text.Substring(sentence.From, sentence.Length));
            if (words + more > ContextWords) return false;
            words += more;
            return true;
        }
    }

    /// <summary>The question right before a turn, when another speaker asks it and the quotation answers it directly.</summary>
    /// <param name="text">The snip's text.</param>
    /// <param name="turn">The turn that is quoted from.</param>
    /// <param name="quoted">What is quoted of it.</param>
    public static Turn? PromptOf(SnipText text, TextPart turn, TextSpan quoted)
    {
        // What is said later in a long turn replies to it no more.
        var reply = Clauses.Of(text, turn);
        if (reply.Count > MaxSentences && quoted.From >= reply[MaxSentences].From) return null;
        var before = text.Parts.LastOrDefault(p => p.Kind == PartKind.Turn && p.To <= turn.From);
        if (before.To == 0 || before.Speaker is null || before.Speaker == turn.Speaker) return null;
        var last = Clauses.Of(text, before);
        if (last.Count == 0) return null;
        var question = text.Text.Substring(last[^1].From, last[^1].Length);
        return Questions.IsQuestion(question) ? new Turn(before.Speaker, question, before.Start, before.End) : null;
    }
}
