using System.CommandLine;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips open: plays a snip at its second.</summary>
internal static class OpenCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = SnipArgument.One();
        var print = new Option<bool>("--print", "-p") { Description = "Print the address instead of opening it" };
        var command = new SnipsCommand("open", "Play a snip at its second, in the app or page that it is from") { snip, print, common.Sample, common.Json };
        command.SetExamples(
            new("snips open 71495153", "listen"),
            new("snips open --print 71495153", "the address alone, for scripts"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            session.Open();
            var found = session.Find(parse.GetRequiredValue(snip)).Snip;
            var link = PlayerLink.Of(found, found.Start, found.End);
            if (parse.GetValue(common.Json))
            {
                session.Print(new LinkView(Views.Version, found.Id, link), ContractJson.Default.LinkView);
                return ExitCode.Done;
            }

            // A path of this machine has no second in it that a player would understand.
            var target = link ?? found.AudioUrl;
            if (target is null)
                throw new UsageException($"The source of '{found.Id}' names neither a link nor its audio, so there is nothing to open.",
                    $"Read it with: snips show {found.Id}");
            if (parse.GetValue(print))
            {
                host.Output.WriteLine(target);
                return ExitCode.Done;
            }

            if (!host.OpenLink(target)) throw new UsageException("No program could be found that opens it.", $"Open it yourself: {target}");
            session.Page.Line(target, Output.Style.Dim);
            return ExitCode.Done;
        });
        return command;
    }
}
