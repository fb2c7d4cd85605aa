using System.Runtime.InteropServices;

namespace SemanticSnips.Lifetimes;

/// <summary>Something that many threads use at once and one disposes: disposing refuses new use, and frees after the last use that has begun.</summary>
/// <remarks>
/// A safe handle for the sake of its reference count, which nobody can get wrong by order or by race. One source file, compiled into each
/// assembly that has such things, so that none of them depends on another for it.
/// </remarks>
internal abstract class CountedHandle : SafeHandle
{
    private readonly Type _owner;
    private volatile bool _isDisposed;

    /// <param name="owner">Whose disposal it is that callers are told of.</param>
    protected CountedHandle(Type owner) : base(0, ownsHandle: true)
    {
        _owner = owner;
        SetHandle(1);
    }

    public sealed override bool IsInvalid => handle == 0;

    /// <summary>Keeps it from being freed until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public Hold Use() => new(this);

    /// <summary>Frees what is counted. Called once, when it is disposed and nobody uses it any more, on the thread of whoever came last.</summary>
    protected abstract void Free();

    protected sealed override void Dispose(bool disposing)
    {
        // A safe handle gives out references until its count is zero, even when disposed: uses that overlap without a
        // pause would keep it open for ever.
        _isDisposed |= disposing;
        base.Dispose(disposing);
    }

    protected sealed override bool ReleaseHandle()
    {
        // In the finaliser's hands the parts may be gone already; each has a finaliser of its own.
        if (_isDisposed) Free();
        return true;
    }

    /// <summary>One use.</summary>
    public readonly ref struct Hold
    {
        private readonly CountedHandle _counted;

        public Hold(CountedHandle counted)
        {
            ObjectDisposedException.ThrowIf(counted._isDisposed, counted._owner);
            var added = false;
            counted.DangerousAddRef(ref added);
            _counted = counted;
        }

        public void Dispose() => _counted.DangerousRelease();
    }
}
