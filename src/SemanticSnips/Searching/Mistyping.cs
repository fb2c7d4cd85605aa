using System.Text;
using SemanticSnips.Keywords;

namespace SemanticSnips.Searching;

/// <summary>Takes a word of a query that nobody in the library says for the near one that somebody does, and says so.</summary>
internal static class Mistyping
{
    /// <summary>Letters of a word that may be mended; shorter ones have too many neighbours.</summary>
    private const int MinLetters = 5;

    /// <summary>From so many letters on, two mistakes may be in a word.</summary>
    private const int LettersForTwoEdits = 8;

    /// <summary>The words as they were meant.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="holds">Whether the library says a stem.</param>
    /// <param name="isWord">Whether the model's vocabulary has a word whole: it is no mistake then, even where nobody says it.</param>
    /// <param name="nearest">The word of the library that is nearest to one in lower case, within so many edits; null for none.</param>
    /// <param name="notes">Receives a sentence a mended word.</param>
    public static string Mend(
        string words, Func<string, bool> holds, Func<string, bool> isWord, Func<string, int, string?> nearest, List<string> notes)
    {
        var mended = new StringBuilder();
        var done = 0;
        foreach (var (typed, from, to) in Suspects(words, holds, isWord))
        {
            if (nearest(typed.ToLowerInvariant(), MaxEdits(typed)) is not { } meant) continue;
            notes.Add($"Nobody says '{typed}'; searched for '{meant}'.");
            mended.Append(words, done, from - done).Append(meant);
            done = to;
        }

        return done == 0 ? words : mended.Append(words, done, words.Length - done).ToString();
    }

    /// <summary>The words that may be mistakes, as typed, and where they stand.</summary>
    /// <inheritdoc cref="Mend"/>
    public static IEnumerable<(string Typed, int From, int To)> Suspects(string words, Func<string, bool> holds, Func<string, bool> isWord)
    {
        foreach (var (term, from, to) in Analysis.Stemmed(words))
        {
            var typed = words[from..to];
            if (!holds(term) && IsMendable(typed) && !isWord(typed)) yield return (typed, from, to);
        }
    }

    /// <summary>Mistakes that a word may hold.</summary>
    public static int MaxEdits(string word) => word.Length < LettersForTwoEdits ? 1 : 2;

    private static bool IsMendable(string word) => word.Length >= MinLetters && word.All(char.IsAsciiLetter);
}
