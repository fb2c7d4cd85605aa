using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Output.Json;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips duplicates: speech that is there more than once.</summary>
internal static class DuplicatesCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var command = new SnipsCommand("duplicates", "List snips that hold the same speech: saved twice, or aired twice") { common.Json };
        command.SetExamples(
            new("snips duplicates", "in groups, the longest of each first"),
            new("snips duplicates --json | jq '.groups | length'", "how many groups there are"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var groups = session.Open().Duplicates(host.Stop);
            if (parse.GetValue(common.Json))
            {
                JsonOutput.Write(host.Output, JsonOutput.Of(groups), Views.Default.DuplicatesView);
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
