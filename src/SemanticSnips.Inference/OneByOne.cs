using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SemanticSnips.Inference;

/// <summary>Runs a network over many inputs, each alone, as many at once as there are cores.</summary>
internal static class OneByOne
{
    /// <summary>Runs the longest first, so that the cores finish together.</summary>
    /// <param name="count">How many inputs.</param>
    /// <param name="lengthOf">How long an input is, in any unit.</param>
    /// <param name="run">Makes the result of an input.</param>
    /// <param name="done">Told after each input how many are finished so far, in rising order, from any thread.</param>
    /// <param name="cancellationToken">Checked between inputs.</param>
    /// <returns>The results in the order of the inputs.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static TResult[] Run<TResult>(int count, Func<int, int> lengthOf, Func<int, TResult> run, IProgress<int>? done, CancellationToken cancellationToken)
    {
        var results = new TResult[count];
        var longestFirst = Enumerable.Range(0, count).OrderByDescending(lengthOf);
        var finished = 0;
        var counting = new Lock();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(longestFirst, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                i =>
                {
                    results[i] = run(i);
                    if (done is null) return;
                    lock (counting) done.Report(++finished);
                });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
