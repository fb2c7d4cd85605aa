using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SemanticSnips.Indexing;

namespace SemanticSnips;

/// <summary>Embeds what a store has no vectors for, and commits as it goes.</summary>
internal static class Embedder
{
    /// <summary>Vectors a commit: at 30 passages a second, a quarter of a minute is the most that a crash can lose.</summary>
    private const int PassagesPerCommit = 512;

    /// <summary>Embeds every committed passage without a vector, those of favourites first, then of the newest snips: what people look for soonest.</summary>
    /// <param name="store">Whose passages.</param>
    /// <param name="model">The model; loaded only where something is to be embedded.</param>
    /// <param name="workers">Passages at a time at most; 1 or more.</param>
    /// <param name="progress">Told what is done and what there is to do.</param>
    /// <param name="cancellationToken">Stops after the passages that are being embedded, which are committed with all before them.</param>
    /// <param name="wait">See <see cref="ImportOptions.BeforeEmbedding"/>.</param>
    /// <returns>Passages embedded, and those that a cancellation left.</returns>
    public static (int Embedded, int Pending) Run(
        ISnipStore store, ModelLoader model, int workers, IProgress<EmbeddingProgress>? progress, CancellationToken cancellationToken,
        Action<CancellationToken>? wait = null)
    {
        var pending = store.FindPending();
        var done = 0;
        foreach (var keys in pending.Chunk(PassagesPerCommit))
        {
            wait?.Invoke(cancellationToken);
            if (cancellationToken.IsCancellationRequested) break;
            var vectors = new float[]?[keys.Length];
            try
            {
                var before = done;
                Embed(
                    model, store.ReadInputs(keys), vectors, workers,
                    n => progress?.Report(new EmbeddingProgress(before + n, pending.Count)), cancellationToken);
            }
            finally
            {
                // Whatever ended it: what is embedded is paid for.
                done += Commit(store, keys, vectors);
            }

            progress?.Report(new EmbeddingProgress(done, pending.Count));
        }

        if (done == pending.Count) store.Compact();
        return (done, pending.Count - done);
    }

    private static int Commit(ISnipStore store, UInt128[] keys, float[]?[] vectors)
    {
        var made = Enumerable.Range(0, keys.Length).Where(i => vectors[i] is not null).ToList();
        if (made.Count > 0) store.AddVectors(made.ConvertAll(i => keys[i]), made.ConvertAll(i => vectors[i]!));
        return made.Count;
    }

    /// <summary>The longest first, so that the cores finish together.</summary>
    private static void Embed(ModelLoader model, IReadOnlyList<string> texts,
        float[]?[] vectors, int workers, Action<int> report, CancellationToken cancellationToken)
    {
        var longestFirst = Partitioner.Create(Enumerable.Range(0, texts.Count)
            .OrderByDescending(i => texts[i].Length), EnumerablePartitionerOptions.NoBuffering);
        var counting = new Lock();
        var finished = 0;
        try
        {
            Parallel.ForEach(longestFirst, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, i =>
            {
                vectors[i] = model.EmbedPassage(texts[i]);
                lock (counting) report(++finished);
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller sees what is missing.
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}

/// <summary>How far embedding is.</summary>
/// <param name="Done">Passages embedded.</param>
/// <param name="Total">Passages to embed in all.</param>
public readonly record struct EmbeddingProgress(int Done, int Total);
