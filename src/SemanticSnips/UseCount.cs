using System.Runtime.InteropServices;

namespace SemanticSnips;

/// <summary>Counts who uses something, and frees it after the last of them.</summary>
/// <remarks>Thread-safe. Disposing refuses new use and waits for nobody: what is in use is freed by whoever leaves last.</remarks>
internal sealed class UseCount : SafeHandle
{
    private readonly Action _free;
    private readonly Type _what;
    private volatile bool _disposed;

    /// <summary>Begins to count.</summary>
    /// <param name="what">What is used, for messages.</param>
    /// <param name="free">Frees it; called once.</param>
    public UseCount(Type what, Action free)
        : base(0, ownsHandle: true)
    {
        (_what, _free) = (what, free);
        SetHandle(1);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Whether new use is refused.</summary>
    public bool IsDisposed => _disposed;

    /// <summary>Keeps it until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public Hold Use()
    {
        ObjectDisposedException.ThrowIf(_disposed, _what);
        var added = false;
        DangerousAddRef(ref added);
        return new Hold(this);
    }

    protected override void Dispose(bool disposing)
    {
        // A safe handle gives out references until its count is zero, even when disposed: uses that overlap without a pause would keep it open for ever.
        _disposed = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        _free();
        return true;
    }

    /// <summary>One use.</summary>
    public readonly struct Hold(UseCount count) : IDisposable
    {
        public void Dispose() => count.DangerousRelease();
    }
}
