using Npgsql;

namespace SemanticSnips.Postgres;

/// <summary>In how many passages each word is said, as it is said: what a mistyped word is mended by.</summary>
internal static class Vocabulary
{
    /// <summary>Counts the words of all passages anew.</summary>
    public const string Recount =
        "delete from word; insert into word select word, ndoc from ts_stat('select words from passage') where char_length(word) between 2 and 40;";

    private const string Counted = "select w.word, count(*)::int as passages from passage p cross join unnest(tsvector_to_array(p.words)) as w (word)";

    /// <summary>Counts the words of the passages from a number on.</summary>
    public static void Add(NpgsqlConnection connection, int first) => connection.Run(
        $"""
        insert into word {Counted} where p.id >= $1 and char_length(w.word) between 2 and 40 group by w.word order by w.word
        on conflict (word) do update set passages = word.passages + excluded.passages
        """, first);

    /// <summary>Takes the words of some passages out of the count, while these are still there.</summary>
    public static void Remove(NpgsqlConnection connection, int[] passages)
    {
        connection.Run(
            $"""
            update word set passages = word.passages - gone.passages
            from ({Counted} where p.id = any($1) group by w.word) as gone where gone.word = word.word
            """, passages);
        connection.Run("delete from word where passages <= 0");
    }

    /// <summary>The words among which one that is typed may be meant: its first letter is right, and it is at most so many letters longer or shorter.</summary>
    /// <param name="typed">In lower case, of the letters a to z.</param>
    /// <param name="maxEdits">Mistakes.</param>
    public static Statement Near(string typed, int maxEdits) => new(
        "select word, passages from word where word >= @from and word < @to and char_length(word) between @least and @most",
        ("from", typed[..1]), ("to", $"{(char)(typed[0] + 1)}"), ("least", typed.Length - maxEdits), ("most", typed.Length + maxEdits));

    /// <summary>The word by the fewest mistakes; of several the one that stands in the most passages, then the first in ordinal order.</summary>
    /// <param name="typed">As for <see cref="Near"/>.</param>
    /// <param name="maxEdits">Likewise.</param>
    /// <param name="words">What that found.</param>
    public static string? Nearest(string typed, int maxEdits, IEnumerable<(string Word, int Passages)> words) => words
        .Select(w => (w.Word, w.Passages, Edits: Spelling.EditsOrSwaps(typed, w.Word)))
        .Where(w => w.Edits >= 1 && w.Edits <= maxEdits)
        .OrderBy(w => w.Edits).ThenByDescending(w => w.Passages).ThenBy(w => w.Word, StringComparer.Ordinal)
        .Select(w => w.Word).FirstOrDefault();
}
