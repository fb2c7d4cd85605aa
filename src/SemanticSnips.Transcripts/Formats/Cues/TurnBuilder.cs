using System.Text;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Joins cues into turns of readable size.</summary>
/// <remarks>
/// A turn ends where the speaker changes, at a pause after a sentence, or at a sentence's end once it is a paragraph long.
/// Text without punctuation is cut by size and pauses alone.
/// </remarks>
internal static class TurnBuilder
{
    /// <summary>From this many words on, a turn ends with its sentence.</summary>
    public const int TurnWords = 120;

    /// <summary>A cue of this many words is a paragraph of the source's own making and is not joined to another.</summary>
    private const int ParagraphWords = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(0.3);

    /// <summary>The turns, in the cues' order. Cues without a word are dropped.</summary>
    public static IReadOnlyList<Turn> Build(IReadOnlyList<Cue> cues)
    {
        var turns = new List<Turn>();
        var text = new StringBuilder();
        var words = 0;
        var first = default(Cue);
        var last = default(Cue);
        var punctuated = Words.ArePunctuated(cues.Sum(cue => Words.Count(cue.Text)), cues.Sum(cue => Words.CountSentenceEnds(cue.Text)));

        foreach (var cue in cues)
        {
            if (string.IsNullOrWhiteSpace(cue.Text)) continue;
            var cueWords = Words.Count(cue.Text);
            if (words > 0 && Breaks(cue, cueWords)) Finish();
            if (text.Length == 0) first = cue;
            Append(text, cue);
            words += cueWords;
            last = cue;
        }

        Finish();
        return turns;

        bool Breaks(Cue next, int nextWords)
        {
            if (next.StartsTurn || next.Speaker != last.Speaker) return true;
            // Where cues only start, a second a word is slow speech; what lies beyond is silence.
            var pause = next.Start - (last.End ?? (last.Start + TimeSpan.FromSeconds(Words.Count(last.Text)))) ?? TimeSpan.Zero;
            if (!punctuated) return pause > Pause || (words >= TurnWords && pause >= Breath) || words >= TurnWords * 5 / 4;
            if (!Words.EndsSentence(last.Text)) return words >= TurnWords * 2;
            return pause > Pause || words >= TurnWords || (words >= ParagraphWords && nextWords >= ParagraphWords);
        }

        void Finish()
        {
            if (text.Length > 0) turns.Add(new Turn(first.Speaker, text.ToString(), first.Start, last.End < first.Start ? null : last.End));
            text.Clear();
            words = 0;
        }
    }

    private static void Append(StringBuilder text, Cue cue)
    {
        var piece = cue.Text.AsSpan().Trim();
        if (text.Length > 0 && !cue.IsGlued && NeedsSpace(text[^1], piece)) text.Append(' ');
        for (var i = 0; i < piece.Length; i++)
        {
            if (!char.IsWhiteSpace(piece[i])) text.Append(piece[i]);
            else if (!char.IsWhiteSpace(piece[i + 1]) && (piece[i] != '\n' || NeedsSpace(text[^1], piece[(i + 1)..]))) text.Append(' ');
        }
    }

    /// <summary>Whether a space belongs between two pieces: not in scripts without spaces, and not before a lone punctuation mark.</summary>
    private static bool NeedsSpace(char before, ReadOnlySpan<char> after)
    {
        if (after.IsEmpty || char.IsWhiteSpace(after[0]) || before == ' ') return false;
        if (IsWide(before) && IsWide(after[0])) return false;
        var lone = after.Length == 1 || char.IsWhiteSpace(after[1]);
        return !(lone && after[0] is ',' or '.' or '!' or '?' or ';' or ':' or '…' or ')' or ']' or '%');
    }

    private static bool IsWide(char c) => Words.IsUnspaced(c) || c is (>= '\u3000' and <= '\u303F') or (>= '\uFF00' and <= '\uFFEF');
}
