using System.Net;
using System.Text;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>A segment, or a word of one, as a source writes it: times in the source's unit, the speaker as a label.</summary>
internal sealed record SourceItem
{
    private const double LongestRecording = 365 * 24 * 3600.0;

    public string? Text { get; init; }

    public string? Speaker { get; init; }

    public SourceTime? Start { get; init; }

    public SourceTime? End { get; init; }

    public SourceTime? Duration { get; init; }

    public IReadOnlyList<SourceItem> Words { get; init; } = [];

    /// <summary>Whether it comes from another list than the item before it.</summary>
    public bool StartsList { get; init; }

    /// <summary>When it starts: as said, else when its first timed word does.</summary>
    public SourceTime? FirstTime => Start ?? Words.FirstOrDefault(word => word.Start is not null)?.Start;

    /// <summary>Whether it or a word of it has a speaker.</summary>
    public bool HasSpeaker => Speaker is not null || Words.Any(word => word.Speaker is not null);

    /// <summary>Its text; else its words, joined as they are written.</summary>
    public string Said => Text ?? Join(Words);

    /// <summary>The cues of a list of items, whatever their unit.</summary>
    public static List<Cue> Cues(List<SourceItem> items)
    {
        var unit = SourceTime.UnitFor(items.Sum(item => (long)Transcripts.Words.Count(item.Said)), Units(items));
        var zero = items.Select(item => item.FirstTime).Where(time => time is not null).Select(time => time!.Value.Seconds(unit)).DefaultIfEmpty().Min();
        // Only what counts from 1970 begins after years.
        if (zero < LongestRecording) zero = 0;
        // Words that carry their own spaces are glued where there is none.
        var isSpaced = items.Count(item => item.Text is { Length: > 0 } text
            && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))) * 5 > items.Count * 2;
        var areWords = items.Sum(item => Transcripts.Words.Count(item.Said)) <= items.Count * 3 / 2;
        var cues = new List<Cue>(items.Count);
        var glue = false;
        foreach (var item in items)
        {
            var text = item.Said;
            if (string.IsNullOrWhiteSpace(text))
            {
                glue &= text.Length == 0;
                continue;
            }

            var isGlued = areWords && isSpaced && glue && !char.IsWhiteSpace(text[0]);
            cues.AddRange(item.Parts(unit, zero).Select((cue, i) => i == 0 ? cue with { IsGlued = isGlued } : cue));
            glue = !char.IsWhiteSpace(text[^1]);
        }

        return Ordered(items, [.. items.Any(item => item.HasSpeaker) ? cues : ScreenTime.Cut(cues)]);
    }

    /// <summary>Two channels of one recording are two lists, one behind the other; what they say is put in the order of time.</summary>
    private static List<Cue> Ordered(List<SourceItem> items, List<Cue> cues)
    {
        if (items.Count(item => item.StartsList) < 2 || cues.Any(cue => cue.Start is null)) return cues;
        for (var i = 1; i < cues.Count; i++)
        {
            if (cues[i].Start < cues[i - 1].Start) return [.. cues.OrderBy(cue => cue.Start)];
        }

        return cues;
    }

    private static double Units(List<SourceItem> items)
    {
        var units = 0.0;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].FirstTime is not { UnitsPerSecond: 0, IsDate: false } start) continue;
            var end = items[i].End is { UnitsPerSecond: 0 } last ? last.Value
                : items[i].Duration is { UnitsPerSecond: 0 } duration ? start.Value + duration.Value
                : i + 1 < items.Count && items[i + 1].FirstTime is { UnitsPerSecond: 0 } next ? next.Value : start.Value;
            units += Math.Max(0, end - start.Value);
        }

        return units;
    }

    private IEnumerable<Cue> Parts(double unit, double zero)
    {
        var cue = ToCue(unit, zero) with { Text = NonSpeech.Remove(Decoded(Said)) };
        return Words.Count == 0 ? [cue] : TimedWords.Split(cue, [.. Words.Select(word => word.ToCue(unit, zero))]);
    }

    private Cue ToCue(double unit, double zero)
    {
        var start = Start?.In(unit, zero);
        var end = End?.In(unit, zero) ?? (start + Duration?.In(unit, 0));
        return new Cue(Speaker, Text is null ? "" : Decoded(Text), start, end < start ? null : end);
    }

    private static string Decoded(string text) => text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    private static string Join(IReadOnlyList<SourceItem> words)
    {
        if (words.Count == 0) return "";
        var isSpaced = words.Any(word => word.Text is { Length: > 0 } text && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])));
        var joined = new StringBuilder();
        foreach (var word in words)
        {
            if (string.IsNullOrEmpty(word.Text)) continue;
            var isMark = word.Text.Length < 4 && !word.Text.Any(char.IsLetterOrDigit);
            if (!isSpaced && !isMark && joined.Length > 0 && !(Transcripts.Words.IsUnspaced(joined[^1]) && Transcripts.Words.IsUnspaced(word.Text[0])))
                joined.Append(' ');
            joined.Append(word.Text);
        }

        return joined.ToString();
    }
}
