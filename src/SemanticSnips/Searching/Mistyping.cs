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
    /// <param name="legs">Know what the library says.</param>
    /// <param name="model">Knows the language: what is a word of its own is no mistake, even where nobody says it.</param>
    /// <param name="notes">Receives a sentence a mended word.</param>
    public static string Mend(string words, Legs legs, ModelLoader model, List<string> notes)
    {
        var mended = new StringBuilder();
        var done = 0;
        foreach (var (term, from, to) in Analysis.Stemmed(words))
        {
            var typed = words[from..to];
            if (legs.Holds(term) || !IsMendable(typed) || model.IsWord(typed)) continue;
            if (legs.NearestWord(typed.ToLowerInvariant(), typed.Length < LettersForTwoEdits ? 1 : 2) is not { } meant) continue;
            notes.Add($"Nobody says '{typed}'; searched for '{meant}'.");
            mended.Append(words, done, from - done).Append(meant);
            done = to;
        }

        return done == 0 ? words : mended.Append(words, done, words.Length - done).ToString();
    }

    private static bool IsMendable(string word) => word.Length >= MinLetters && word.All(char.IsAsciiLetter);
}
