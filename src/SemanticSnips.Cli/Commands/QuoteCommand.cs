using System.CommandLine;
using SemanticSnips.Cli.Exports;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips quote: a snip as a Markdown quotation.</summary>
internal static class QuoteCommand
{
    /// <summary>As long as a quotation is read; longer ones end with a whole sentence.</summary>
    private const int UsualLength = 600;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var snip = SnipArgument.One();
        var full = new Option<bool>("--full") { Description = "All that is said in it [default: the picked sentence, else the first sentences]" };
        var command = new SnipsCommand("quote", "Print a snip as a Markdown quotation with attribution and link") { snip, full, common.Sample, common.Json };
        command.SetExamples(
            new("snips quote 71495153", "to paste into notes or a post"),
            new("snips quote 71495153 --full | pbcopy", "the whole of it"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            session.Open();
            var found = session.Find(parse.GetRequiredValue(snip)).Snip;
            var markdown = Markdown.Quote(parse.GetValue(full) ? Clip.Of(found) : Short(found));
            if (parse.GetValue(common.Json)) session.Print(new QuoteView(Views.Version, found.Id, markdown), ContractJson.Default.QuoteView);
            else host.Output.WriteLine(markdown);
            return ExitCode.Done;
        });
        return command;
    }

    private static Clip Short(Snip snip)
    {
        var whole = Clip.Of(snip);
        if (!string.IsNullOrWhiteSpace(snip.Quote)) return whole with { Lines = [new ClipLine(null, snip.Quote)] };
        var (lines, room) = (new List<ClipLine>(), UsualLength);
        foreach (var line in whole.Lines)
        {
            var end = Excerpt.Of(line.Text, [], Math.Max(1, room)).To;
            if (room <= UsualLength / 4 && lines.Count > 0) break;
            lines.Add(line with { Text = end < line.Text.Length ? $"{line.Text[..end].TrimEnd()} …" : line.Text });
            room -= end;
            if (end < line.Text.Length) break;
        }

        return whole with { Lines = lines };
    }
}
