namespace SemanticSnips.Transcripts;

/// <summary>Counts words and finds sentence ends in any script, without a dictionary.</summary>
internal static class Words
{
    /// <summary>The number of words: runs without white space; in scripts that are written without spaces, two characters are one word.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var words = 0;
        var unspaced = 0;
        var inside = false;
        foreach (var c in text)
        {
            if (IsUnspaced(c)) unspaced++;
            var part = !char.IsWhiteSpace(c) && !IsUnspaced(c);
            if (part && !inside) words++;
            inside = part;
        }

        return words + ((unspaced + 1) / 2);
    }

    /// <summary>Whether the character belongs to a script that is written without spaces between words (Thai to Khmer, kana, Han).</summary>
    public static bool IsUnspaced(char c) =>
        // Nearly all text lies before the first of them.
        c >= '\u0E00' && (c is <= '\u0EFF' or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
            or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF'));

    /// <summary>Whether the text ends with a sentence's end, closing quotes and brackets aside.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text)
    {
        var rest = text.TrimEnd().TrimEnd("\"'”’»)]」』*_");
        return rest.Length > 0 && IsTerminator(rest[^1]);
    }

    /// <summary>Whether text of so many words has enough sentence ends to be cut there; speech recognition often writes none.</summary>
    public static bool ArePunctuated(int words, int sentenceEnds) => sentenceEnds > 0 && words <= 60 * sentenceEnds;

    /// <summary>The number of places where a sentence may end.</summary>
    public static int CountSentenceEnds(ReadOnlySpan<char> text)
    {
        var ends = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsSentenceEnd(text, i)) ends++;
        }

        return ends;
    }

    /// <summary>Whether the character at <paramref name="index"/> is the last of a sentence and white space, the text's end or an unspaced script
    /// follows.</summary>
    public static bool IsSentenceEnd(ReadOnlySpan<char> text, int index)
    {
        var next = index + 1 < text.Length ? text[index + 1] : ' ';
        if (text[index] is '。' or '！' or '？') return next is not ('。' or '！' or '？' or '」' or '』' or '”');
        if (!char.IsWhiteSpace(next)) return false;
        return EndsSentence(text[Math.Max(0, index - 4)..(index + 1)]);
    }

    private static bool IsTerminator(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।';
}
