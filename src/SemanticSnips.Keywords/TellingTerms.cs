namespace SemanticSnips.Keywords;

/// <summary>Chooses the words of a text that tell what it is about.</summary>
internal static class TellingTerms
{
    /// <summary>No word is common that occurs in so few passages, however small the library.</summary>
    private const int FewPassages = 10;

    /// <summary>Rare words that the text repeats, most telling first, each to be looked up once. What every talk is full of tells nothing.</summary>
    /// <param name="terms">The text's terms, how often each stands in it, and in how many passages.</param>
    /// <param name="passages">Passages of the library.</param>
    /// <param name="maxTerms">Words at most.</param>
    public static IReadOnlyList<(string Term, int Count)> Among(IEnumerable<(string Term, int Count, int Passages)> terms, int passages, int maxTerms)
    {
        var common = Math.Max(FewPassages, passages / 20);
        return [.. terms
            .Where(t => (t.Passages > 1 || passages <= 2) && t.Passages <= common)
            .OrderByDescending(t => Math.Log(1 + t.Count) * Bm25.Idf(passages, t.Passages))
            .ThenBy(t => t.Term, StringComparer.Ordinal)
            .Take(maxTerms)
            .Select(t => (t.Term, 1))];
    }
}
