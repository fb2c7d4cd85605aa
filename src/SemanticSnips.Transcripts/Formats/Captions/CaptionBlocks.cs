namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>Finds the captions of a WebVTT or SubRip file by their timing lines.</summary>
/// <remarks>
/// Tolerant where files in the wild are loose: numbers may be missing, blank lines may stand inside a caption or be missing between two.
/// </remarks>
internal static class CaptionBlocks
{
    // Longer lines are no numbers, identifiers or timings.
    private const int LongestTimingLine = 300;

    private static readonly string[] SideBlocks = ["NOTE", "STYLE", "REGION"];

    /// <summary>The captions in the file's order, read as they are asked for.</summary>
    /// <param name="source">A caption file.</param>
    /// <param name="isWebVtt">Whether blocks that begin with NOTE, STYLE or REGION are no captions.</param>
    /// <param name="log">Told of timing lines that make no sense; null where that was said before.</param>
    /// <param name="cancellationToken">Checked at every caption.</param>
    public static IEnumerable<Caption> Read(SourceText source, bool isWebVtt, ReadLog? log, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var id = default(string);
        (TimeSpan? Start, TimeSpan? End)? timing = null;
        for (var i = 0; i < source.LineCount; i++)
        {
            if (isWebVtt && IsSideBlock(source, i))
            {
                while (i + 1 < source.LineCount && !source.Line(i + 1).IsWhiteSpace()) i++;
                continue;
            }

            if (!IsTiming(source.Line(i)))
            {
                var line = source.Line(i).Trim();
                lines.Add(line.IsEmpty ? "" : line.ToString());
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var next = TakeIdentifier(lines);
            if (timing is var (start, end)) yield return new Caption(start, end, Filled(lines), id);
            lines.Clear();
            (id, timing) = (next, ReadTiming(source.Line(i), i + 1, log));
        }

        if (timing is var (from, to)) yield return new Caption(from, to, Filled(lines), id);
    }

    private static string[] Filled(List<string> lines)
    {
        lines.RemoveAll(line => line.Length == 0);
        return [.. lines];
    }

    private static bool IsTiming(ReadOnlySpan<char> line) => line.Length <= LongestTimingLine && CaptionTiming.LooksLike(line);

    private static bool IsSideBlock(SourceText source, int index)
    {
        var line = source.Line(index);
        foreach (var name in SideBlocks)
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && (line.Length == name.Length || char.IsWhiteSpace(line[name.Length])))
                return index == 0 || source.Line(index - 1).IsWhiteSpace();
        }

        return false;
    }

    /// <summary>Takes back the number or identifier of the caption that follows; an identifier is returned.</summary>
    private static string? TakeIdentifier(List<string> lines)
    {
        if (lines is not [.., { Length: > 0 } last]) return null;
        var isNumber = last.All(char.IsAsciiDigit);
        var standsAlone = lines.Count == 1 || lines[^2].Length == 0;
        if (!isNumber && !(standsAlone && lines.Count > 1)) return null;
        lines.RemoveAt(lines.Count - 1);
        return isNumber ? null : last;
    }

    private static (TimeSpan?, TimeSpan?) ReadTiming(ReadOnlySpan<char> line, int number, ReadLog? log)
    {
        if (!CaptionTiming.TryParse(line, out var start, out var end))
        {
            log?.Warn(number, $"Found \"{line}\" where two times such as 00:00:01.000 --> 00:00:02.500 were expected; the caption is read without times.");
            return (null, null);
        }

        if (end >= start) return (start, end);
        log?.Warn(number, $"The caption ends before it starts (\"{line}\"); its end is left out.");
        return (start, null);
    }
}
