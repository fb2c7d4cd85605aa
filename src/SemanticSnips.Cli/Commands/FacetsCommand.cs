using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Output.Json;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips facets: the names that queries can filter by.</summary>
internal static class FacetsCommand
{
    private const int DefaultTop = 10;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var top = CommonOptions.PositiveNumber("--top", $"Names of a kind at most [default: {DefaultTop}, with --json all]");
        var command = new SnipsCommand("facets", "Count the snips by show, episode, speaker, guest and tag") { top, common.Json };
        command.SetExamples(
            new("snips facets", "whom and what the index holds"),
            new("snips facets --json | jq -r '.speakers[].name'", "all speakers"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var facets = Facets.Of([.. session.Open().ReadAll()]);
            if (parse.GetValue(common.Json))
            {
                if (parse.GetValue(top) is { } most) facets = facets.Take(most);
                JsonOutput.Write(host.Output, JsonOutput.Of(facets), Views.Default.FacetsView);
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
