namespace SemanticSnips.Ranking;

/// <summary>A snip's best passage for a query.</summary>
/// <param name="Snip">The snip's number.</param>
/// <param name="Passage">The passage's number; the first of equals.</param>
/// <param name="Score">What the snip is ordered by.</param>
internal readonly record struct SnipScore(int Snip, int Passage, double Score);

/// <summary>The snips that a query found, by score descending, then by id; put into order only as far as somebody looks.</summary>
/// <remarks>Of tens of thousands of snips a few dozen are looked at: a heap gives these without sorting the rest, and in the very order of the sort.</remarks>
internal sealed class SnipRanking
{
    private readonly Corpus _corpus;
    private readonly SnipScore[] _heap;
    private readonly List<SnipScore> _sorted = [];
    private int _left;

    /// <summary>Orders snips.</summary>
    /// <param name="corpus">Whose snips they are.</param>
    /// <param name="found">Those that are ordered, in any order, at its beginning. Owned by the ranking as long as it is used.</param>
    /// <param name="count">How many these are.</param>
    public SnipRanking(Corpus corpus, SnipScore[] found, int count)
    {
        _corpus = corpus;
        _heap = found;
        _left = count;
        Count = count;
        for (var i = count / 2 - 1; i >= 0; i--) SiftDown(i, _heap[i]);
    }

    /// <summary>Snips in the ranking.</summary>
    public int Count { get; }

    /// <summary>The snip at a rank.</summary>
    /// <param name="rank">0 for the best, below <see cref="Count"/>.</param>
    public SnipScore this[int rank]
    {
        get
        {
            while (_sorted.Count <= rank) _sorted.Add(Pop());
            return _sorted[rank];
        }
    }

    /// <summary>The first snips, or all where there are fewer.</summary>
    public IEnumerable<SnipScore> Take(int count)
    {
        for (var rank = 0; rank < Math.Min(count, Count); rank++) yield return this[rank];
    }

    /// <summary>Whether one stands before another.</summary>
    public bool Precedes(SnipScore a, SnipScore b) =>
        a.Score > b.Score || (a.Score == b.Score && string.CompareOrdinal(_corpus.Snips[a.Snip].Id, _corpus.Snips[b.Snip].Id) < 0);

    private SnipScore Pop()
    {
        var best = _heap[0];
        var last = _heap[--_left];
        if (_left > 0) SiftDown(0, last);
        return best;
    }

    private void SiftDown(int at, SnipScore item)
    {
        for (var child = 2 * at + 1; child < _left; child = 2 * at + 1)
        {
            if (child + 1 < _left && Precedes(_heap[child + 1], _heap[child])) child++;
            if (!Precedes(_heap[child], item)) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = item;
    }
}
