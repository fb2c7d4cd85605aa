using System.Collections.Concurrent;

namespace SemanticSnips.Ranking;

/// <summary>The large arrays of one query. Used again by later ones: allocated anew at each, they cost more than what is computed in them.</summary>
/// <remarks>Each array comes into being at its first use. Not thread-safe; contents are whatever the last user left.</remarks>
internal sealed class QueryBuffers(int rows, int passages, int snips)
{
    /// <summary>One number a row of the vector store.</summary>
    public float[] ByRow => field ??= new float[rows];

    /// <summary>One number a passage, as the following.</summary>
    public float[] Cosines => field ??= new float[passages];

    public float[] Bm25 => field ??= new float[passages];

    public double[] Fused => field ??= new double[passages];

    public double[] Smoothed => field ??= new double[passages];

    /// <summary>One a snip.</summary>
    public SnipScore[] Snips => field ??= new SnipScore[snips];
}

/// <summary>Buffers that wait for the next query: as many as there were queries at once.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class QueryBufferPool(int rows, int passages, int snips)
{
    private readonly ConcurrentBag<QueryBuffers> _free = [];

    /// <summary>Buffers of nobody else; to be returned, or kept where what is in them is kept.</summary>
    public QueryBuffers Rent() => _free.TryTake(out var buffers) ? buffers : new QueryBuffers(rows, passages, snips);

    /// <summary>Gives buffers to the next query; the caller uses them no more.</summary>
    public void Return(QueryBuffers buffers) => _free.Add(buffers);
}
