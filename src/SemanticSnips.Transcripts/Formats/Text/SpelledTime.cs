using System.Text.RegularExpressions;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>The time that YouTube's panel says once more in words, for those who cannot see it: <c>1 minute, 2 seconds</c> below <c>1:02</c>.</summary>
internal static partial class SpelledTime
{
    private const int Longest = 60;

    /// <summary>The paragraph without a first line that says its time in words.</summary>
    public static string Without(string paragraph, TimeSpan? time)
    {
        var end = paragraph.IndexOf('\n');
        if (end is < 0 or > Longest || Spelled().Match(paragraph, 0, end) is not { Success: true } match) return paragraph;
        var said = new TimeSpan(Number(match, "hours"), Number(match, "minutes"), Number(match, "seconds"));
        return said == time ? paragraph[(end + 1)..] : paragraph;
    }

    private static int Number(Match match, string unit) => match.Groups[unit] is { Success: true } group ? int.Parse(group.ValueSpan, provider: null) : 0;

    [GeneratedRegex(@"\A(?:(?<hours>\d{1,3}) hours?)?(?:, )?(?:(?<minutes>\d{1,2}) minutes?)?(?:, )?(?:(?<seconds>\d{1,2}) seconds?)?\r?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Spelled();
}
