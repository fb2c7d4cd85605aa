using System.Globalization;
using System.Xml;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>A time as a source writes it, whose unit may have to be found from the others.</summary>
/// <param name="Value">In seconds since 1970 where <paramref name="IsDate"/>, else in units.</param>
/// <param name="UnitsPerSecond">0 where the source does not say.</param>
/// <param name="IsDate">Whether it is a moment of a day, not of a recording.</param>
internal readonly record struct SourceTime(double Value, double UnitsPerSecond, bool IsDate = false)
{
    // What recognisers count in: seconds, milliseconds, samples, microseconds, ticks, nanoseconds.
    private static readonly double[] Units = [1, 1000, 16_000, 1e6, 1e7, 1e9];

    private const double WordsPerSecond = 2.5;

    // Fewer words a second than this, over a whole transcript, are no seconds.
    private const double FewestWordsPerSecond = 0.02;

    /// <summary>A time from text: a clock, a number, <c>1.2s</c>, <c>500ms</c>, <c>PT1.2S</c> or a date; null for anything else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unitsPerSecond">What a bare number counts in; 0 where nothing tells.</param>
    public static SourceTime? Parse(ReadOnlySpan<char> text, double unitsPerSecond)
    {
        text = text.Trim();
        if (text.Length is 0 or > 40) return null;
        if (Number(text) is { } number) return new SourceTime(number, unitsPerSecond);
        if (Timecode.TryParse(text, out var clock)) return new SourceTime(clock.TotalSeconds, 1);
        if (text.EndsWith("ms", StringComparison.OrdinalIgnoreCase) && Number(text[..^2]) is { } milliseconds) return new SourceTime(milliseconds, 1000);
        if (text[^1] is 's' or 'S' && Number(text[..^1]) is { } seconds) return new SourceTime(seconds, 1);
        if (text[0] is 'P' && Duration(text) is { } duration) return new SourceTime(duration, 1);
        return char.IsAsciiDigit(text[0]) && text.Length >= 10 && text.IndexOfAny('-', 'T') > 0
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? new SourceTime(date.ToUnixTimeMilliseconds() / 1000.0, 1, IsDate: true) : null;
    }

    /// <summary>The unit of numbers whose source does not say: the one in which people speak at a common pace.</summary>
    /// <param name="words">Words of the whole transcript.</param>
    /// <param name="units">How long they take, in that unit.</param>
    public static double UnitFor(long words, double units)
    {
        if (words == 0 || units <= 0) return 1;
        var rate = words / units;
        return rate >= FewestWordsPerSecond ? 1 : Units.Skip(1).MinBy(unit => Math.Abs(Math.Log(rate * unit / WordsPerSecond)));
    }

    /// <summary>The time in the recording.</summary>
    /// <param name="unitsPerSecond">For a number whose source does not say.</param>
    /// <param name="zero">The moment at which the recording begins, in seconds since 1970; 0 where times count from there.</param>
    public TimeSpan? In(double unitsPerSecond, double zero) => Timecode.FromSeconds(Seconds(unitsPerSecond) - zero);

    /// <summary>The time in seconds.</summary>
    /// <param name="unitsPerSecond">For a number whose source does not say.</param>
    public double Seconds(double unitsPerSecond) => IsDate ? Value : Value / (UnitsPerSecond > 0 ? UnitsPerSecond : unitsPerSecond);

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number : null;

    private static double? Duration(ReadOnlySpan<char> text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text.ToString()).TotalSeconds;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}
