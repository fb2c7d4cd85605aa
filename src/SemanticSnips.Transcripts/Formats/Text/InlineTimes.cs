using System.Text.RegularExpressions;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Times that stand in brackets between the words, as Descript and others write them every half minute: <c>we glaze [00:00:30] on
/// Sunday</c>.</summary>
internal static partial class InlineTimes
{
    /// <summary>The parts of a cue between its marks, each with the time of the mark before it; the cue itself where it has none.</summary>
    public static IEnumerable<Cue> Split(Cue cue)
    {
        if (!cue.Text.Contains('[') && !cue.Text.Contains('(') || cue.Text.Length > SourceText.MaxPatternLength) return [cue];
        var marks = Mark().Matches(cue.Text);
        return marks.Count == 0 ? [cue] : Parts(cue, marks);
    }

    private static IEnumerable<Cue> Parts(Cue cue, MatchCollection marks)
    {
        var (start, from, isFirst) = (cue.Start, 0, true);
        for (var i = 0; i <= marks.Count; i++)
        {
            var isLast = i == marks.Count;
            var text = cue.Text[from..(isLast ? cue.Text.Length : marks[i].Index)].Trim();
            if (text.Length > 0)
            {
                yield return cue with { Text = text, Start = start, End = isLast ? cue.End : null, StartsTurn = isFirst && cue.StartsTurn };
                (start, isFirst) = (null, false);
            }

            if (isLast) yield break;
            from = marks[i].Index + marks[i].Length;
            if (Timecode.TryParse(marks[i].ValueSpan[1..^1], out var time)) start = time;
        }
    }

    // In round brackets a time without hours may be part of what is said.
    [GeneratedRegex(@"\[\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\]|\(\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\)", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
