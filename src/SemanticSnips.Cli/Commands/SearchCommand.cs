using System.CommandLine;
using SemanticSnips.Cli.Exports;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips search: ranked snips.</summary>
internal static class SearchCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var query = QueryArgument.Create("query", "What you remember, in any words", ArgumentArity.ZeroOrMore);
        var full = new Option<bool>("--full") { Description = "Whole passages, not only the densest lines" };
        var rerank = new Option<bool>("--rerank")
        {
            Description = "Read the ten best hits with the second model and order them anew, which takes longer",
        };
        var format = ClipFormats.Option();
        var save = new Option<string?>("--save") { Description = "Give the query a name in this library", HelpName = "NAME" };
        var saved = new Option<string?>("--saved") { Description = "Search by the query of that name; what else is typed is added to it", HelpName = "NAME" };
        var command = new SnipsCommand("search", "Find the snips about something")
        {
            query, common.Top, full, rerank, format, save, saved, common.Mode, common.Fusion, common.Profile, common.Sample, common.Json,
        };
        command.Details = QueryArgument.Syntax;
        command.SetExamples(
            new("snips search why are chips made in Taiwan", "by meaning and by words"),
            new("snips search '\"export controls\" -Huawei speaker:Dylan'", "a phrase, without a word, one speaker"),
            new("snips search --mode keyword --top 20 TSMC", "by words alone; needs no model"),
            new("snips search is:favourite longer:2m memory cost", "filtered"),
            new("snips search --json -- --help me | jq .results[0]", "a query that looks like an option"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            var options = common.SearchOptionsOf(parse) with { Rerank = parse.GetValue(rerank) };
            var written = ClipFormats.Of(parse, format, common);
            if (parse.GetValue(saved) is { } known) text = $"{SavedSearches.Find(session.Editor, known)} {text}".TrimEnd();
            var result = session.Ask(library => library.SearchAsync(text, options, host.Stop), options.Mode);
            if (parse.GetValue(save) is { } name) Save(session, name, text);
            if (written is { } form)
            {
                foreach (var note in result.Notes) session.Note(note);
                ClipFormats.Write(host.Output, form, [.. result.Hits.Select(h => Clip.Of(h, result.IsRanked))]);
            }
            else if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(result), ContractJson.Default.SearchView);
            }
            else
            {
                Write(session, result, parse.GetValue(full), result.IsRanked);
            }

            return ExitCode.Of(result.Confidence);
        });
        return command;
    }

    private static void Save(Session session, string name, string query)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new UsageException("--save needs a name.");
        SavedSearches.Put(session.Editor, name.Trim(), query);
        session.Note($"Saved. Again with: snips search --saved {name.Trim()}");
    }

    private static void Write(Session session, SearchResult result, bool whole, bool relevance)
    {
        foreach (var note in result.Notes) session.Note(note);
        if (result.Hits.Count == 0)
        {
            session.Page.Line("Nothing in your snips is about this.", Style.Title);
            return;
        }

        if (result.Confidence == Confidence.None)
        {
            session.Page.Line("Probably nothing in your snips is about this. The nearest:", Style.Title);
            session.Page.Line();
        }

        HitText.Write(session.Page, result.Hits, whole, relevance);
    }
}
