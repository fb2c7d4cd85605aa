namespace SemanticSnips.Transcripts;

/// <summary>A title for what has none: how it begins.</summary>
internal static class FirstWords
{
    private const int MaxLength = 60;

    /// <summary>The first sentence, or as many of its words as fit a title; null where there are no words.</summary>
    public static string? Of(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var end = 0;
        while (end < text.Length && end <= MaxLength && !(end > 0 && Words.IsSentenceEnd(text, end - 1))) end++;
        if (end > 0 && end <= MaxLength) return Bare(text[..end]);
        if (text.IsEmpty) return null;
        end = text[..MaxLength].LastIndexOf(' ') is > MaxLength / 3 and var space ? space : MaxLength;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text[..end].TrimEnd(" ,;:-–—"), "…");
    }

    private static string? Bare(ReadOnlySpan<char> sentence) => sentence.TrimEnd(" .,;:。") is { IsEmpty: false } words ? words.ToString() : null;
}
