using System.Text;
using SemanticSnips.Transcripts;

namespace SemanticSnips;

/// <summary>What a stretch of a snip's text is.</summary>
public enum PartKind
{
    /// <summary>Words that somebody says.</summary>
    Turn,

    /// <summary>The snip's title.</summary>
    Title,

    /// <summary>What the user wrote.</summary>
    Note,

    /// <summary>What the app wrote.</summary>
    Summary,

    /// <summary>The sentence that was picked out.</summary>
    Quote,

    /// <summary>A chapter of the show notes that the snip falls into.</summary>
    Chapter,

    /// <summary>The episode's title and show: nothing of the snip's own.</summary>
    Episode,
}

/// <summary>A stretch of a snip's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">First character.</param>
/// <param name="To">Character after the last.</param>
/// <param name="Speaker">Who speaks, where the part is a turn and the source says it.</param>
/// <param name="Start">When it starts within the episode, where known or interpolated.</param>
/// <param name="End">When it ends within the episode, where known or interpolated.</param>
/// <param name="Approximate">Whether a time in it, its start included, is interpolated beyond the accuracy of a line (see <see
/// cref="SnipText.IsApproximate"/>).</param>
public readonly record struct TextPart(PartKind Kind, int From, int To, string? Speaker, TimeSpan? Start, TimeSpan? End, bool Approximate);

/// <summary>All text of a snip in one string: the turns first, then what is written about it. Chunks and quotes are spans of it.</summary>
/// <remarks>Immutable; a pure function of the snip.</remarks>
public sealed class SnipText
{
    // By position in Text; ascending, without overlap.
    private readonly List<TimedStretch> _speech;

    private SnipText(string text, IReadOnlyList<TextPart> parts, List<TimedStretch> speech)
    {
        Text = text;
        Parts = parts;
        _speech = speech;
    }

    /// <summary>The parts' texts, one a line.</summary>
    public string Text { get; }

    /// <summary>The parts, ascending and without overlap.</summary>
    public IReadOnlyList<TextPart> Parts { get; }

    /// <summary>Lays out a snip's text.</summary>
    public static SnipText Of(Snip snip)
    {
        var text = new StringBuilder();
        var parts = new List<TextPart>();
        foreach (var turn in snip.Turns)
        {
            Add(PartKind.Turn, turn.Text, turn);
        }

        var speech = Time(snip, parts);
        Add(PartKind.Title, snip.Title);
        Add(PartKind.Note, snip.Note);
        Add(PartKind.Summary, snip.Summary);
        Add(PartKind.Quote, snip.Quote);
        foreach (var chapter in ChaptersOf(snip)) Add(PartKind.Chapter, chapter);
        Add(PartKind.Episode, snip.Episode.Title);
        Add(PartKind.Episode, snip.Episode.Show);
        return new SnipText(text.ToString(), parts, speech);

        void Add(PartKind kind, string? value, Turn? turn = null)
        {
            if (string.IsNullOrWhiteSpace(value)) return;
            if (text.Length > 0) text.Append('\n');
            var from = text.Length;
            text.Append(value);
            parts.Add(new TextPart(kind, from, text.Length, turn?.Speaker, null, null, Approximate: false));
        }
    }

    /// <summary>Sets the times of the turns' parts, and returns those of all that is said.</summary>
    private static List<TimedStretch> Time(Snip snip, List<TextPart> parts)
    {
        var speech = new List<TimedStretch>();
        var (turn, part) = (-1, -1);
        foreach (var stretch in SpeechTimes.Of(snip.Turns, snip.Start, snip.End))
        {
            if (stretch.Turn != turn)
            {
                (turn, part) = (stretch.Turn, part + 1);
                parts[part] = parts[part] with { Start = stretch.Start, Approximate = !stretch.IsStartGiven };
            }

            parts[part] = parts[part] with { End = stretch.End, Approximate = parts[part].Approximate || stretch.IsInterpolated };
            speech.Add(stretch with { From = parts[part].From + stretch.From, To = parts[part].From + stretch.To });
        }

        return speech;
    }

    /// <summary>The part that holds a character; the last one for positions behind it.</summary>
    public TextPart PartAt(int position)
    {
        foreach (var part in Parts)
        {
            if (position < part.To) return part;
        }

        return Parts[^1];
    }

    /// <summary>The distinct speakers of a span, in order of appearance.</summary>
    public IReadOnlyList<string> SpeakersIn(int from, int to) =>
        [.. Parts.Where(p => p.From < to && p.To > from && p.Speaker is not null).Select(p => p.Speaker!).Distinct()];

    /// <summary>When a span is spoken; null times where the source gives none and where the span is not speech.</summary>
    /// <remarks>Exact where the source times a line; within a line, and where it times nothing, in proportion to the characters.</remarks>
    public (TimeSpan? Start, TimeSpan? End) TimesOf(int from, int to)
    {
        var (first, last) = Stretches(from, to);
        TimeSpan? start = null, end = null;
        for (var i = first; i <= last; i++)
        {
            start ??= _speech[i].At(Math.Max(from, _speech[i].From));
            end = _speech[i].At(Math.Min(to, _speech[i].To)) ?? end;
        }

        return (start, end < start ? start : end);
    }

    /// <summary>Whether nobody speaks for so long between two places, by times of which none is an estimate over several lines or turns.</summary>
    /// <param name="to">Where the first passage ends.</param>
    /// <param name="from">Where the next begins.</param>
    /// <param name="least">The shortest pause that counts.</param>
    internal bool IsPause(int to, int from, TimeSpan least)
    {
        var (first, second) = (Stretches(to - 1, to), Stretches(from, from + 1));
        if (first.First > first.Last || second.First > second.Last || first.First == second.First) return false;
        var next = _speech[second.First];
        return next.IsStartGiven && next.From >= to && next.Start - _speech[first.First].At(to) >= least;
    }

    /// <summary>Whether the time at which a span begins is interpolated beyond the accuracy of a line.</summary>
    /// <remarks>
    /// Never where the source times the very line that begins there, nor within a timed line of <see cref="SpeechTimes.LongestLine"/> at most. Otherwise the
    /// known times around it lie farther than its own line, and the time is an estimate. Not meaningful where there is no time at all: then false.
    /// </remarks>
    public bool IsApproximate(int from, int to)
    {
        var (first, last) = Stretches(from, to);
        return first <= last && _speech[first].IsApproximateAt(Math.Max(from, _speech[first].From)) && _speech[first].Start is not null;
    }

    /// <summary>Indexes of the first and last stretch of speech that share a character with the span; the last before the first where none does.</summary>
    private (int First, int Last) Stretches(int from, int to)
    {
        var (low, high) = (0, _speech.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_speech[middle].To <= from) low = middle + 1;
            else high = middle;
        }

        var last = low - 1;
        while (last + 1 < _speech.Count && _speech[last + 1].From < to) last++;
        return (low, last);
    }

    /// <summary>The chapters that begin within the snip, and the one that it begins in.</summary>
    private static IEnumerable<string> ChaptersOf(Snip snip)
    {
        if (snip.Start is not { } start || snip.End is not { } end) yield break;
        var current = snip.Episode.Chapters.LastOrDefault(c => c.Start <= start);
        if (current is not null) yield return current.Title;
        foreach (var chapter in snip.Episode.Chapters)
        {
            if (chapter.Start > start && chapter.Start < end) yield return chapter.Title;
        }
    }
}
