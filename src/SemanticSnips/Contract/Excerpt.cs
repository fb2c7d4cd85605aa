namespace SemanticSnips.Contract;

/// <summary>The stretch of a passage that is worth showing.</summary>
public static class Excerpt
{
    /// <summary>A stretch begins with its sentence where that begins at most so many characters earlier.</summary>
    private const int MaxLeadIn = 120;

    /// <summary>At most <paramref name="length"/> characters around the densest highlights; all where it fits.</summary>
    /// <param name="text">The passage.</param>
    /// <param name="highlights">Spans of it that matched, ascending.</param>
    /// <param name="length">UTF-16 units, 1 or more.</param>
    public static TextSpan Of(string text, IReadOnlyList<TextSpan> highlights, int length)
    {
        if (text.Length <= length) return new TextSpan(0, text.Length);
        var match = DensestStart(highlights, length * 3 / 4);
        var start = Start(text, Math.Min(match, text.Length - length), match);
        return new TextSpan(start, End(text, start, Math.Min(text.Length, start + length)));
    }

    /// <summary>The end of the last whole sentence where that leaves most of the stretch, else of the last whole word.</summary>
    private static int End(string text, int start, int end)
    {
        if (end == text.Length) return end;
        for (var i = end; i > start + (end - start) * 2 / 3; i--)
        {
            if (char.IsWhiteSpace(text[i]) && EndsSentence(text[i - 1])) return i;
        }

        while (end > start + 1 && !char.IsWhiteSpace(text[end])) end--;
        return end;
    }

    private static bool EndsSentence(char c) => c is '.' or '?' or '!' or '…';

    private static int DensestStart(IReadOnlyList<TextSpan> highlights, int length)
    {
        var (best, bestCount) = (0, 0);
        for (int i = 0, j = 0; i < highlights.Count; i++)
        {
            while (j < highlights.Count && highlights[j].To <= highlights[i].From + length) j++;
            if (j - i > bestCount) (best, bestCount) = (highlights[i].From, j - i);
        }

        return best;
    }

    /// <summary>The start of the sentence, else of the next one that does not lose the match, else of the word.</summary>
    private static int Start(string text, int position, int match)
    {
        if (position <= MaxLeadIn) return 0;
        for (var i = position; i > position - MaxLeadIn; i--)
        {
            if (BeginsSentence(text, i)) return i;
        }

        for (var i = position; i <= match; i++)
        {
            if (BeginsSentence(text, i)) return i;
        }

        while (position > 0 && !char.IsWhiteSpace(text[position - 1])) position--;
        return position;
    }

    private static bool BeginsSentence(string text, int i) =>
        i < 2 || text[i - 1] == '\n' || (char.IsWhiteSpace(text[i - 1]) && EndsSentence(text[i - 2]));
}
