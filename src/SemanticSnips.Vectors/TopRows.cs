namespace SemanticSnips.Vectors;

/// <summary>Keeps the best rows seen: a binary heap with the worst kept row on top, so that most rows cost one comparison.</summary>
/// <remarks>Better means a higher cosine, then a lower row: a total order, so the result does not depend on the order of arrival.</remarks>
internal sealed class TopRows(int capacity)
{
    private readonly ScoredRow[] _heap = new ScoredRow[capacity];
    private int _count;

    public void Add(int row, float cosine)
    {
        var candidate = new ScoredRow(row, cosine);
        if (_count < _heap.Length) SiftUp(_count++, candidate);
        else if (_heap.Length > 0 && IsWorse(_heap[0], candidate)) SiftDown(candidate);
    }

    public void Add(int firstRow, ReadOnlySpan<float> cosines)
    {
        var i = 0;
        for (; i < cosines.Length && _count < _heap.Length; i++) Add(firstRow + i, cosines[i]);
        if (_heap.Length == 0) return;
        for (; i < cosines.Length; i++)
        {
            if (cosines[i] >= _heap[0].Cosine) Add(firstRow + i, cosines[i]);
        }
    }

    public void Add(TopRows other)
    {
        foreach (var row in other._heap.AsSpan(0, other._count)) Add(row.Row, row.Cosine);
    }

    /// <summary>The kept rows, best first.</summary>
    public ScoredRow[] ToSorted()
    {
        var rows = _heap[.._count];
        Array.Sort(rows, static (a, b) => IsWorse(b, a) ? -1 : IsWorse(a, b) ? 1 : 0);
        return rows;
    }

    private static bool IsWorse(ScoredRow a, ScoredRow b) => a.Cosine < b.Cosine || (a.Cosine == b.Cosine && a.Row > b.Row);

    private void SiftUp(int at, ScoredRow row)
    {
        while (at > 0 && IsWorse(row, _heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = row;
    }

    private void SiftDown(ScoredRow row)
    {
        var at = 0;
        for (var child = 1; child < _count; child = (2 * at) + 1)
        {
            if (child + 1 < _count && IsWorse(_heap[child + 1], _heap[child])) child++;
            if (!IsWorse(_heap[child], row)) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = row;
    }
}
