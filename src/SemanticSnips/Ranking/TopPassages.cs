namespace SemanticSnips.Ranking;

/// <summary>Picks the best of many scores.</summary>
internal static class TopPassages
{
    /// <summary>The numbers of the best scores, best first, ties by number; passages with a score of negative infinity are none.</summary>
    public static int[] Of(double[] scores, int count)
    {
        // A heap whose root is the worst of the best so far.
        var heap = new PriorityQueue<int, (double Score, int Number)>(Comparer<(double Score, int Number)>.Create(
            static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Number.CompareTo(a.Number)));
        for (var i = 0; i < scores.Length; i++)
        {
            if (double.IsNegativeInfinity(scores[i])) continue;
            if (heap.Count < count) heap.Enqueue(i, (scores[i], i));
            else if (heap.TryPeek(out _, out var worst) && scores[i] > worst.Score) heap.EnqueueDequeue(i, (scores[i], i));
        }

        var best = new int[heap.Count];
        for (var i = best.Length - 1; i >= 0; i--) best[i] = heap.Dequeue();
        return best;
    }
}
