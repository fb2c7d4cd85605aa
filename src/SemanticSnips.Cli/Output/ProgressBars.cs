using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace SemanticSnips.Cli.Output;

/// <summary>An import's progress on standard error. Spectre.Console is loaded here and nowhere else: searches do not wait for it.</summary>
internal static class ProgressBars
{
    /// <summary>A rate means nothing before.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Does the work while its progress is shown; the bars are gone afterwards.</summary>
    public static T Show<T>(Session session, Func<IProgress<ImportProgress>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(PlainWriter.Escaping(session.Host.Error)),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = session.ColoursProgress ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<ImportProgress>
    {
        private readonly ProgressTask _reading = context.AddTask("Reading").IsIndeterminate();
        private readonly Stopwatch _clock = new();
        private ProgressTask? _embedding;
        private int _doneAtFirst;

        public void Report(ImportProgress value)
        {
            if (value.Embedding is not { } embedding)
            {
                _reading.Description = $"Reading: {Times.Count(value.Files, "file")}, {Times.Count(value.Snips, "snip")}";
                return;
            }

            if (_embedding is null)
            {
                _reading.IsIndeterminate(false).Value(_reading.MaxValue);
                _embedding = context.AddTask("Embedding", maxValue: embedding.Total);
                _doneAtFirst = embedding.Done;
                _clock.Start();
            }

            _embedding.Value = embedding.Done;
            var rate = (embedding.Done - _doneAtFirst) / _clock.Elapsed.TotalSeconds;
            var shown = _clock.Elapsed < Settling ? "" : string.Create(CultureInfo.InvariantCulture, $", {rate:0}/s");
            _embedding.Description = string.Create(CultureInfo.InvariantCulture, $"Embedding: {embedding.Done:#,0} of {embedding.Total:#,0} passages{shown}");
        }
    }
}
