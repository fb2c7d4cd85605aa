using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Output.Json;
using SemanticSnips.Ranking;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips related: the same topic at another moment.</summary>
internal static class RelatedCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = new Argument<string>("snip") { Description = "The snip's id, or how it begins", Arity = ArgumentArity.ExactlyOne };
        var sameSpeaker = new Option<bool>("--same-speaker") { Description = "Only where the snip's first speaker speaks" };
        var otherShows = new Option<bool>("--other-shows") { Description = "Only from other shows" };
        var command = new SnipsCommand("related", "Find snips about the same thing that are not the same moment")
        {
            snip, common.Top, sameSpeaker, otherShows, common.Json,
        };
        command.SetExamples(
            new("snips related 3f2a91bc", "an id as search and list show it"),
            new("snips related 3f2a91bc --other-shows --top 3", "what other shows say about it"));
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
            var result = session.OpenForSearch(SearchMode.Hybrid, embedsQuery: false).Related(id, options, host.Stop) ?? throw ShowCommand.Unknown(id);
            if (parse.GetValue(common.Json))
            {
                JsonOutput.Write(host.Output, JsonOutput.Of(result), Views.Default.SearchView);
            }
            else if (result.Hits.Count == 0)
            {
                session.Page.Line("No other snip is about this.", Style.Title);
            }
            else
            {
                HitText.Write(session.Page, result.Hits, whole: false, relevance: false);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
