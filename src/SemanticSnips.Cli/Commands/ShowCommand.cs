using SemanticSnips.Cli.Exports;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips show: one snip, whole.</summary>
internal static class ShowCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = SnipArgument.One();
        var format = ClipFormats.Option();
        var command = new SnipsCommand("show", "Show one snip with its whole transcript") { snip, format, common.Sample, common.Json };
        command.SetExamples(
            new("snips show 71495153", "an id as search and list show it"),
            new("snips show 71495153 --format obsidian > Notes/snip.md", "a note with properties, for a vault"),
            new("snips show 71495153 --json | jq -r '.turns[].text'", "its words alone"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var written = ClipFormats.Of(parse, format, common);
            session.Open();
            var found = session.Find(parse.GetRequiredValue(snip));
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(found), ContractJson.Default.ShowView);
            }
            else if (written is { } form)
            {
                ClipFormats.Write(host.Output, form, [Clip.Of(found.Snip)]);
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
