using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>The line that gives a caption its time: <c>00:00:01,000 --&gt; 00:00:02,500 align:start</c>.</summary>
internal static class CaptionTiming
{
    public const string Arrow = "-->";

    /// <summary>Reads a timing line; settings after the second time are passed over.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        end = default;
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        start = default;
        if (arrow < 0) return false;
        var after = line[(arrow + Arrow.Length)..].TrimStart();
        var space = after.IndexOfAny(' ', '\t');
        return Timecode.TryParse(line[..arrow], out start) && Timecode.TryParse(space < 0 ? after : after[..space], out end);
    }

    /// <summary>Whether the line means to be a timing line: it begins with a digit or its arrow stands between numbers.</summary>
    public static bool LooksLike(ReadOnlySpan<char> line)
    {
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0) return false;
        var before = line[..arrow].Trim();
        return before.Length is > 0 and < 20 && char.IsAsciiDigit(before[0]) && before.Contains(':');
    }
}
