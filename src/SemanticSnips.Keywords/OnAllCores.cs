using System.Runtime.ExceptionServices;

namespace SemanticSnips.Keywords;

/// <summary>Does something many times, as many at once as there are cores; what goes wrong is thrown as it is.</summary>
internal static class OnAllCores
{
    /// <summary>Does it for each part.</summary>
    public static void Each<T>(IReadOnlyList<T> parts, Action<T> act) => For(parts.Count, i => act(parts[i]));

    /// <summary>Does it for each number below a count.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void For(int count, Action<int> act, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (count == 1)
        {
            act(0);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, act);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
