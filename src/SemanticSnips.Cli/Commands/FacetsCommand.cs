using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips facets: the names that queries can filter by.</summary>
internal static class FacetsCommand
{
    private const int DefaultTop = 10;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var top = CommonOptions.WholeNumber(
            "--top", $"Names of a kind at most [default: {DefaultTop}, with --json {CommonOptions.MostResults}]", 1, CommonOptions.MostResults);
        var query = QueryArgument.Create("query", "Only snips that hold these words and meet these conditions", ArgumentArity.ZeroOrMore);
        var command = new SnipsCommand("facets", "Count the snips by show, episode, speaker, guest and tag") { query, top, common.Sample, common.Json };
        command.SetExamples(
            new("snips facets", "whom and what the index holds"),
            new("snips facets export controls after:2025", "who and what a query's snips are of"),
            new("snips facets --json | jq -r '.speakers[].name'", "all speakers"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            session.Open();
            var facets = Session.Wait(session.Library.FacetsAsync(text, CommonOptions.MostResults, host.Stop));
            if (parse.GetValue(common.Json))
            {
                session.Print(Views.Of(facets.Take(parse.GetValue(top) ?? CommonOptions.MostResults)), ContractJson.Default.FacetsView);
            }
            else
            {
                FacetsText.Write(session.Page, facets, parse.GetValue(top) ?? DefaultTop);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
