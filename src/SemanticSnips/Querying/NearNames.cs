namespace SemanticSnips.Querying;

/// <summary>Names that are like a mistyped or half remembered one.</summary>
internal static class NearNames
{
    /// <summary>The known names, nearest first: by the edits from the guess to the nearest word, or run of as many words, of a name; then in ordinal order.</summary>
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
        return runs.Min(run => Edits(wanted, run));
    }

    /// <summary>Letters to insert, delete or replace (Levenshtein, 1966).</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
