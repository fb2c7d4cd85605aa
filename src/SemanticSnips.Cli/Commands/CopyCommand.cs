using System.CommandLine;
using System.Globalization;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips copy: move a library between an index folder and a server; nothing is embedded for it.</summary>
internal static class CopyCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var from = new Option<string>("--from") { Description = "The library that is copied: a folder or postgres://...", HelpName = "PLACE", Required = true };
        var to = new Option<string>("--to") { Description = "Where to; what is there with the same id is replaced", HelpName = "PLACE", Required = true };
        var command = new SnipsCommand("copy", "Copy a library from an index folder to a PostgreSQL server or back; embeds nothing") { from, to, common.Json };
        command.SetExamples(
            new("snips copy --from index --to postgres://snips@db.example/snips", "share what is on this machine"),
            new("snips copy --from postgres://snips@db.example/snips --to index", "take it along, offline"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var (source, target) = (Place(host, parse.GetRequiredValue(from)), Place(host, parse.GetRequiredValue(to)));
            if (source == target) throw new UsageException("--from and --to name the same place.");
            if (!PostgresAddress.IsOne(source) && !Directory.Exists(source)) throw new UsageException($"There is no folder '{source}'. Nothing was copied.");
            CopyReport report;
            try
            {
                report = LibraryCopy.Copy(source, target, session.Model, null, host.Stop);
                CopyFiles(session.EditorOf(source), session.EditorOf(target));
            }
            catch (FormatException e)
            {
                throw new UsageException(e.Message);
            }

            if (parse.GetValue(common.Json))
            {
                session.Print(
                    new CopyView(Views.Version, report.Snips, report.Passages, report.Vectors, report.Missing), ContractJson.Default.CopyView);
                return ExitCode.Done;
            }

            session.Page.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{Times.Count(report.Snips, "snip", "snips")} copied; {Times.Count(report.Passages, "passage is", "passages are")} there now."));
            if (report.Missing > 0)
                session.Note($"{Times.Count(report.Missing, "passage has", "passages have")} no vector in either; 'snips index' embeds them.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Brings the speakers' aliases, in place of those there, and saved searches and the like where there are none yet.</summary>
    private static void CopyFiles(ILibraryEditor from, ILibraryEditor to)
    {
        foreach (var name in new[] { SpeakerNames.FileName, SavedSearches.FileName, ReviewPlan.FileName })
        {
            if (from.ReadFile(name) is { } content && (name == SpeakerNames.FileName || to.ReadFile(name) is null)) to.WriteFile(name, content);
        }
    }

    private static string Place(Host host, string given) => PostgresAddress.IsOne(given) ? given : host.FullPath(given);
}
