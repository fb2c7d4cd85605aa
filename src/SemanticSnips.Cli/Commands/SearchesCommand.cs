using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips searches: queries that were given a name.</summary>
internal static class SearchesCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var remove = new Option<string?>("--remove", "-d") { Description = "Take a name away", HelpName = "NAME" };
        var command = new SnipsCommand("searches", "List the searches that were saved with 'snips search --save NAME'") { remove, common.Sample, common.Json };
        command.SetExamples(
            new("snips search --save chips speaker:Dylan TSMC", "give a search a name"),
            new("snips search --saved chips longer:4m", "search by it again, with more words or conditions"),
            new("snips searches", "which there are"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            session.Open();
            if (parse.GetValue(remove) is { } name)
            {
                _ = SavedSearches.Find(session.Editor, name);
                SavedSearches.Put(session.Editor, name, null);
            }

            var all = SavedSearches.Load(session.Editor);
            if (parse.GetValue(common.Json))
            {
                session.Print(new SearchesView(Views.Version, [.. all.Select(s => new SavedSearchView(s.Key, s.Value))]), ContractJson.Default.SearchesView);
                return ExitCode.Done;
            }

            foreach (var (key, query) in all) session.Page.Line(new Paragraph().Add(key, Style.Title).Add($"  {query}"));
            if (all.Count == 0) session.Note("No search is saved. Save one with: snips search --save NAME QUERY");
            return ExitCode.Done;
        });
        return command;
    }
}
