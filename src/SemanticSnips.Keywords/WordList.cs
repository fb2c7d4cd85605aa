namespace SemanticSnips.Keywords;

/// <summary>The words of some texts as they are indexed, one after the other. Immutable.</summary>
/// <param name="terms">Their terms in UTF-8, end to end.</param>
/// <param name="words">Where each ends there, and how many places it stands behind the one before it.</param>
/// <param name="counted">Words that BM25 counts.</param>
internal sealed class WordList(byte[] terms, (int End, int Increment)[] words, int counted)
{
    /// <summary>Places that are left free between two texts, so that no phrase matches across.</summary>
    public const int Gap = 100;

    /// <summary>How many there are.</summary>
    public int Count => words.Length;

    /// <summary>How many of the words BM25 counts: those that are no stop words.</summary>
    public int Counted => counted;

    /// <summary>The terms in UTF-8, end to end.</summary>
    public byte[] Terms => terms;

    /// <summary>A word: its term's span of <see cref="Terms"/>, and how many places it stands behind the one before it.</summary>
    public (int From, int To, int Increment) this[int index] => (index == 0 ? 0 : words[index - 1].End, words[index].End, words[index].Increment);
}
