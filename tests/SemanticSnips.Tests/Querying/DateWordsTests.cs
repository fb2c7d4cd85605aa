using SemanticSnips.Querying;

namespace SemanticSnips.Tests.Querying;

public sealed class DateWordsTests
{
    /// <summary>A Thursday, by the calendar.</summary>
    private static readonly DateOnly Today = new(2024, 2, 29);

    [Theory]
    [InlineData("today", "2024-02-29")]
    [InlineData("Yesterday", "2024-02-28")]
    [InlineData("this week", "2024-02-26")]
    [InlineData("last week", "2024-02-19")]
    [InlineData("this month", "2024-02-01")]
    [InlineData("last month", "2024-01-01")]
    [InlineData("last-month", "2024-01-01")]
    [InlineData("this quarter", "2024-01-01")]
    [InlineData("last quarter", "2023-10-01")]
    [InlineData("this year", "2024-01-01")]
    [InlineData("the last year", "2023-01-01")]
    [InlineData("3 weeks ago", "2024-02-08")]
    [InlineData("a year ago", "2023-02-28")]
    [InlineData("two months ago", "2023-12-29")]
    [InlineData("last 30 days", "2024-01-30")]
    [InlineData("2w", "2024-02-15")]
    [InlineData("30d", "2024-01-30")]
    [InlineData("6m", "2023-08-29")]
    [InlineData("1y", "2023-02-28")]
    [InlineData("monday", "2024-02-26")]
    [InlineData("last thursday", "2024-02-22")]
    [InlineData("thu", "2024-02-22")]
    [InlineData("january", "2024-01-01")]
    [InlineData("march", "2023-03-01")]
    [InlineData("sept 2021", "2021-09-01")]
    public void Words_are_days(string words, string day) => Assert.Equal(day, DateWords.Read(words, Today)?.ToString("O"));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("last")]
    [InlineData("m")]
    [InlineData("9999999 years ago")]
    [InlineData("99999y")]
    [InlineData("ja")]
    [InlineData("2024-02-29")]
    [InlineData("next week")]
    public void Other_words_are_none(string words) => Assert.Null(DateWords.Read(words, Today));

    [Theory]
    [InlineData("2m", 120)]
    [InlineData("90s", 90)]
    [InlineData("90", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("2 minutes", 120)]
    [InlineData("1:30", 90)]
    [InlineData("1:00:30", 3630)]
    public void Durations_are_seconds(string words, double seconds) => Assert.Equal(seconds, DurationWords.Read(words)?.TotalSeconds);

    [Theory]
    [InlineData("")]
    [InlineData("long")]
    [InlineData("-2m")]
    [InlineData("2m3h")]
    [InlineData("1:")]
    [InlineData("9999999999999")]
    public void Other_durations_are_none(string words) => Assert.Null(DurationWords.Read(words));
}
