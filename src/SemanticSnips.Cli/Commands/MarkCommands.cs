using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips tag, star and note: a person's own marks, which every import keeps.</summary>
internal static class MarkCommands
{
    private const string Kept =
        """
        It lies in marks.jsonl in the library's folder, is kept over every import, and is searched like what the app exported.
        On a server it is the library's: whoever uses that sees it.
        """;

    /// <summary>snips tag: tags of one's own.</summary>
    public static SnipsCommand Tag(CommonOptions common, Host host)
    {
        var snip = SnipArgument.One();
        var tags = new Argument<string[]>("tag") { Description = "Tags, with or without #", Arity = ArgumentArity.OneOrMore };
        var remove = new Option<bool>("--remove", "-d") { Description = "Take the tags away, those from the export too" };
        var command = new SnipsCommand("tag", "Tag a snip") { snip, tags, remove, common.Sample, common.Json };
        command.Details = Kept;
        command.SetExamples(
            new("snips tag 71495153 chips work", "then: snips list tag:chips"),
            new("snips tag --remove 71495153 work", "take one away"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var named = parse.GetRequiredValue(tags);
            if (named.Any(t => t.Trim().Trim('#').Trim().Length == 0)) throw new UsageException("A tag is empty; expected a word, as in: work");
            Change(session, [parse.GetRequiredValue(snip)], parse.GetValue(remove)
                ? new MarkChange { RemoveTags = named } : new MarkChange { AddTags = named }, parse.GetValue(common.Json));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>snips star: favourites of one's own.</summary>
    public static SnipsCommand Star(CommonOptions common, Host host)
    {
        var snips = SnipArgument.Many();
        var remove = new Option<bool>("--remove", "-d") { Description = "Take the star away, one from the export too" };
        var command = new SnipsCommand("star", "Star snips as favourites") { snips, remove, common.Sample, common.Json };
        command.Details = Kept;
        command.SetExamples(
            new("snips star 71495153", "then: snips list is:favourite"),
            new("snips star --remove 71495153", "no favourite any more"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            Change(session, parse.GetRequiredValue(snips), new MarkChange { Favourite = !parse.GetValue(remove) }, parse.GetValue(common.Json));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>snips note: a note of one's own.</summary>
    public static SnipsCommand Note(CommonOptions common, Host host)
    {
        var snip = SnipArgument.One();
        var words = new Argument<string[]>("text")
        {
            Description = "The note, in place of the one before [default: print that one]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var remove = new Option<bool>("--remove", "-d") { Description = "Take your note away" };
        var command = new SnipsCommand("note", "Write a note on a snip") { snip, words, remove, common.Sample, common.Json };
        command.Details = Kept + "\nIt stands below a note from the export.";
        command.SetExamples(
            new("snips note 71495153 \"use this in the talk on supply chains\"", "then: snips search supply chain talk"),
            new("snips note 71495153", "what it says"),
            new("snips note --remove 71495153", "none any more"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = string.Join(' ', parse.GetValue(words) ?? []).Trim();
            var removes = parse.GetValue(remove);
            if (removes && text.Length > 0) throw new UsageException("--remove takes a note away; leave out the text.");
            session.Open();
            var found = session.Find(parse.GetRequiredValue(snip));
            if (removes || text.Length > 0) Change(session, found.Snip.Id, new MarkChange { Note = text });
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(session.AskNewest(l => l.FindAsync(found.Snip.Id, host.Stop))!), ContractJson.Default.ShowView);
                return ExitCode.Done;
            }

            Tell(session, [found.Snip]);
            var note = session.Editor.NoteOf(found.Snip.Id);
            session.Page.Line(note ?? "No note of yours.", note is null ? Style.Dim : Style.Plain, "  ");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Change(Session session, IReadOnlyList<string> typed, MarkChange change, bool json)
    {
        session.Open();

        // All are found before any is changed.
        var ids = typed.Select(t => session.Find(t).Snip.Id).Distinct().ToList();
        foreach (var id in ids) Change(session, id, change);
        var snips = ids.Select(id => session.AskNewest(l => l.FindAsync(id, session.Host.Stop))!).ToList();
        if (json)
        {
            var page = new SnipPage([.. snips.Select(s => s.Snip)], 0, snips.Count) { Generation = snips[0].Generation };
            session.Print(Session.Views.Of(page), ContractJson.Default.ListView);
        }
        else
        {
            Tell(session, [.. snips.Select(s => s.Snip)]);
        }
    }

    private static void Change(Session session, string id, MarkChange change)
    {
        _ = session.Editor.Mark(id, change) ?? throw new SnipNotFoundException(id);
    }

    private static void Tell(Session session, IReadOnlyList<Snip> snips)
    {
        foreach (var snip in snips)
        {
            session.Page.Line(new Paragraph().AddName(snip).AddAll(
            [
                (SnipLines.IdOf(snip), Style.Dim, null),
                (string.Join(" ", snip.Tags.Select(t => $"#{t}")), Style.Plain, null),
            ]));
        }
    }
}
