using System.Globalization;

namespace SemanticSnips.Keywords;

/// <summary>Reads the values of conditions that are no words.</summary>
internal static class ConditionValue
{
    /// <summary>The flag that is meant, <see cref="Fields.Favourite"/> or <see cref="Fields.Transcript"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Flag(string value) => value.ToUpperInvariant() switch
    {
        "FAVOURITE" or "FAVORITE" or "STARRED" => Fields.Favourite,
        "TRANSCRIPT" => Fields.Transcript,
        _ => throw new FormatException($"'{value}' is no flag. Known are is:favourite and has:transcript."),
    };

    /// <summary>Accepts a day, a month or a year; the latter two stand for their first day.</summary>
    /// <param name="name">The condition's, for the message.</param>
    /// <param name="value">What was typed.</param>
    /// <exception cref="FormatException">It is no date.</exception>
    public static DateOnly Date(string name, string value)
    {
        foreach (var format in new[] { "yyyy-MM-dd", "yyyy-MM", "yyyy" })
        {
            if (DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        }

        throw new FormatException(
            $"'{value}' after '{name}:' is no date. Expected is a year, a month or a day, as in {name}:2025, {name}:2025-01 or {name}:2025-01-31.");
    }
}
