using System.Buffers;
using System.Globalization;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Times, ranges and dates as Snipd writes them.</summary>
internal static class SnipdTime
{
    private static readonly SearchValues<char> ClockSigns = SearchValues.Create("0123456789:.");
    private static readonly SearchValues<char> FragmentSigns = SearchValues.Create("0123456789:.,");
    private static readonly string[] Days = ["yyyy-MM-dd", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "yyyy/MM/dd"];

    /// <summary>The first two times of the line that only a dash stands between; each may be mm:ss or hh:mm:ss. Rounded lengths ("1min") are no
    /// times.</summary>
    public static bool TryRange(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        (start, end) = (default, default);
        var hasStart = false;
        while (line.IndexOfAnyInRange('0', '9') is >= 0 and var at)
        {
            if (hasStart && line[..at].Trim(" \u00A0-–—→to").Length > 0) hasStart = false;
            line = line[at..];
            var length = line.IndexOfAnyExcept(ClockSigns) is >= 0 and var stop ? stop : line.Length;
            if (Timecode.TryParse(line[..length], out var time))
            {
                if (hasStart)
                {
                    end = time;
                    return true;
                }

                (start, hasStart) = (time, true);
            }
            else
            {
                hasStart = false;
            }

            line = line[length..];
        }

        return false;
    }

    /// <summary>The range in an audio link's <c>#t=a,b</c>, as clock times or in seconds.</summary>
    public static bool TryFragment(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        (start, end) = (default, default);
        if (line.IndexOf("#t=") is var at && at < 0) return false;
        line = line[(at + 3)..];
        line = line[..(line.IndexOfAnyExcept(FragmentSigns) is >= 0 and var stop ? stop : line.Length)];
        var comma = line.IndexOf(',');
        return comma > 0 && TryOffset(line[..comma], out start) && TryOffset(line[(comma + 1)..], out end);
    }

    /// <summary>A day, of a date with or without time.</summary>
    public static DateOnly? Day(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text.Length > 10 && text[4] == '-'
            ? text[..10] : text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : null;

    /// <summary>An instant; UTC where no zone is given, so that every machine reads the same.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        text is { Length: >= 10 and < 40 } && char.IsAsciiDigit(text[0]) &&
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        if (Timecode.TryParse(text, out offset)) return true;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return false;
        offset = Timecode.FromSeconds(seconds) ?? TimeSpan.MaxValue;
        return offset != TimeSpan.MaxValue;
    }
}
