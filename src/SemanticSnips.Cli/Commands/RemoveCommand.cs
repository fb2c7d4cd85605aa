using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips remove: takes a source, a show or a snip out of the library.</summary>
internal static class RemoveCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var target = new Argument<string>("target")
        {
            Description = "A path as 'snips sources' shows it, a show's whole name, or a snip",
            HelpName = "source|show|snip",
        };
        var dryRun = new Option<bool>("--dry-run", "-n") { Description = "Only say what would leave" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var undo = new Option<bool>("--undo") { Description = "Let imports take up a removed snip again" };
        var command = new SnipsCommand("remove", "Take a source, a show or a snip out of the library; files stay as they are")
        {
            target, dryRun, yes, undo, common.Sample, common.Json,
        };
        command.Details =
            """
            A source is forgotten: the next 'snips index' does not read it. Snips and shows stay away, also when their source is read again,
            until 'snips remove --undo SNIP' and another import.
            """;
        command.SetExamples(
            new("snips remove --dry-run \"Lex Fridman Podcast\"", "how many snips a show has that would leave"),
            new("snips remove ~/Downloads/old-export.zip", "what only that file brought"),
            new("snips remove 71495153 --yes", "one snip, without asking"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var json = parse.GetValue(common.Json);
            var typed = parse.GetRequiredValue(target);
            session.Open();
            if (parse.GetValue(undo)) return Restore(session, typed, json);

            var removal = Removal.Of(session, typed);
            var weighed = removal.Weigh();
            var isDry = parse.GetValue(dryRun);
            if (!json) Tell(session, removal, weighed);
            if (!isDry && weighed.Removed.Count + weighed.Kept + weighed.Roots.Count > 0)
            {
                if (!parse.GetValue(yes) && !Confirmation.Ask(host, $"Remove {removal.Name}"))
                {
                    session.Note("Nothing was removed.");
                    return ExitCode.Done;
                }

                weighed = removal.Do();
                if (!json) session.Page.Line($"Removed {Times.Count(weighed.Removed.Count, "snip")}.");
            }

            if (removal.ComesBackWith is { } root)
                session.Note($"'{host.Shorten(root)}' is read again by 'snips index', and brings it back as long as the file is there.");
            if (json) session.Print(new RemovalView(Views.Version, isDry, weighed.Removed, weighed.Kept, weighed.Roots), ContractJson.Default.RemovalView);
            return ExitCode.Done;
        });
        return command;
    }

    private static int Restore(Session session, string id, bool json)
    {
        var sources = session.Editor.Restore(id);
        if (sources.Count == 0) throw new UsageException($"No removed snip has the id '{id}' or one that begins so.");
        if (json) session.Print(new RestoredView(Views.Version, sources), ContractJson.Default.RestoredView);
        else session.Page.Line($"It comes back with: {string.Join("; ", sources.Select(s => ImportOf(session, s)).Distinct())}");
        return ExitCode.Done;
    }

    private static string ImportOf(Session session, string source) =>
        session.Editor.ReadSources().Any(s => s.Path == source && s.Root is not null)
            ? "snips index"
            : $"snips index {session.Host.Shorten(source.Split('!')[0])}";

    private static void Tell(Session session, Removal removal, RemovalReport weighed)
    {
        session.Page.Line(new Paragraph().Add($"{Times.Count(weighed.Removed.Count, "snip")} to leave", Style.Title).Add($": {removal.Name}."));
        if (weighed.Kept > 0) session.Page.Line($"{Times.Count(weighed.Kept, "more stays", "more stay")}: another source has them.", indent: "  ");
        foreach (var root in weighed.Roots) session.Page.Line($"'{session.Host.Shorten(root)}' is not imported again.", indent: "  ");
    }
}
