using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips duplicates: speech that is there more than once.</summary>
internal static class DuplicatesCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var command = new SnipsCommand("duplicates", "List snips that hold the same speech: saved twice, or aired twice") { common.Sample, common.Json };
        command.SetExamples(
            new("snips duplicates", "in groups, the longest of each first"),
            new("snips duplicates --json | jq '.groups | length'", "how many groups there are"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var status = session.Open();
            var groups = Session.Wait(session.Library.DuplicatesAsync(host.Stop));
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(groups, status.Generation), ContractJson.Default.DuplicatesView);
            }
            else
            {
                DuplicatesText.Write(session.Page, groups);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
