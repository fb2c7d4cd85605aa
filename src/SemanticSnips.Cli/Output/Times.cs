using System.Globalization;

namespace SemanticSnips.Cli.Output;

/// <summary>Times and numbers as people read them.</summary>
internal static class Times
{
    /// <summary>1:47:46, or 47:46 within the first hour.</summary>
    public static string Show(TimeSpan time)
    {
        var seconds = (long)Math.Floor(time.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>1:47:46–1:54:20; null where there is no time.</summary>
    public static string? ShowRange(TimeSpan? start, TimeSpan? end) => (start, end) switch
    {
        (null, null) => null,
        ({ } only, null) => Show(only),
        (null, { } only) => Show(only),
        ({ } from, { } to) when from == to => Show(from),
        ({ } from, { } to) => $"{Show(from)}–{Show(to)}",
    };

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>How long something took.</summary>
    public static string ShowDuration(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => Show(time),
    };
}
