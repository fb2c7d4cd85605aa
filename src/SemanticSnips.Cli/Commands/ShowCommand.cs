using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips show: one snip, whole.</summary>
internal static class ShowCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = new Argument<string>("snip") { Description = "The snip's id, or how it begins", Arity = ArgumentArity.ExactlyOne };
        var command = new SnipsCommand("show", "Show one snip with its whole transcript") { snip, common.Sample, common.Json };
        command.SetExamples(
            new("snips show 3f2a91bc", "an id as search and list show it"),
            new("snips show 3f2a91bc --json | jq -r '.turns[].text'", "its words alone"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var id = parse.GetRequiredValue(snip);
            var status = session.Open();
            var found = Session.Wait(session.Library.FindAsync(id, host.Stop)) ?? throw new SnipNotFoundException(id);
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(found), ContractJson.Default.ShowView);
            }
            else
            {
                ShowText.Write(session.Page, found, host.Shorten);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
