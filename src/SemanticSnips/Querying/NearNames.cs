namespace SemanticSnips.Querying;

/// <summary>Names that are like a mistyped or half remembered one.</summary>
internal static class NearNames
{
    /// <summary>The known names, nearest first: by the edits from the guess to the nearest word, or run of as many words, of a name; then in ordinal
    /// order.</summary>
    /// <param name="guess">As typed.</param>
    /// <param name="known">Names that exist.</param>
    public static IEnumerable<(string Name, int Edits)> Of(string guess, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Edits: Distance(guess, name))).OrderBy(n => n.Edits).ThenBy(n => n.Name, StringComparer.Ordinal);

    private static int Distance(string guess, string name)
    {
        var wanted = guess.Trim().ToLowerInvariant();
        var words = name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var runs = Enumerable.Range(0, Math.Max(1, words.Length - length + 1)).Select(i => string.Join(' ', words.Skip(i).Take(length)));
        return runs.Min(run => Spelling.Edits(wanted, run));
    }
}
