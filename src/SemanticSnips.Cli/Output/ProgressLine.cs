using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>A benchmark's progress, as one line on standard error that is written over.</summary>
internal sealed class ProgressLine : IProgress<BenchmarkProgress>
{
    private const int Width = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Host _host;
    private DateTime _last;

    private ProgressLine(Host host) => _host = host;

    /// <summary>A line on a terminal, nothing elsewhere.</summary>
    public static IProgress<BenchmarkProgress>? For(Host host) => host.Terminal.ErrorIsTerminal ? new ProgressLine(host) : null;

    /// <summary>Takes the line away.</summary>
    public static void Clear(Host host)
    {
        if (host.Terminal.ErrorIsTerminal) host.Error.Write("\r\u001b[K");
    }

    public void Report(BenchmarkProgress value)
    {
        if (DateTime.UtcNow - _last < Pause) return;
        _last = DateTime.UtcNow;
        var filled = value.Total > 0 ? Width * value.Done / value.Total : 0;
        var bar = value.Total > 0 ? $" [{new string('━', filled)}{new string(' ', Width - filled)}] {value.Done} of {value.Total}" : $" {value.Done}";
        _host.Error.Write($"\r{value.Stage}{bar}\u001b[K");
    }
}
