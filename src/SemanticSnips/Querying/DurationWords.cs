using System.Globalization;
using System.Text.RegularExpressions;

namespace SemanticSnips.Querying;

/// <summary>How long a snip is, as people write it: 2m, 90s, 1h30m, 1:30, 90 (seconds).</summary>
internal static partial class DurationWords
{
    /// <summary>The duration; null for none.</summary>
    public static TimeSpan? Read(string text)
    {
        var match = Parts().Match(text.Trim());
        if (!match.Success || match.Length == 0) return Clock(text.Trim());
        var seconds = (Number("h") * 3600) + (Number("m") * 60) + Number("s");
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

        double Number(string group) => match.Groups[group] is { Success: true } part ? double.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    private static TimeSpan? Clock(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3) return null;
        var seconds = 0L;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 4 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            seconds = (seconds * 60) + number;
        }

        return TimeSpan.FromSeconds(seconds);
    }

    [GeneratedRegex(
        """
        ^ (?: (?<h>\d{1,6} (?:\.\d{1,6})?) \s* h (?:ours?)? )?
          \s* (?: (?<m>\d{1,6} (?:\.\d{1,6})?) \s* m (?:in (?:utes?)?)? )?
          \s* (?: (?<s>\d{1,6} (?:\.\d{1,6})?) \s* (?:s (?:ec (?:onds?)?)?)? )? $
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Parts();
}
