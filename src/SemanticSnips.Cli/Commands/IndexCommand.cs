using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips index: bring the index in step with exports.</summary>
internal static class IndexCommand
{
    private const string StandardInput = "-";

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files, folders, ZIP archives, or - for standard input [default: what was imported before]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var prune = new Option<bool>("--prune") { Description = "Remove snips that are no longer in their source" };
        var rebuild = new Option<bool>("--rebuild") { Description = "Cut all snips anew; accept an index of another model, or with damaged vectors" };
        var noEmbed = new Option<bool>("--no-embed") { Description = "Leave embedding to a later run: searchable by words at once" };
        var nice = CommonOptions.Nice();
        var command = new SnipsCommand("index", "Import exports and transcripts; only what is new or changed is embedded")
        {
            paths, prune, rebuild, noEmbed, nice, common.Json,
        };
        var reading = new ReadingOptions();
        reading.AddTo(command);
        command.SetExamples(
            new("snips index ~/Downloads/snipd-export.zip", "a whole export"),
            new("snips index notes/ talk.vtt", "folders and single files, of any known format"),
            new("pbpaste | snips index -", "what you just copied"),
            new("snips index", "the same again: what is new since then"),
            new("snips index --nice podcasts/", "in the background of your own work"),
            new("snips index --rebuild", "cut everything anew, after the program's rules have changed"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var typed = parse.GetValue(paths) ?? [];
            var given = Resolve(host, [.. typed.Where(p => p != StandardInput)]);
            StreamedSource[] streams = typed.Contains(StandardInput) ? [new(StandardInput, ProcessInput.Open)] : [];
            var embeds = !parse.GetValue(noEmbed);
            var options = new ImportOptions
            {
                Prune = parse.GetValue(prune),
                PruneMissingRoots = typed.Length == 0,
                SkipEmbedding = !embeds,
                Reading = reading.Of(parse) with { Streams = streams },
            };
            if (typed.Length == 0 && !session.HasIndex()) throw NothingToImport();
            if (parse.GetValue(nice)) options = NiceImport.Of(options, host);
            var report = ImportRun.Import(
                session, before => typed.Length > 0 ? given : Again(session, before, options.Prune), options, parse.GetValue(rebuild));
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(report), ContractJson.Default.ImportView);
            }
            else
            {
                ImportText.Write(session.Page, report, embeds, host.Shorten);
            }

            if (report.Stopped)
            {
                session.Note($"Stopped. {ImportRun.Kept(session)} 'snips index' goes on from there.");
                return host.StoppedCode();
            }

            if (report.Files > 0)
            {
                if (SampleLibrary.WithinOwn(session, session.ReadStatus().Roots) is { } hint) session.Note(hint);
                return ExitCode.Done;
            }

            session.Note("Nothing was imported: there is no transcript in what was named. Known are Snipd and Readwise exports, WebVTT, SRT, transcript " +
                "JSON and text.");
            return ExitCode.Usage;
        });
        return command;
    }

    /// <summary>Paths from the command line, made absolute.</summary>
    /// <exception cref="UsageException">One does not exist.</exception>
    public static List<string> Resolve(Host host, string[] paths)
    {
        foreach (var path in paths)
        {
            if (!Path.Exists(host.FullPath(path))) throw new UsageException($"There is no file or folder '{path}'. Nothing was imported.");
        }

        return [.. paths.Select(host.FullPath)];
    }

    /// <summary>As <see cref="Resolve"/>, of what is looked at again and again.</summary>
    /// <exception cref="UsageException">One does not exist, or is standard input.</exception>
    public static List<string> ResolveWatched(Host host, string[] paths) => paths.Contains(StandardInput)
        ? throw new UsageException("Standard input cannot be watched. Name files or folders.")
        : Resolve(host, paths);

    /// <summary>What was imported before, as far as it is still there.</summary>
    private static List<string> Again(Session session, IReadOnlyList<string> before, bool prune)
    {
        foreach (var missing in before.Where(p => !Path.Exists(p)))
            session.Note($"'{missing}' is not there any more; its snips {(prune ? "are removed" : "stay")}.");
        if (before.Where(Path.Exists).ToList() is { Count: > 0 } present) return present;
        throw NothingToImport();
    }

    private static UsageException NothingToImport() => new("Nothing to import.", "Name a file or folder: snips index FILE-OR-FOLDER");
}
