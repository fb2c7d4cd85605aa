namespace SemanticSnips.Evaluation;

/// <summary>The area under the receiver operating characteristic.</summary>
public static class Auroc
{
    /// <summary>
    /// How often a positive scores above a negative, over all pairs of the two; a tie counts half (Hanley and McNeil, 1982).
    /// </summary>
    /// <param name="positives">Scores of what should score high, such as top scores of answerable questions.</param>
    /// <param name="negatives">Scores of what should score low.</param>
    /// <returns>In [0, 1], .5 for chance; null when either side is empty.</returns>
    /// <exception cref="ArgumentException">A score is not a number.</exception>
    public static double? Of(IEnumerable<double> positives, IEnumerable<double> negatives)
    {
        var scores = positives.Select(score => (Score: score, IsPositive: true))
            .Concat(negatives.Select(score => (Score: score, IsPositive: false)))
            .OrderBy(entry => entry.Score)
            .ToArray();
        if (scores.Any(entry => double.IsNaN(entry.Score))) throw new ArgumentException("A score is not a number.", nameof(positives));

        double wins = 0, negativesBelow = 0, positiveCount = 0;
        for (var start = 0; start < scores.Length;)
        {
            var end = start;
            double tiedPositives = 0, tiedNegatives = 0;
            for (; end < scores.Length && scores[end].Score == scores[start].Score; end++)
            {
                if (scores[end].IsPositive) tiedPositives++;
                else tiedNegatives++;
            }

            wins += tiedPositives * (negativesBelow + (tiedNegatives / 2));
            negativesBelow += tiedNegatives;
            positiveCount += tiedPositives;
            start = end;
        }

        return positiveCount == 0 || negativesBelow == 0 ? null : wins / (positiveCount * negativesBelow);
    }
}
