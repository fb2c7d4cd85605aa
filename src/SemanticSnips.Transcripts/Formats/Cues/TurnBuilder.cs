using System.Text;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Joins cues into turns of readable size, which keep the times of the cues.</summary>
/// <remarks>
/// A turn ends where the speaker changes, at a silence, at a pause after a sentence, or at a sentence's end once it is a paragraph long.
/// Text without punctuation is cut by size and pauses alone.
/// </remarks>
internal sealed class TurnBuilder
{
    /// <summary>From this many words on, a turn ends with its sentence.</summary>
    public const int TurnWords = 120;

    /// <summary>A cue of this many words is a paragraph of the source's own making and is not joined to another.</summary>
    private const int ParagraphWords = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(0.3);

    /// <summary>Nobody pauses so long inside a sentence: music, an advertisement or an edit lies there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    private readonly StringBuilder _text = new();
    private readonly LineList _lines = new();
    private readonly bool _isPunctuated;
    private int _words;
    private Cue _first;
    private Cue _last;

    // The latest time that is known, and the words since.
    private TimeSpan? _heard;
    private int _wordsSince;

    private TurnBuilder(bool isPunctuated) => _isPunctuated = isPunctuated;

    /// <summary>The turns, in the cues' order, each as soon as the cues tell its end. Cues without a word are dropped.</summary>
    /// <param name="cues">Enumerated once.</param>
    /// <param name="isPunctuated">Whether sentences end often enough to be cut there (see <see cref="Words.ArePunctuated"/>).</param>
    public static IEnumerable<Turn> Build(IEnumerable<Cue> cues, bool isPunctuated)
    {
        var builder = new TurnBuilder(isPunctuated);
        var startsTurn = false;
        foreach (var cue in cues)
        {
            startsTurn |= cue.StartsTurn;
            if (string.IsNullOrWhiteSpace(cue.Text)) continue;
            if (builder.Add(startsTurn ? cue with { StartsTurn = true } : cue) is { } turn) yield return turn;
            startsTurn = false;
        }

        if (builder.Finish() is { } last) yield return last;
    }

    /// <summary>Takes the next cue.</summary>
    /// <returns>The turn that ends before it; null where it goes on.</returns>
    private Turn? Add(Cue cue)
    {
        var words = Words.Count(cue.Text);
        var turn = _words > 0 && Breaks(cue, cue.SegmentWords > 0 ? cue.SegmentWords : words) ? Finish() : null;
        if (_text.Length == 0) _first = cue;
        _lines.Add(Append(cue), cue, words);
        _words += words;
        _last = cue;
        if ((cue.End ?? cue.Start) is { } time) (_heard, _wordsSince) = (time, 0);
        if (cue.End is null) _wordsSince += words;
        return turn;
    }

    private bool Breaks(Cue next, int nextWords)
    {
        if (next.StartsTurn || next.Speaker != _last.Speaker) return true;
        // Where cues only start, a second a word is slow speech; what lies beyond is silence.
        var pause = next.Start - (_heard + TimeSpan.FromSeconds(_wordsSince)) ?? TimeSpan.Zero;
        if (pause > Silence) return true;
        if (!_isPunctuated) return pause > Pause || (_words >= TurnWords && pause >= Breath) || _words >= TurnWords * 5 / 4;
        if (!Words.EndsSentence(_last.Text)) return _words >= TurnWords * 2;
        return pause > Pause || _words >= TurnWords || (!next.Continues && _words >= ParagraphWords && nextWords >= ParagraphWords);
    }

    private Turn? Finish()
    {
        if (_text.Length == 0) return null;
        var turn = new Turn(_first.Speaker, _text.ToString(), _first.Start, _last.End < _first.Start ? null : _last.End);
        turn = turn with { Lines = _lines.Of(turn) };
        _text.Clear();
        _lines.Clear();
        _words = 0;
        return turn;
    }

    /// <summary>Appends the cue's words, and tells where they begin.</summary>
    private int Append(Cue cue)
    {
        var piece = cue.Text.AsSpan().Trim();
        if (_text.Length > 0 && !cue.IsGlued && NeedsSpace(_text[^1], piece)) _text.Append(' ');
        var begin = _text.Length;
        for (var i = 0; i < piece.Length; i++)
        {
            if (!char.IsWhiteSpace(piece[i])) _text.Append(piece[i]);
            else if (!char.IsWhiteSpace(piece[i + 1]) && (piece[i] != '\n' || NeedsSpace(_text[^1], piece[(i + 1)..]))) _text.Append(' ');
        }

        return begin;
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
