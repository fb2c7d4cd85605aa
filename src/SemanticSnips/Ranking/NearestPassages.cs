namespace SemanticSnips.Ranking;

/// <summary>What a search of a large library comes down to: the passages that may be found. Of no other is the score known, until it is asked for.</summary>
/// <remarks>For one thread; disposing it lets the next query use what it holds.</remarks>
/// <param name="passages">Ascending.</param>
/// <param name="fused">By passage: the fused score of these and of those beside them that lift them, not smoothed yet; negative infinity for forbidden
/// ones.</param>
/// <param name="complete">Adds the scores of a snip's passages to those, unless they are there.</param>
/// <param name="held">Disposed with it.</param>
internal sealed class NearestPassages(int[] passages, double[] fused, Action<int> complete, IDisposable? held) : IDisposable
{
    /// <summary>The passages, ascending.</summary>
    public int[] Passages => passages;

    /// <summary>By passage: the fused score of these and of those beside them that lift them, not smoothed yet.</summary>
    public double[] Fused => fused;

    /// <summary>Makes the scores of a snip's passages known, and of those that lift them.</summary>
    public void Complete(int snip) => complete(snip);

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
