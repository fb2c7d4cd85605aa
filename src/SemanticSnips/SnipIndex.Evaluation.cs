using SemanticSnips.Ranking;

namespace SemanticSnips;

public sealed partial class SnipIndex
{
    /// <summary>The same scores with some snips out of reach, as if the query did not allow them.</summary>
    /// <param name="scores">Not changed.</param>
    /// <param name="snips">Ids; unknown ones are ignored.</param>
    internal PassageScores Hide(PassageScores scores, IEnumerable<string> snips)
    {
        var allowed = new bool[_rows.Length];
        if (scores.Allowed is { } before) before.CopyTo(allowed, 0);
        else Array.Fill(allowed, true);
        foreach (var id in snips)
        {
            if (_keywords.FindSnip(id) is >= 0 and var number)
            {
                allowed.AsSpan(_keywords.Snips[number].FirstPassage, _keywords.Snips[number].PassageCount).Clear();
            }
        }

        return scores with { Allowed = allowed };
    }
}
