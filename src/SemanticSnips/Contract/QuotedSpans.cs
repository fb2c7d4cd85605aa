using SemanticSnips.Chunking;

namespace SemanticSnips.Contract;

/// <summary>Where an answer stands in its snip's text, and which sentences stand around it.</summary>
internal static class QuotedSpans
{
    /// <summary>Sentences of the same turn that are shown before and after an answer.</summary>
    private const int Around = 2;

    /// <summary>The answer's span and that of its context, which holds it.</summary>
    public static (TextSpan Passage, TextSpan Context) Of(SnipText layout, Answer answer)
    {
        var passage = Find(layout, answer);
        var turn = layout.PartAt(passage.From);
        var sentences = Sentences.Split(layout.Text.AsSpan(turn.From, turn.To - turn.From), turn.From);
        var first = IndexOf(sentences, s => s.To > passage.From);
        var last = IndexOf(sentences, s => s.To >= passage.To);
        if (first < 0 || last < 0) return (passage, passage);
        var from = Math.Min(passage.From, sentences[Math.Max(0, first - Around)].From);
        var to = Math.Max(passage.To, sentences[Math.Min(sentences.Count - 1, last + Around)].To);
        return (passage, new TextSpan(from, to));
    }

    /// <summary>The place with the answer's words and start: the same words may be said twice.</summary>
    private static TextSpan Find(SnipText layout, Answer answer)
    {
        TextSpan? first = null;
        for (var at = layout.Text.IndexOf(answer.Text, StringComparison.Ordinal); at >= 0; at = layout.Text.IndexOf(answer.Text, at + 1, StringComparison.Ordinal))
        {
            var span = new TextSpan(at, at + answer.Text.Length);
            if (layout.TimesOf(span.From, span.To).Start == answer.Start) return span;
            first ??= span;
        }

        return first ?? throw new InvalidOperationException($"The answer is not in the text of snip {answer.Snip.Id}.");
    }

    private static int IndexOf(IReadOnlyList<TextSpan> sentences, Func<TextSpan, bool> holds)
    {
        for (var i = 0; i < sentences.Count; i++)
        {
            if (holds(sentences[i])) return i;
        }

        return -1;
    }
}
