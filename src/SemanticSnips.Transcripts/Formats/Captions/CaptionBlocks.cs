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

    /// <summary>The captions in the file's order.</summary>
    /// <param name="source">A caption file.</param>
    /// <param name="isWebVtt">Whether blocks that begin with NOTE, STYLE or REGION are no captions.</param>
    /// <param name="log">Told of timing lines that make no sense.</param>
    /// <param name="cancellation">Checked at every caption.</param>
    public static List<Caption> Read(SourceText source, bool isWebVtt, ReadLog log, CancellationToken cancellation)
    {
        var captions = new List<Caption>();
        var lines = new List<string>();
        (TimeSpan? Start, TimeSpan? End)? timing = null;
        for (var i = 0; i < source.LineCount; i++)
        {
            var line = source.Line(i);
            if (isWebVtt && IsSideBlock(line) && (i == 0 || source.Line(i - 1).IsWhiteSpace()))
            {
                while (i + 1 < source.LineCount && !source.Line(i + 1).IsWhiteSpace()) i++;
                continue;
            }

            if (line.Length > LongestTimingLine || !CaptionTiming.LooksLike(line))
            {
                lines.Add(line.Trim().ToString());
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            DropIdentifier(lines);
            Finish();
            timing = ReadTiming(line, i + 1, log);
        }

        Finish();
        return captions;

        void Finish()
        {
            if (timing is var (start, end)) captions.Add(new Caption(start, end, [.. lines.Where(line => line.Length > 0)]));
            lines.Clear();
        }
    }

    private static bool IsSideBlock(ReadOnlySpan<char> line)
    {
        foreach (var name in SideBlocks)
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && (line.Length == name.Length || char.IsWhiteSpace(line[name.Length]))) return true;
        }

        return false;
    }

    /// <summary>Takes back the number or identifier of the caption that follows.</summary>
    private static void DropIdentifier(List<string> lines)
    {
        if (lines is not [.., { Length: > 0 } last]) return;
        var isNumber = last.All(char.IsAsciiDigit);
        var standsAlone = lines.Count == 1 || lines[^2].Length == 0;
        if (isNumber || (standsAlone && lines.Count > 1)) lines.RemoveAt(lines.Count - 1);
    }

    private static (TimeSpan?, TimeSpan?) ReadTiming(ReadOnlySpan<char> line, int number, ReadLog log)
    {
        if (!CaptionTiming.TryParse(line, out var start, out var end))
        {
            log.Warn(number, $"Found \"{line}\" where two times such as 00:00:01.000 --> 00:00:02.500 were expected; the caption is read without times.");
            return (null, null);
        }

        if (end >= start) return (start, end);
        log.Warn(number, $"The caption ends before it starts (\"{line}\"); its end is left out.");
        return (start, null);
    }
}
