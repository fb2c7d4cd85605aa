using System.Globalization;

namespace SemanticSnips.Keywords;

/// <summary>How long a snip is, as a condition. Begin and end of every snip are in memory anyway, so that there is no field for it.</summary>
internal static class SnipDuration
{
    /// <summary>Marks the passages of the snips that are as long, or as short, as the condition wants; one without times is neither.</summary>
    /// <exception cref="FormatException">The value is no number.</exception>
    public static void Mark(Condition condition, IReadOnlyList<SnipEntry> snips, bool[] matches)
    {
        var isLonger = condition.Field == ConditionField.Longer;
        var seconds = double.Parse(condition.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        foreach (var snip in snips)
        {
            if (snip.End - snip.Start is { } duration && duration.TotalSeconds >= seconds == isLonger)
                matches.AsSpan(snip.FirstPassage, snip.PassageCount).Fill(true);
        }
    }
}
