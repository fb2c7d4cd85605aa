using System.Diagnostics;
using System.Globalization;
using SemanticSnips.Contract;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Output;

/// <summary>A benchmark's progress, as one line on standard error that is written over: what is being done, how much, how fast, how long yet.</summary>
internal sealed class ProgressLine : IProgress<BenchmarkProgress>
{
    private const int Width = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A rate means nothing before.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly Host _host;
    private readonly Stopwatch _clock = new();
    private string? _stage;
    private int _doneAtFirst;
    private TimeSpan _shown;

    private ProgressLine(Host host) => _host = host;

    /// <summary>A line on a terminal, nothing elsewhere.</summary>
    public static IProgress<BenchmarkProgress>? For(Host host) => host.Terminal.ErrorIsTerminal ? new ProgressLine(host) : null;

    /// <summary>Takes the line away.</summary>
    public static void Clear(Host host)
    {
        if (host.Terminal.ErrorIsTerminal) PlainWriter.Escaping(host.Error).Write("\r\e[K");
    }

    public void Report(BenchmarkProgress value)
    {
        if (value.Stage != _stage)
        {
            (_stage, _doneAtFirst, _shown) = (value.Stage, value.Done, -Pause);
            _clock.Restart();
        }

        if (_clock.Elapsed - _shown < Pause) return;
        _shown = _clock.Elapsed;
        PlainWriter.Escaping(_host.Error).Write($"\r{PlainText.Of(Describe(value, value.Done - _doneAtFirst, _clock.Elapsed))}\e[K");
    }

    /// <summary>The line's text.</summary>
    /// <param name="value">How far it is.</param>
    /// <param name="counted">Steps that were done while the clock ran.</param>
    /// <param name="elapsed">How long it has run.</param>
    internal static string Describe(BenchmarkProgress value, int counted, TimeSpan elapsed)
    {
        var rate = elapsed < Settling || counted == 0 ? 0 : counted / elapsed.TotalSeconds;
        var speed = rate > 0 ? string.Create(CultureInfo.InvariantCulture, $", {(rate < 10 ? $"{rate:0.0}" : $"{rate:#,0}")}/s") : "";
        if (value.Total <= 0) return string.Create(CultureInfo.InvariantCulture, $"{value.Stage}: {value.Done:#,0}{speed}");
        var filled = Width * value.Done / value.Total;
        var left = rate > 0 ? $", {Times.Show(TimeSpan.FromSeconds((value.Total - value.Done) / rate))} left" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{value.Stage} [{new string('━', filled)}{new string(' ', Width - filled)}] {value.Done:#,0} of {value.Total:#,0}{speed}{left}");
    }
}
