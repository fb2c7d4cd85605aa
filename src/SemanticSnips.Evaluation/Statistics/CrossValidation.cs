namespace SemanticSnips.Evaluation;

/// <summary>Predictions for examples that the model did not see.</summary>
public static class CrossValidation
{
    /// <summary>Fits a model on all folds but one and predicts that one, for each fold in turn.</summary>
    /// <param name="examples">What to learn from and to predict.</param>
    /// <param name="groupOf">Names an example's group; a group stays in one fold. Give the query's id where a query has several examples, or they leak.</param>
    /// <param name="fit">Learns from examples how to predict one.</param>
    /// <param name="folds">At least 2, at most the number of groups.</param>
    /// <param name="seed">Decides which group comes into which fold.</param>
    /// <returns>A prediction an example, each from a model fitted without that example's group.</returns>
    /// <exception cref="ArgumentException">There are fewer groups than folds.</exception>
    public static double[] Predict<T>(
        IReadOnlyList<T> examples, Func<T, string> groupOf, Func<IReadOnlyList<T>, Func<T, double>> fit, int folds = 5, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var foldOf = FoldsOf(examples.Select(groupOf), folds, seed);
        var predictions = new double[examples.Count];
        for (var fold = 0; fold < folds; fold++)
        {
            var predict = fit([.. examples.Where(e => foldOf[groupOf(e)] != fold)]);
            for (var i = 0; i < predictions.Length; i++)
            {
                if (foldOf[groupOf(examples[i])] == fold) predictions[i] = predict(examples[i]);
            }
        }

        return predictions;
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
