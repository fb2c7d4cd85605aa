using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips review: three a day.</summary>
internal static class ReviewCommand
{
    private const int ADay = 3;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var more = new Option<bool>("--more") { Description = "Three more for today" };
        var command = new SnipsCommand("review", "Three snips a day to remember: favourites and old ones first, ever further apart")
        {
            more, common.Sample, common.Json,
        };
        command.Details = "What was shown when lies in review.json in the library's folder, on a server with your role. On one day it shows the same ones.";
        command.SetExamples(
            new("snips review", "today's three"),
            new("snips review --more", "three besides"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            session.Open();
            var all = ListCommand.Read(session.Library, "", 0, int.MaxValue, host.Stop);
            var today = DateOnly.FromDateTime(host.Clock.GetLocalNow().DateTime);
            var plan = ReviewPlan.Load(session.Editor).Choose(all.Snips, today, ADay, parse.GetValue(more));
            Save(session, plan);
            var byId = all.Snips.ToDictionary(s => s.Id, StringComparer.Ordinal);
            var chosen = plan.Chosen.Select(id => byId[id]).ToList();
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(new SnipPage(chosen, 0, chosen.Count) { Generation = all.Generation }), ContractJson.Default.ListView);
                return ExitCode.Done;
            }

            for (var i = 0; i < chosen.Count; i++)
            {
                if (i > 0) session.Page.Line();
                SnipCard.Write(session.Page, chosen[i]);
            }

            session.Page.Line(chosen.Count == 0 ? "Nothing is due today." : "");
            if (chosen.Count > 0) session.Page.Line("Keep one with: snips star ID. Hear it with: snips open ID", Output.Style.Dim);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Save(Session session, ReviewPlan plan)
    {
        try
        {
            plan.Save(session.Editor);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session.Note($"What was shown cannot be noted, so that tomorrow it may come again: {e.Message}");
        }
    }
}
