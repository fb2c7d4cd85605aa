namespace SemanticSnips.Evaluation;

/// <summary>Predictions for examples that the model did not see.</summary>
public static class CrossValidation
{
    /// <summary>Fits a logistic regression on all folds but one and predicts that one, for each fold in turn.</summary>
    /// <param name="features">One row an example.</param>
    /// <param name="labels">One label a row.</param>
    /// <param name="groups">
    /// One name a row; rows of one group stay in one fold. Give the query's id where a query has several rows, or they leak.
    /// </param>
    /// <param name="folds">At least 2, at most the number of groups.</param>
    /// <param name="l2">As in <see cref="LogisticRegression.Fit"/>.</param>
    /// <param name="seed">Decides which group comes into which fold.</param>
    /// <returns>A probability a row, each from a model fitted without that row's group.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, there are fewer groups than folds, or a fit lacks one label.</exception>
    public static double[] Predict(
        IReadOnlyList<double[]> features, IReadOnlyList<bool> labels, IReadOnlyList<string> groups, int folds = 5, double l2 = 1, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (features.Count != labels.Count || features.Count != groups.Count)
            throw new ArgumentException($"Found {features.Count} rows, {labels.Count} labels and {groups.Count} groups; expected the same number.", nameof(groups));

        var foldOf = FoldsOf(groups, folds, seed);
        var probabilities = new double[features.Count];
        for (var fold = 0; fold < folds; fold++)
        {
            var seen = Enumerable.Range(0, features.Count).Where(row => foldOf[groups[row]] != fold).ToArray();
            var model = LogisticRegression.Fit([.. seen.Select(row => features[row])], [.. seen.Select(row => labels[row])], l2);
            foreach (var row in Enumerable.Range(0, features.Count).Except(seen)) probabilities[row] = model.Probability(features[row]);
        }

        return probabilities;
    }

    /// <summary>Deals groups into folds: the fold of each group, from 0.</summary>
    /// <exception cref="ArgumentException">There are fewer groups than folds.</exception>
    internal static IReadOnlyDictionary<string, int> FoldsOf(IEnumerable<string> groups, int folds, ulong seed = 1)
    {
        var names = groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length < folds) throw new ArgumentException($"{folds} folds need as many groups; found {names.Length}.", nameof(groups));
        Shuffle(names, seed);
        return names.Select((name, i) => (name, fold: i % folds)).ToDictionary(pair => pair.name, pair => pair.fold, StringComparer.Ordinal);
    }

    private static void Shuffle(string[] names, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (var i = names.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (names[i], names[j]) = (names[j], names[i]);
        }
    }
}
