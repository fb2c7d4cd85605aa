using System.Buffers;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Finds the timeline that many publishers put in their show notes.</summary>
internal static class ChapterLines
{
    private static readonly SearchValues<char> ClockSigns = SearchValues.Create("0123456789:");

    // One time in prose is an appointment; two lines with times are a timeline.
    private const int FewestChapters = 2;

    // Longer lines are prose.
    private const int MaxLineLength = 400;

    /// <summary>Lines such as <c>(0:12) Opening</c>, <c>[01:02:03] - The end</c>, <c>• 12:34 | Middle</c> or <c>Opening (0:12)</c>, by time.</summary>
    public static IReadOnlyList<Chapter> Find(IEnumerable<string> lines)
    {
        var chapters = new List<Chapter>();
        foreach (var line in lines)
        {
            if (line.Length is > 4 and < MaxLineLength && Read(line) is { } chapter) chapters.Add(chapter);
        }

        return chapters.Count < FewestChapters ? [] : [.. chapters.OrderBy(chapter => chapter.Start)];
    }

    private static Chapter? Read(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("-*•> \t").TrimEnd();
        var opened = line.TrimStart("([");
        var digits = opened.IndexOfAnyExcept(ClockSigns) is >= 0 and var stop ? stop : opened.Length;
        if (Timecode.TryParse(opened[..digits], out var start)) return Of(start, opened[digits..].TrimStart(")] \t-–—:|"));

        var bracket = line.LastIndexOfAny('(', '[');
        return bracket > 0 && line[^1] is ')' or ']' && Timecode.TryParse(line[(bracket + 1)..^1], out start) ? Of(start, line[..bracket]) : null;
    }

    private static Chapter? Of(TimeSpan start, ReadOnlySpan<char> title) => SnipdText.Value(title) is { } text ? new Chapter(start, text) : null;
}
