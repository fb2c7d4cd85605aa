using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips sources: where the snips come from.</summary>
internal static class SourcesCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var files = new Option<bool>("--files") { Description = "Every file and archive's entry, not only what was named" };
        var command = new SnipsCommand("sources", "List what was imported: path, format, snips, and when it was read last")
        {
            files, common.Sample, common.Json,
        };
        command.SetExamples(
            new("snips sources", "what 'snips index' reads again"),
            new("snips sources --files", "file by file"),
            new("snips sources --json | jq -r '.sources[] | [.snips, .source] | @tsv'", "for scripts"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var status = session.Open();
            var sources = session.Editor.ReadSources();
            if (parse.GetValue(common.Json))
            {
                session.Print(
                    new SourcesView(
                        Views.Version,
                        [.. status.Roots.Select(r => new RootView(r, Path.Exists(r)))],
                        [.. sources.Select(s => new SourceView(s.Path, s.Root, s.Format, s.Snips, s.LastRead?.UtcDateTime.ToString("O")))]),
                    ContractJson.Default.SourcesView);
            }
            else
            {
                SourcesText.Write(session.Page, status.Roots, sources, parse.GetValue(files), host.Shorten, host.Clock.LocalTimeZone);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
