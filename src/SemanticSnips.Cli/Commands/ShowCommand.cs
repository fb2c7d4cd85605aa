using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Output.Json;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips show: one snip, whole.</summary>
internal static class ShowCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = new Argument<string>("snip") { Description = "The snip's id, or how it begins", Arity = ArgumentArity.ExactlyOne };
        var command = new SnipsCommand("show", "Show one snip with its whole transcript") { snip, common.Json };
        command.SetExamples(
            new("snips show 3f2a91bc", "an id as search and list show it"),
            new("snips show 3f2a91bc --json | jq -r '.turns[].text'", "its words alone"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var id = parse.GetRequiredValue(snip);
            var index = session.Open();
            var (found, _, alsoIn) = index.Find(id, host.Stop) ?? throw Unknown(id);
            if (parse.GetValue(common.Json))
            {
                JsonOutput.Write(host.Output, JsonOutput.Whole(found, alsoIn), Views.Default.ShowView);
            }
            else
            {
                ShowText.Write(session.Page, found, alsoIn, host.Shorten);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The mistake of naming a snip that does not exist.</summary>
    public static UsageException Unknown(string id) => new($"No snip has the id '{id}' or one that begins so. See the ids with: snips list");
}
