using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips related: the same topic at another moment.</summary>
internal static class RelatedCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = SnipArgument.One();
        var sameSpeaker = new Option<bool>("--same-speaker") { Description = "Only where the snip's main speaker speaks" };
        var otherShows = new Option<bool>("--other-shows") { Description = "Only from other shows, and no re-runs there of the snip's own episode" };
        var command = new SnipsCommand("related", "Find snips about the same thing that are not the same moment")
        {
            snip, common.Top, sameSpeaker, otherShows, common.Sample, common.Json,
        };
        command.SetExamples(
            new("snips related 71495153", "an id as search and list show it"),
            new("snips related 71495153 --other-shows --top 3", "what other shows say about it"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var id = parse.GetRequiredValue(snip);
            var options = new RelatedOptions
            {
                Top = common.TopOf(parse),
                SameSpeaker = parse.GetValue(sameSpeaker),
                OtherShows = parse.GetValue(otherShows),
            };

            // A snip has its vectors already: the model stays on the disk.
            var result = session.Ask(library => library.RelatedAsync(id, options, host.Stop)) ?? throw new SnipNotFoundException(id);
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(result), ContractJson.Default.SearchView);
            }
            else
            {
                foreach (var note in result.Notes) session.Note(note);
                Write(session.Page, Session.Wait(session.Library.FindAsync(result.Query, host.Stop))!.Snip, result.Hits);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Page page, Snip source, IReadOnlyList<SearchHit> hits)
    {
        page.OneLine(new Paragraph().Add(hits.Count == 0 ? "No other snip is about the same thing as " : "Related to ", Style.Dim)
            .Add(SnipLines.Mention(source, null, Style.Plain)));
        if (hits.Count == 0) return;
        page.Line();
        HitText.Write(page, hits, whole: false, before: source.Episode);
    }
}
