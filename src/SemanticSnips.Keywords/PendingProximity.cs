namespace SemanticSnips.Keywords;

/// <summary>The proximity of passages, which is known to be so much at most; where the words stand is read for those that matter.</summary>
/// <remarks>For one thread; disposing it lets the next query use what it holds.</remarks>
internal sealed class PendingProximity : IDisposable
{
    private readonly PartPostings[] _parts;
    private readonly List<string> _stems;
    private readonly double[] _shares;
    private readonly float[] _proximity;
    private Action? _release;

    /// <summary>Takes what a query has found.</summary>
    /// <param name="parts">The parts of the index, which know the pairs that their passages hold.</param>
    /// <param name="stems">The query's.</param>
    /// <param name="shares">What each pair comes to at most.</param>
    /// <param name="proximity">What that makes of each passage. The caller's.</param>
    /// <param name="release">Called once, when nothing more is read.</param>
    public PendingProximity(PartPostings[] parts, List<string> stems, double[] shares, float[] proximity, Action release) =>
        (_parts, _stems, _shares, _proximity, _release) = (parts, stems, shares, proximity, release);

    /// <summary>Makes the proximity of some passages exact.</summary>
    /// <param name="passages">Ascending. To read one again changes nothing.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Read(int[] passages) => ReadParts(passages);

    /// <summary>Makes that of all passages exact.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void ReadAll() => ReadParts(null);

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();

    private void ReadParts(int[]? passages)
    {
        ObjectDisposedException.ThrowIf(_release is null, this);
        OnAllCores.Each(_parts, part => part.ReadProximity(passages, _stems, _shares, _proximity));
    }
}
