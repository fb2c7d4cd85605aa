using System.Buffers;

namespace SemanticSnips.Chunking;

/// <summary>Splits text into sentences by punctuation.</summary>
/// <remarks>
/// Made for speech-to-text: a capital alone starts no sentence, since transcripts that were joined from pieces have capitals in mid-sentence.
/// Abbreviations, initials and decimals end none.
/// </remarks>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "gen", "sen", "rep", "gov", "lt", "col", "vs", "etc", "eg", "e.g",
        "i.e", "ie", "cf", "al", "fig", "vol", "approx", "inc", "ltd", "corp", "co", "dept", "est", "u.s", "u.k", "a.m", "p.m",
    };

    private static readonly SearchValues<char> Ends = SearchValues.Create("\n.!?…。！？｡");

    /// <summary>The sentences of a text: every character that is not white space is in exactly one, in order.</summary>
    /// <param name="text">Any text; a line break ends a sentence.</param>
    /// <param name="offset">Added to every position.</param>
    public static IReadOnlyList<TextSpan> Split(ReadOnlySpan<char> text, int offset = 0)
    {
        var sentences = new List<TextSpan>();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ahead = text[i..].IndexOfAny(Ends);
            if (ahead < 0) break;
            i += ahead;
            if (text[i] == '\n')
            {
                Add(text, from, i);
                from = i + 1;
            }
            else
            {
                var to = i + 1;
                while (to < text.Length && (IsTerminator(text[to]) || IsCloser(text[to]))) to++;
                if (EndsSentence(text, i, to))
                {
                    Add(text, from, to);
                    from = to;
                }

                i = to - 1;
            }
        }

        Add(text, from, text.Length);
        return sentences;

        void Add(ReadOnlySpan<char> all, int start, int end)
        {
            while (start < end && char.IsWhiteSpace(all[start])) start++;
            while (end > start && char.IsWhiteSpace(all[end - 1])) end--;
            if (end > start) sentences.Add(new TextSpan(offset + start, offset + end));
        }
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int terminator, int next)
    {
        if (text[terminator] is '。' or '！' or '？' or '｡') return true;

        // Chinese writes an ellipsis as two, and no space after it.
        if (text[terminator] == '…' && next - terminator > 1 && next < text.Length && Scripts.IsIdeograph(text[next])) return true;
        if (next >= text.Length || !char.IsWhiteSpace(text[next])) return false;
        if (text[terminator] != '.' || next - terminator > 1) return FollowedByStart(text, next);

        var word = terminator;
        while (word > 0 && (char.IsLetterOrDigit(text[word - 1]) || text[word - 1] == '.')) word--;
        var before = text[word..terminator];
        if (before.Length == 1 && char.IsUpper(before[0]) && before[0] != 'I') return false;
        if (before.Equals("no", StringComparison.OrdinalIgnoreCase)) return !FollowedByNumber(text, next) && FollowedByStart(text, next);
        if (Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before) && !StartsWithCommonOpener(text, next)) return false;
        return FollowedByStart(text, next);
    }

    /// <summary>A small letter after the space means that the sentence goes on ("the U.S. is", "Yahoo! was").</summary>
    private static bool FollowedByStart(ReadOnlySpan<char> text, int next)
    {
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        return next == text.Length || !char.IsLower(text[next]);
    }

    /// <summary>"No. 5" is a number, "No." an answer.</summary>
    private static bool FollowedByNumber(ReadOnlySpan<char> text, int next) => text[next..].TrimStart() is [>= '0' and <= '9', ..];

    /// <summary>After "etc." or "U.S." a sentence does end where the next word usually opens one.</summary>
    private static bool StartsWithCommonOpener(ReadOnlySpan<char> text, int next)
    {
        var rest = text[next..].TrimStart();
        foreach (var opener in (ReadOnlySpan<string>)[
            "And ", "But ", "So ", "The ", "That ", "This ", "It ", "They ", "We ", "You ", "I ", "He ", "She ", "If ", "Because "])
        {
            if (rest.StartsWith(opener, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsTerminator(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '｡';

    private static bool IsCloser(char c) => c is '"' or '\'' or ')' or ']' or '”' or '’' or '»' or '」' or '』' or '）' or '】' or '》';
}
