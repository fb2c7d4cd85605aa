using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips aliases: which names of speakers mean one person.</summary>
internal static class AliasesCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var name = new Argument<string?>("name") { Description = "Who is meant", HelpName = "name", Arity = ArgumentArity.ZeroOrOne };
        var others = new Argument<string[]>("others") { Description = "How sources call them, too", HelpName = "other name", Arity = ArgumentArity.ZeroOrMore };
        var remove = new Option<string?>("--remove", "-d") { Description = "Take a person's other names away", HelpName = "NAME" };
        var command = new SnipsCommand("aliases", "Say which names of speakers mean one person, or list what was said")
        {
            name, others, remove, common.Sample, common.Json,
        };
        command.Details =
            $"""
            speaker:NAME finds what a person says under any of the names; sources and transcripts stay as they are. Kept in {SpeakerNames.FileName}
            beside the library, a line a person; on a server for all who use it.
            """;
        command.SetExamples(
            new("snips aliases \"Dylan Patel\" \"Speaker 2\" Dylan", "speaker:Dylan finds what these say, too"),
            new("snips aliases", "what was said"),
            new("snips aliases --remove \"Dylan Patel\"", "take it back"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            session.Open();
            var names = SpeakerNames.Load(session.Editor);
            var (person, added, removed) = (parse.GetValue(name), parse.GetValue(others) ?? [], parse.GetValue(remove));
            if (person is not null && added.Length == 0)
                throw new UsageException($"No other name of '{person}' was given.", $"Example: snips aliases \"{person}\" \"Speaker 2\"");
            if (person is not null) names.Add(person, added);
            if (removed is not null) names.Remove(removed);
            if ((person ?? removed) is not null) names.Save(session.Editor);

            if (parse.GetValue(common.Json))
            {
                session.Print(new AliasesView(Views.Version, [.. names.People.Select(p => new AliasView(p.Name, p.Others))]), ContractJson.Default.AliasesView);
                return ExitCode.Done;
            }

            foreach (var (meant, said) in names.People) session.Page.Line(new Paragraph().Add(meant, Style.Title).Add($"  {string.Join(", ", said)}"));
            if (!names.People.Any()) session.Note("No speaker has other names. Give them with: snips aliases NAME OTHER...");
            return ExitCode.Done;
        });
        return command;
    }
}
