namespace SemanticSnips.Evaluation;

internal static class Sampling
{
    /// <summary>At most <paramref name="count"/> of some items, evenly spaced, so that every part of a file is drawn from.</summary>
    public static IEnumerable<T> Spaced<T>(IReadOnlyList<T> items, int count) =>
        items.Count <= count ? items : Enumerable.Range(0, count).Select(i => items[(int)((long)i * items.Count / count)]);
}
