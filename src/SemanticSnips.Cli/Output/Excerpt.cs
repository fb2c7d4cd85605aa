using SemanticSnips.Chunking;

namespace SemanticSnips.Cli.Output;

/// <summary>The stretch of a passage that is worth showing.</summary>
internal static class Excerpt
{
    /// <summary>A stretch begins with its sentence where that begins at most so many characters earlier.</summary>
    private const int MaxLeadIn = 120;

    /// <summary>At most <paramref name="length"/> characters around the densest highlights; all where it fits.</summary>
    public static TextSpan Of(string text, IReadOnlyList<TextSpan> highlights, int length)
    {
        if (text.Length <= length) return new TextSpan(0, text.Length);
        var start = DensestStart(highlights, length * 3 / 4);
        start = Math.Min(start, text.Length - length);
        start = SentenceStart(text, start);
        var end = Math.Min(text.Length, start + length);
        if (end < text.Length)
        {
            var blank = text.LastIndexOf(' ', end, end - start);
            if (blank > start) end = blank;
        }

        return new TextSpan(start, end);
    }

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

    /// <summary>The start of the sentence, else of the word.</summary>
    private static int SentenceStart(string text, int position)
    {
        for (var i = position; i > Math.Max(0, position - MaxLeadIn); i--)
        {
            if (text[i - 1] is '\n' || (char.IsWhiteSpace(text[i - 1]) && i > 1 && text[i - 2] is '.' or '?' or '!')) return i;
        }

        if (position <= MaxLeadIn) return 0;
        while (position > 0 && !char.IsWhiteSpace(text[position - 1])) position--;
        return position;
    }
}
