using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SemanticSnips.Indexing;

/// <summary>Makes the next items of a sequence on another thread while the last one is used. In the sequence's order; what is held at a time is
/// bounded.</summary>
/// <remarks>Whoever uses it disposes it, which stops the other thread and waits for it.</remarks>
internal sealed class ReadAhead<T> : IDisposable
{
    private readonly BlockingCollection<T> _items = [];
    private readonly Func<T, int> _weigh;
    private readonly int _held;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop;
    private readonly Task _making;

    /// <summary>Begins to make the items.</summary>
    /// <param name="sequence">The sequence; its token is cancelled by disposal, too.</param>
    /// <param name="held">How much is held at a time, at least 1. An item that weighs more is held alone.</param>
    /// <param name="weigh">What an item weighs, at least 1.</param>
    /// <param name="cancellationToken">Stops between and inside items.</param>
    public ReadAhead(Func<CancellationToken, IEnumerable<T>> sequence, int held, Func<T, int> weigh, CancellationToken cancellationToken)
    {
        _weigh = weigh;
        _held = held;
        _room = new SemaphoreSlim(held, held);
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
            foreach (var item in _items.GetConsumingEnumerable(CancellationToken))
            {
                _room.Release(RoomOf(item));
                yield return item;
            }

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
        _room.Dispose();
        _stop.Dispose();
    }

    private int RoomOf(T item) => Math.Clamp(_weigh(item), 1, _held);

    private void Make(Func<CancellationToken, IEnumerable<T>> sequence, CancellationToken stop)
    {
        try
        {
            foreach (var item in sequence(stop))
            {
                for (var i = RoomOf(item); i > 0; i--) _room.Wait(stop);
                _items.Add(item, stop);
            }
        }
        finally
        {
            _items.CompleteAdding();
        }
    }
}
