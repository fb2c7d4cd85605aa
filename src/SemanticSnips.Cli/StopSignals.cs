using System.Runtime.InteropServices;

namespace SemanticSnips.Cli;

/// <summary>Turns Ctrl-C into a cancellation; the second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _registration;

    public StopSignals() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        _source.Cancel();
    }
}
