using System.CommandLine;
using System.Globalization;
using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips watch: keep the index in step with folders until Ctrl-C.</summary>
internal static class WatchCommand
{
    /// <summary>How long to leave the index to another process that writes it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files and folders [default: what was imported before]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var prune = new Option<bool>("--prune") { Description = "Remove snips that are no longer in their source" };
        var command = new SnipsCommand("watch", "Import, and again whenever something changes, until Ctrl-C") { paths, prune };
        var reading = new ReadingOptions();
        reading.AddTo(command);
        command.SetExamples(
            new("snips watch ~/Notes/Snipd", "a vault that the Snipd plugin writes to"),
            new("snips watch --prune ~/Transcripts", "what is deleted there leaves the index"),
            new("snips watch", "everything that was imported before"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var named = IndexCommand.ResolveWatched(host, parse.GetValue(paths) ?? []);
            try
            {
                Watch(session, named, new ImportOptions { Prune = parse.GetValue(prune), Reading = reading.Of(parse) });
            }
            catch (OperationCanceledException) when (host.Stop.IsCancellationRequested)
            {
                // Ctrl-C, SIGTERM and SIGHUP are how a watch ends.
                Say(session, $"Stopped. {ImportRun.Kept(session)}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Imports, and again whenever something changes, until cancelled.</summary>
    /// <param name="session">Where the index and the model are.</param>
    /// <param name="named">What to watch; what was imported before where it is empty.</param>
    /// <param name="options">How to import.</param>
    /// <param name="working">Told when an import begins and ends; null for nobody.</param>
    internal static void Watch(Session session, List<string> named, ImportOptions options, Action<bool>? working = null)
    {
        IReadOnlyList<string> watched = named.Count > 0 ? named : session.ReadStatus().Roots;
        if (watched.Count == 0) throw new UsageException("Nothing was imported yet.", "Name a file or folder: snips watch FILE-OR-FOLDER");

        // Before the first import, so that nothing is missed during it.
        using var watcher = new PathWatcher(watched.Where(Path.Exists), session.Locations.Index);
        var report = Report(() => ImportRun.Import(session, _ => Present(watched), options));
        session.Host.Stop.ThrowIfCancellationRequested();
        Say(session, $"{Summary(report)}. Watching {string.Join(", ", watched.Select(session.Host.Shorten))}; Ctrl-C ends.");
        while (true)
        {
            watcher.Wait(session.Host.Stop);
            report = Report(() => ImportPatiently(session, watched, options));
            session.Host.Stop.ThrowIfCancellationRequested();
            if (report.New + report.Changed + report.Merged + report.Removed + report.Embedded > 0) Say(session, Summary(report) + ".");
        }

        ImportReport Report(Func<ImportReport> import)
        {
            working?.Invoke(true);
            try
            {
                return import();
            }
            finally
            {
                working?.Invoke(false);
            }
        }
    }

    /// <summary>What is there now: snips of a folder that is gone for the moment stay.</summary>
    private static List<string> Present(IReadOnlyList<string> watched) => [.. watched.Where(Path.Exists)];

    /// <summary>Between imports the index is free for others; when one of them writes, it goes first.</summary>
    private static ImportReport ImportPatiently(Session session, IReadOnlyList<string> watched, ImportOptions options)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return ImportRun.Import(session, _ => Present(watched), options);
            }
            catch (IndexException e) when (e.Fault == IndexFault.Locked)
            {
                if (isFirst) session.Note(e.Message);
                session.Host.Stop.WaitHandle.WaitOne(Patience);
                session.Host.Stop.ThrowIfCancellationRequested();
            }
        }
    }

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

    /// <summary>Written through at once: who follows the output of a watch wants to see it now.</summary>
    private static void Say(Session session, string sentence)
    {
        session.Page.Line(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss}  {sentence}"));
        session.Host.Output.Flush();
    }
}
