using System.CommandLine;
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
        var service = new Option<string?>("--service")
        {
            Description = "Print the file that runs this watch from login on: systemd or launchd [default: this system's]",
            HelpName = "KIND",
            Arity = ArgumentArity.ZeroOrOne,
        };
        service.AcceptOnlyFromAmong(ServiceFile.Kinds);
        var nice = CommonOptions.Nice();
        var command = new SnipsCommand("watch", "Import, and again whenever something changes, until Ctrl-C") { paths, prune, service, nice, common.Json };
        var reading = new ReadingOptions();
        reading.AddTo(command);
        command.SetExamples(
            new("snips watch ~/Notes/Snipd", "a vault that the Snipd plugin writes to"),
            new("snips watch --prune ~/Transcripts", "what is deleted there leaves the index"),
            new("snips watch", "everything that was imported before"),
            new("snips watch --service > ~/.config/systemd/user/snips-watch.service", "in the background, from login on"),
            new("snips watch --json | jq -c .event", "a JSON object a line"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var named = IndexCommand.ResolveWatched(host, parse.GetValue(paths) ?? []);
            if (parse.GetResult(service) is not null)
            {
                host.Output.WriteLine(ServiceOf(session, parse.GetValue(service), named, parse.GetValue(prune), parse.GetValue(nice)));
                return ExitCode.Done;
            }

            var log = new WatchLog(session, parse.GetValue(common.Json));
            try
            {
                var options = new ImportOptions { Prune = parse.GetValue(prune), Reading = reading.Of(parse) };
                Watch(session, log, named, parse.GetValue(nice) ? NiceImport.Of(options, host) : options);
            }
            catch (OperationCanceledException) when (host.Stop.IsCancellationRequested)
            {
                // Ctrl-C, SIGTERM and SIGHUP are how a watch ends.
                log.Stopped(ImportRun.Kept(session));
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Imports, and again whenever something changes, until cancelled.</summary>
    /// <param name="session">Where the index and the model are.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="named">What to watch; what was imported before where it is empty.</param>
    /// <param name="options">How to import.</param>
    /// <param name="working">Told when an import begins and ends; null for nobody.</param>
    internal static void Watch(Session session, WatchLog log, List<string> named, ImportOptions options, Action<bool>? working = null)
    {
        IReadOnlyList<string> watched = named.Count > 0 ? named : session.ReadStatus().Roots;
        if (watched.Count == 0) throw new UsageException("Nothing was imported yet.", "Name a file or folder: snips watch FILE-OR-FOLDER");

        // Before the first import, so that nothing is missed during it.
        using var watcher = new PathWatcher(watched.Where(Path.Exists), session.Server is null ? session.Locations.Index : null);
        var report = Report(() => ImportPatiently(session, watched, options));
        session.Host.Stop.ThrowIfCancellationRequested();
        log.Watching(report, watched);
        var present = watched;
        while (true)
        {
            present = Tell(log, present, Present(watched));
            watcher.Wait(session.Host.Stop);
            present = Tell(log, present, Present(watched));
            report = Report(() => ImportPatiently(session, watched, options));
            session.Host.Stop.ThrowIfCancellationRequested();
            log.Imported(report);
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

    /// <summary>Tells what went away and what came back.</summary>
    private static List<string> Tell(WatchLog log, IReadOnlyList<string> before, List<string> now)
    {
        foreach (var path in before.Except(now)) log.Missing(path, isBack: false);
        foreach (var path in now.Except(before)) log.Missing(path, isBack: true);
        return now;
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

    /// <summary>The service's file: this program, these paths, this library.</summary>
    private static string ServiceOf(Session session, string? kind, List<string> named, bool prunes, bool isNice)
    {
        if (kind is null && OperatingSystem.IsWindows())
            throw new UsageException("Windows has neither systemd nor launchd.", "Run 'snips watch' from its Task Scheduler, at logon.");
        var program = Environment.ProcessPath ?? "snips";
        List<string> command = [program];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") command.Add(Path.Combine(session.Host.ProgramFolder, "snips.dll"));
        command.AddRange(["watch", .. session.Server is { } server ? ["--library", server.Argument] : new[] { "--index", session.Locations.Index }]);
        command.AddRange(["--model", session.Locations.RequireModel()]);
        if (prunes) command.Add("--prune");
        if (isNice) command.Add("--nice");
        return ServiceFile.Of(kind ?? (OperatingSystem.IsMacOS() ? "launchd" : "systemd"), [.. command, .. named]);
    }
}
