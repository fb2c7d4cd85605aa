using System.CommandLine;
using SemanticSnips.Cli.Exports;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips list: what is in the index.</summary>
internal static class ListCommand
{
    private const int MostSnips = 1_000_000_000;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var query = QueryArgument.Create("query", "Only snips that hold these words and meet these conditions, as in a search", ArgumentArity.ZeroOrMore);
        var top = CommonOptions.WholeNumber("--top", "Snips at most [default: all]", 1, MostSnips);
        var skip = CommonOptions.WholeNumber("--skip", "Snips to leave out at the beginning [default: 0]", 0, MostSnips);
        var format = ClipFormats.Option();
        var command = new SnipsCommand("list", "List the snips in the index, newest episodes first, by time")
        {
            query, top, skip, format, common.Sample, common.Json,
        };
        command.Details = QueryArgument.Syntax;
        command.SetExamples(
            new("snips list", "all of them"),
            new("snips list show:Lex has:transcript", "one show's, with transcripts"),
            new("snips list --format csv is:favourite > favourites.csv", "for a spreadsheet; md, tsv, obsidian and anki too"),
            new("snips list --json | jq -r '.snips[] | [.snip, .title] | @tsv'", "for scripts"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            var written = ClipFormats.Of(parse, format, common);
            var status = session.Open();
            var page = Read(session.Library, text, parse.GetValue(skip) ?? 0, parse.GetValue(top) ?? int.MaxValue, host.Stop);
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(page), ContractJson.Default.ListView);
                return ExitCode.Done;
            }

            if (written is { } form) ClipFormats.Write(host.Output, form, [.. page.Snips.Select(Clip.Of)]);
            else ListText.Write(session.Page, page.Snips);
            var behind = page.Total - page.Skip - page.Snips.Count;
            if (page.Total == 0)
                session.Note(text.Length == 0 ? "The index holds no snips yet. Fill it with: snips index FILE-OR-FOLDER" : $"No snip meets '{text}'.");
            else if (behind > 0) session.Note($"{behind} more.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>As many pages of the listing as it takes.</summary>
    public static SnipPage Read(ISnipLibrary library, string query, int skip, int top, CancellationToken stop)
    {
        var snips = new List<Snip>();
        while (true)
        {
            var page = Session.Wait(library.ListAsync(query, skip + snips.Count, Math.Min(CommonOptions.MostResults, top - snips.Count), stop));
            snips.AddRange(page.Snips);
            if (page.Snips.Count == 0 || snips.Count == top || page.Skip + page.Snips.Count >= page.Total) return page with { Snips = snips, Skip = skip };
        }
    }
}
