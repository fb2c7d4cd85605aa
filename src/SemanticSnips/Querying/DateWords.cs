using System.Globalization;

namespace SemanticSnips.Querying;

/// <summary>Dates in words: "today", "yesterday", "last month", "3 weeks ago", "2w", "march 2025", "last monday".</summary>
/// <remarks>
/// A word that means a stretch of time (a month, a week) stands for its first day, as a bare year or month does: after:"last month" begins with the first of
/// it, before:"last month" ends the day before. Weeks begin on Monday. "last monday" is the one before today, never today.
/// </remarks>
internal static class DateWords
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>The first day of what is meant.</summary>
    /// <param name="text">The words; capitals are of no account.</param>
    /// <param name="today">What they are meant from.</param>
    /// <returns>Null where they mean no date.</returns>
    public static DateOnly? Read(string text, DateOnly today)
    {
        var words = text.ToLowerInvariant().Split([' ', '\t', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return words switch
            {
                ["today"] or ["now"] => today,
                ["yesterday"] => today.AddDays(-1),
                ["this" or "last" or "past" or "previous", var unit] => Relative(words[0] == "this" ? 0 : 1, unit, today) ?? NamedDay(unit, today),
                ["the", .. var rest] => Read(string.Join(' ', rest), today),
                [var count, var unit, "ago"] when CountOf(count) is { } n => Back(n, unit, today),
                ["last" or "past", var count, var unit] when CountOf(count) is { } n => Back(n, unit, today),
                [var short1] when short1.Length is > 1 and < 6 && CountOf(short1[..^1]) is { } n && UnitOf(short1[^1]) is { } unit => Back(n, unit, today),
                [var month, var year] when MonthOf(month) is { } m && YearOf(year) is { } y => new DateOnly(y, m, 1),
                [var month] when MonthOf(month) is { } m => new DateOnly(m > today.Month ? today.Year - 1 : today.Year, m, 1),
                [var day] => NamedDay(day, today),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            // Before the calendar begins.
            return null;
        }
    }

    /// <summary>The first day of this stretch of time, or of one so many before it.</summary>
    private static DateOnly? Relative(int before, string unit, DateOnly today) => Singular(unit) switch
    {
        "day" => today.AddDays(-before),
        "week" => today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - (7 * before)),
        "month" => new DateOnly(today.Year, today.Month, 1).AddMonths(-before),
        "quarter" => new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1).AddMonths(-3 * before),
        "year" => new DateOnly(today.Year, 1, 1).AddYears(-before),
        _ => null,
    };

    private static DateOnly? Back(int count, string unit, DateOnly today) => Singular(unit) switch
    {
        "day" => today.AddDays(-count),
        "week" => today.AddDays(-7 * count),
        "month" => today.AddMonths(-count),
        "year" => today.AddYears(-count),
        _ => null,
    };

    private static DateOnly? NamedDay(string word, DateOnly today)
    {
        var day = Array.FindIndex(Days, d => IsNamed(d, word));
        if (day < 0) return null;
        var back = ((int)today.DayOfWeek - day + 7) % 7;
        return today.AddDays(back == 0 ? -7 : -back);
    }

    private static int? MonthOf(string word) => Array.FindIndex(Months, m => IsNamed(m, word)) is >= 0 and var month ? month + 1 : null;

    private static int? YearOf(string word) =>
        word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0 ? year : null;

    /// <summary>Whether a word is a name, or the first three letters or more of it.</summary>
    private static bool IsNamed(string name, string word) => word.Length >= 3 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static int? CountOf(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : word is "a" or "an" ? 1
        : Array.IndexOf(Numbers, word) is > 0 and var named ? named : null;

    private static string? UnitOf(char letter) => letter switch
    {
        'd' => "day",
        'w' => "week",
        'm' => "month",
        'y' => "year",
        _ => null,
    };

    private static string Singular(string unit) => unit.TrimEnd('s');
}
