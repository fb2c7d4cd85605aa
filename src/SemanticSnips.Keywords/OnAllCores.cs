using System.Runtime.ExceptionServices;

namespace SemanticSnips.Keywords;

/// <summary>Does something for each of several parts.</summary>
internal static class OnAllCores
{
    /// <summary>Does it for all of them, as many at once as there are cores; what goes wrong is thrown as it is.</summary>
    public static void Each<T>(IReadOnlyList<T> parts, Action<T> act)
    {
        if (parts.Count == 1)
        {
            act(parts[0]);
            return;
        }

        try
        {
            Parallel.ForEach(parts, act);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
