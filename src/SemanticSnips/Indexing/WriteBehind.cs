using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SemanticSnips.Indexing;

/// <summary>Runs actions on another thread, one after the other in the order in which they were given, while the next are prepared. Few wait at a
/// time.</summary>
/// <remarks>
/// For one caller at a time. After an action has failed no other is run, and every call throws what it threw. The thread ends with
/// <see cref="Finish"/> and is made anew when it is needed.
/// </remarks>
internal sealed class WriteBehind : IDisposable
{
    /// <summary>Actions that are handed over at once: waking a thread costs as much as a small one.</summary>
    private const int Handful = 16;

    private const int Handfuls = 4;

    private List<Action> _next = [];
    private BlockingCollection<List<Action>>? _actions;
    private Task? _running;
    private ExceptionDispatchInfo? _fault;

    /// <summary>Runs an action behind all that were given before, at the latest before <see cref="Finish"/> returns; waits while many are.</summary>
    public void Do(Action action)
    {
        Volatile.Read(ref _fault)?.Throw();
        _next.Add(action);
        if (_next.Count == Handful) HandOver();
    }

    /// <summary>Waits until all that was given is done.</summary>
    public void Finish()
    {
        Stop();
        _fault?.Throw();
    }

    /// <summary>Waits as <see cref="Finish"/> does and throws nothing.</summary>
    public void Dispose() => Stop();

    private void HandOver()
    {
        if (_actions is null)
        {
            var actions = _actions = new BlockingCollection<List<Action>>(Handfuls);
            _running = Task.Factory.StartNew(() => Run(actions), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        _actions.Add(_next);
        _next = [];
    }

    private void Stop()
    {
        if (_next.Count > 0) HandOver();
        if (_actions is null) return;
        _actions.CompleteAdding();
        _running!.GetAwaiter().GetResult();
        _actions.Dispose();
        (_actions, _running) = (null, null);
    }

    /// <summary>Takes all, whatever happens, so that whoever gives is never left waiting.</summary>
    private void Run(BlockingCollection<List<Action>> actions)
    {
        foreach (var action in actions.GetConsumingEnumerable().SelectMany(a => a))
        {
            if (_fault is not null) continue;
            try
            {
                action();
            }
            catch (Exception e)
            {
                Volatile.Write(ref _fault, ExceptionDispatchInfo.Capture(e));
            }
        }
    }
}
