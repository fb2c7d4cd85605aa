using System.Collections.Concurrent;

namespace SemanticSnips.Ranking;

/// <summary>The large arrays of one query. Used again by later ones: allocated anew at each, they cost more than what is computed in them.</summary>
/// <remarks>Each array comes into being at its first use. Not thread-safe; contents are whatever the last user left.</remarks>
internal sealed class QueryBuffers(int rows, int passages, int snips)
{
    private int _lastKnown;

    /// <summary>One number a row of the vector store.</summary>
    public float[] ByRow => field ??= new float[rows];

    /// <summary>One number a passage, as the following.</summary>
    public float[] Cosines => field ??= new float[passages];

    public float[] Bm25 => field ??= new float[passages];

    public float[] Proximity => field ??= new float[passages];

    public double[] Fused => field ??= new double[passages];

    public double[] Smoothed => field ??= new double[passages];

    /// <summary>What is known of each passage, as numbers of <see cref="NextKnown"/>; those of earlier queries mean nothing.</summary>
    public int[] Known => field ??= new int[passages];

    /// <summary>One a snip.</summary>
    public SnipScore[] Snips => field ??= new SnipScore[snips];

    /// <summary>Two numbers for <see cref="Known"/> that no query before has used.</summary>
    public (int First, int Second) NextKnown()
    {
        if (_lastKnown > int.MaxValue - 2)
        {
            Array.Clear(Known);
            _lastKnown = 0;
        }

        _lastKnown += 2;
        return (_lastKnown - 1, _lastKnown);
    }
}

/// <summary>Buffers that wait for the next query: as many as there are cores, since no more queries can make use of the machine at once.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class QueryBufferPool(int rows, int passages, int snips)
{
    /// <summary>Buffers that wait at most; what comes back beyond that is left to the collector.</summary>
    public static readonly int Capacity = Environment.ProcessorCount;

    private readonly ConcurrentBag<QueryBuffers> _free = [];

    /// <summary>Buffers that wait.</summary>
    public int Count => _free.Count;

    /// <summary>Buffers of nobody else; to be returned, or kept where what is in them is kept.</summary>
    public QueryBuffers Rent() => _free.TryTake(out var buffers) ? buffers : new QueryBuffers(rows, passages, snips);

    /// <summary>Gives buffers to the next query; the caller uses them no more.</summary>
    public void Return(QueryBuffers buffers)
    {
        // Two that come back at once may both find room: one too many for a while does no harm.
        if (_free.Count < Capacity) _free.Add(buffers);
    }
}
