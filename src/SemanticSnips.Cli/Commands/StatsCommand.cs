using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips stats: what the library comes to.</summary>
internal static class StatsCommand
{
    private const int DefaultTop = 10;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var query = QueryArgument.Create("query", "Only snips that hold these words and meet these conditions", ArgumentArity.ZeroOrMore);
        var top = CommonOptions.WholeNumber("--top", $"Shows and speakers at most [default: {DefaultTop}]", 1, CommonOptions.MostResults);
        var command = new SnipsCommand("stats", "Count snips and hours by month, show and speaker") { query, top, common.Sample, common.Json };
        command.SetExamples(
            new("snips stats", "all that there is"),
            new("snips stats after:\"last month\"", "what is new"),
            new("snips stats --json speaker:Dylan | jq .hours", "hours that somebody speaks in"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            session.Open();
            var all = ListCommand.Read(session.Library, text, 0, int.MaxValue, host.Stop);
            var stats = LibraryStats.Of(all.Snips, all.Generation, parse.GetValue(top) ?? DefaultTop);
            if (parse.GetValue(common.Json)) session.Print(stats, ContractJson.Default.StatsView);
            else if (stats.Snips == 0 && text.Length > 0) session.Note($"No snip meets '{text}'.");
            else StatsText.Write(session.Page, stats);
            return ExitCode.Done;
        });
        return command;
    }
}
