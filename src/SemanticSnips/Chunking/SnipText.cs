using System.Text;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Chunking;

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
/// <param name="Approximate">Whether the times are interpolated by characters.</param>
public readonly record struct TextPart(PartKind Kind, int From, int To, string? Speaker, TimeSpan? Start, TimeSpan? End, bool Approximate);

/// <summary>All text of a snip in one string: the turns first, then what is written about it. Chunks and quotes are spans of it.</summary>
/// <remarks>Immutable; a pure function of the snip.</remarks>
public sealed class SnipText
{
    private SnipText(string text, IReadOnlyList<TextPart> parts)
    {
        Text = text;
        Parts = parts;
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

        var turns = TurnTimes.Interpolate(snip, parts);
        parts = turns;
        Add(PartKind.Title, snip.Title);
        Add(PartKind.Note, snip.Note);
        Add(PartKind.Summary, snip.Summary);
        Add(PartKind.Quote, snip.Quote);
        foreach (var chapter in ChaptersOf(snip)) Add(PartKind.Chapter, chapter);
        Add(PartKind.Episode, snip.Episode.Title);
        Add(PartKind.Episode, snip.Episode.Show);
        return new SnipText(text.ToString(), parts);

        void Add(PartKind kind, string? value, Turn? turn = null)
        {
            if (string.IsNullOrWhiteSpace(value)) return;
            if (text.Length > 0) text.Append('\n');
            var from = text.Length;
            text.Append(value);
            parts.Add(new TextPart(kind, from, text.Length, turn?.Speaker, turn?.Start, turn?.End, Approximate: false));
        }
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
    public (TimeSpan? Start, TimeSpan? End) TimesOf(int from, int to)
    {
        TimeSpan? start = null, end = null;
        foreach (var part in Parts)
        {
            if (part.Kind != PartKind.Turn || part.To <= from || part.From >= to) continue;
            start ??= part.TimeAt(Math.Max(from, part.From));
            end = part.TimeAt(Math.Min(to, part.To)) ?? end;
        }

        return (start, end);
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
