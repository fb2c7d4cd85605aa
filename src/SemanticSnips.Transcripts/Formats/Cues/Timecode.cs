namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Reads clock times as transcripts write them.</summary>
internal static class Timecode
{
    // Far longer than any recording, and small enough that sums of times cannot overflow.
    private const double LongestSeconds = 3_600_000;

    /// <summary>Reads <c>[h:]mm:ss[.fff]</c>, with '.' or ',' before the fraction; a fourth field (film frames) is left out, because its rate is
    /// unknown.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        text = text.Trim();
        Span<int> fields = stackalloc int[4];
        var count = 0;
        var digits = 0;
        var i = 0;
        for (; i < text.Length && count < 4; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (++digits > 4) return false;
                fields[count] = (fields[count] * 10) + (c - '0');
            }
            else if (c is ':' || (c is ';' && (count == 2 || text.Count(';') == 3)))
            {
                if (digits == 0) return false;
                count++;
                digits = 0;
            }
            else
            {
                break;
            }
        }

        if (digits == 0 || count is 0 or > 3) return false;
        var fraction = 0;
        if (i < text.Length)
        {
            if (count == 3 || text[i] is not ('.' or ',') || !TryParseFraction(text[(i + 1)..], out fraction)) return false;
        }

        var (hours, minutes, seconds) = count == 1 ? (0, fields[0], fields[1]) : (fields[0], fields[1], fields[2]);
        if (seconds > 59 || (count > 1 && minutes > 59) || hours > 999) return false;
        time = new TimeSpan(0, hours, minutes, seconds, fraction);
        return true;
    }

    /// <summary>Milliseconds as a time; null when they are no time within a recording.</summary>
    public static TimeSpan? FromMilliseconds(double? milliseconds) => FromSeconds(milliseconds / 1000);

    /// <summary>Seconds as a time, to the millisecond; null when they are no time within a recording.</summary>
    public static TimeSpan? FromSeconds(double? seconds) =>
        seconds is >= 0 and < LongestSeconds ? TimeSpan.FromTicks((long)Math.Round(seconds.Value * 1000) * TimeSpan.TicksPerMillisecond) : null;

    private static bool TryParseFraction(ReadOnlySpan<char> digits, out int milliseconds)
    {
        milliseconds = 0;
        if (digits.Length is 0 or > 9) return false;
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i])) return false;
            if (i < 3) milliseconds = (milliseconds * 10) + (digits[i] - '0');
        }

        for (var i = digits.Length; i < 3; i++) milliseconds *= 10;
        return true;
    }
}
