using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SemanticSnips.Indexing;

/// <summary>Makes the next items of a sequence on another thread while the last one is used. In the sequence's order; few are held at a time.</summary>
/// <remarks>Whoever uses it disposes it, which stops the other thread and waits for it.</remarks>
internal sealed class ReadAhead<T> : IDisposable
{
    private const int Held = 4;

    private readonly BlockingCollection<T> _items = new(Held);
    private readonly CancellationTokenSource _stop;
    private readonly Task _making;

    /// <summary>Begins to make the items.</summary>
    /// <param name="sequence">The sequence; its token is cancelled by disposal, too.</param>
    /// <param name="cancellationToken">Stops between and inside items.</param>
    public ReadAhead(Func<CancellationToken, IEnumerable<T>> sequence, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken = cancellationToken;
        var stop = _stop.Token;
        _making = Task.Factory.StartNew(() => Make(sequence, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The items, once.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<T> Items
    {
        get
        {
            foreach (var item in _items.GetConsumingEnumerable(CancellationToken)) yield return item;
            // What went wrong over there goes wrong here.
            if (_making.Exception is { } fault) ExceptionDispatchInfo.Throw(fault.InnerExceptions[0]);
            _making.GetAwaiter().GetResult();
        }
    }

    private CancellationToken CancellationToken { get; }

    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_making).AsyncWaitHandle.WaitOne();
        _items.Dispose();
        _stop.Dispose();
    }

    private void Make(Func<CancellationToken, IEnumerable<T>> sequence, CancellationToken stop)
    {
        try
        {
            foreach (var item in sequence(stop)) _items.Add(item, stop);
        }
        finally
        {
            _items.CompleteAdding();
        }
    }
}
