using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Output.Json;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips list: what is in the index.</summary>
internal static class ListCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var query = QueryArgument.Create("query", "Only snips that hold these words and meet these conditions, as in a search", ArgumentArity.ZeroOrMore);
        var top = CommonOptions.PositiveNumber("--top", "Snips at most [default: all]");
        var command = new SnipsCommand("list", "List the snips in the index, newest episodes first, by time") { query, top, common.Json };
        command.Details = QueryArgument.Syntax;
        command.SetExamples(
            new("snips list", "all of them"),
            new("snips list show:Lex has:transcript", "one show's, with transcripts"),
            new("snips list --json | jq -r '.snips[] | [.snip, .title] | @tsv'", "for scripts"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            var snips = session.Open().ReadAll(text).ToList();
            var shown = parse.GetValue(top) is { } most ? [.. snips.Take(most)] : snips;
            if (parse.GetValue(common.Json))
            {
                JsonOutput.Write(host.Output, new ListView([.. shown.Select(JsonOutput.Of)]), Views.Default.ListView);
                return ExitCode.Done;
            }

            ListText.Write(session.Page, shown);
            if (snips.Count == 0) session.Note(text.Length == 0 ? "The index holds no snips yet. Fill it with: snips index FILE-OR-FOLDER" : $"No snip meets '{text}'.");
            else if (shown.Count < snips.Count) session.Note($"{snips.Count - shown.Count} more.");
            return ExitCode.Done;
        });
        return command;
    }
}
