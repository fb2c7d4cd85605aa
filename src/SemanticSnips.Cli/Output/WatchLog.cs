using System.Globalization;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Output;

/// <summary>What a watch tells, a line each, written through at once: who follows it wants to see it now.</summary>
/// <param name="session">Where to.</param>
/// <param name="json">Whether as JSON lines.</param>
internal sealed class WatchLog(Session session, bool json)
{
    private int _gone;

    /// <summary>The first import is done.</summary>
    public void Watching(ImportReport report, IReadOnlyList<string> paths)
    {
        _gone = report.Gone;
        if (json)
        {
            Print(new WatchView(Views.Version, "imported", Now, Import: Session.Views.Of(report)));
            Print(new WatchView(Views.Version, "watching", Now, Paths: paths));
            return;
        }

        Say($"{Summary(report)}. Watching {string.Join(", ", paths.Select(session.Host.Shorten))}; Ctrl-C ends.");
    }

    /// <summary>A later import is done. What changed nothing is not worth a line; that something left its source is.</summary>
    public void Imported(ImportReport report)
    {
        var leaves = report.Gone > _gone;
        _gone = report.Gone;
        if (report.New + report.Changed + report.Merged + report.Removed + report.Embedded == 0 && !leaves) return;
        if (json) Print(new WatchView(Views.Version, "imported", Now, Import: Session.Views.Of(report)));
        else Say(Summary(report) + "." + (leaves ? " What left its source stays findable; 'snips watch --prune' removes it." : ""));
    }

    /// <summary>Something that is watched went away, or came back.</summary>
    public void Missing(string path, bool isBack)
    {
        var message = isBack ? $"'{session.Host.Shorten(path)}' is there again."
            : $"'{session.Host.Shorten(path)}' is not there any more; its snips stay. Take them out with: snips remove {session.Host.Shorten(path)}";
        if (json) Print(new WatchView(Views.Version, isBack ? "found" : "missing", Now, Paths: [path], Message: message));
        else Say(message);
    }

    /// <summary>The watch is over.</summary>
    public void Stopped(string kept)
    {
        if (json) Print(new WatchView(Views.Version, "stopped", Now, Message: kept));
        else Say($"Stopped. {kept}");
    }

    private string Now => session.Host.Clock.GetUtcNow().UtcDateTime.ToString("O");

    private static string Summary(ImportReport report)
    {
        var counts = new[]
        {
            (report.New, "new"), (report.Changed, "changed"), (report.Merged, "merged with another version"), (report.Removed, "removed"),
            (report.Gone, "no longer in their source"), (report.Unchanged, "unchanged"), (report.Skipped.Count, "not read"),
        };
        return string.Join(", ", counts.Where(c => c.Item1 > 0).Select(c => Times.Count(c.Item1, c.Item2, c.Item2))
            .Append(Times.Count(report.Embedded, "passage embedded", "passages embedded")));
    }

    private void Print(WatchView view)
    {
        session.Print(view, ContractJson.Default.WatchView);
        session.Host.Output.Flush();
    }

    private void Say(string sentence)
    {
        session.Page.Line(string.Create(CultureInfo.InvariantCulture, $"{session.Host.Clock.GetLocalNow():HH:mm:ss}  {sentence}"));
        session.Host.Output.Flush();
    }
}
