using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>The line that gives a caption its time: <c>00:00:01,000 --&gt; 00:00:02,500 align:start</c>.</summary>
internal static class CaptionTiming
{
    public const string Arrow = "-->";

    // What word processors make of the arrow, and what people type for it.
    private static readonly string[] Arrows = [Arrow, "->", "–>", "—>", "=>", "→", "⟶", "➔", "\uF0E0"];

    /// <summary>Reads a timing line; settings after the second time are passed over.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        (start, end) = (default, default);
        foreach (var arrow in Arrows)
        {
            var at = line.IndexOf(arrow, StringComparison.Ordinal);
            if (at < 0) continue;
            var after = line[(at + arrow.Length)..].TrimStart();
            var space = after.IndexOfAny(' ', '\t');
            return Timecode.TryParse(line[..at], out start) && Timecode.TryParse(space < 0 ? after : after[..space], out end);
        }

        return false;
    }

    /// <summary>Whether the line means to be a timing line: its arrow stands behind a time, or two times stand around another arrow.</summary>
    public static bool LooksLike(ReadOnlySpan<char> line)
    {
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0) return line.IndexOf(':') > 0 && TryParse(line, out _, out _);
        var before = line[..arrow].Trim();
        return before.Length is > 0 and < 20 && char.IsAsciiDigit(before[0]) && before.Contains(':');
    }
}
