using SemanticSnips.Chunking;

namespace SemanticSnips.Answers;

/// <summary>The sentences of a turn as they are quoted: one that runs on for longer than any quotation, as speech without punctuation does, is cut into
/// clauses.</summary>
internal static class Clauses
{
    /// <summary>What has no more words stays whole, however it is built.</summary>
    private const int LongestSentence = 60;

    private const int MaxWords = 40;
    private const int MinWords = 12;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(0.4);

    /// <summary>Words that a clause often begins with.</summary>
    private static readonly HashSet<string> Openers = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "but", "so", "because", "which", "or", "then", "well", "now", "that's", "it's", "there's", "if", "when", "while", "although", "though", "yeah",
    };

    /// <summary>The spans of a turn: every character that is not white space is in exactly one, in order.</summary>
    public static List<TextSpan> Of(SnipText text, TextPart turn)
    {
        var clauses = new List<TextSpan>();
        foreach (var sentence in Sentences.Split(text.Text.AsSpan(turn.From, turn.To - turn.From), turn.From))
        {
            var words = WordsOf(text.Text, sentence);
            if (words.Count <= LongestSentence) clauses.Add(sentence);
            else Cut(text, words, clauses);
        }

        return clauses;
    }

    /// <summary>Cuts where most speaks for it, of equals as late as possible; no clause is a scrap.</summary>
    private static void Cut(SnipText text, List<TextSpan> words, List<TextSpan> clauses)
    {
        for (var from = 0; from < words.Count;)
        {
            var left = words.Count - from;
            var (to, best) = (words.Count, -1);
            if (left > MaxWords)
            {
                for (var next = from + MinWords; next <= from + Math.Min(MaxWords, left - MinWords); next++)
                {
                    if (StrengthOf(text, words[next - 1], words[next]) is var strength && strength >= best) (to, best) = (next, strength);
                }
            }

            clauses.Add(new TextSpan(words[from].From, words[to - 1].To));
            from = to;
        }
    }

    /// <summary>What speaks for an end between two words: a breath most, then a comma, then how the next one begins.</summary>
    private static int StrengthOf(SnipText text, TextSpan before, TextSpan after)
    {
        if (text.IsPause(before.To, after.From, Breath)) return 3;
        if (text.Text[before.To - 1] is ',' or ';' or ':' or '–' or '—') return 2;
        return Openers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Text.AsSpan(after.From, after.Length)) ? 1 : 0;
    }

    private static List<TextSpan> WordsOf(string text, TextSpan sentence)
    {
        var words = new List<TextSpan>();
        for (var at = sentence.From; at < sentence.To;)
        {
            var from = at;
            while (at < sentence.To && !char.IsWhiteSpace(text[at])) at++;
            if (at > from) words.Add(new TextSpan(from, at));
            else at++;
        }

        return words;
    }
}
