using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Output.Json;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips ask: the sentences that answer, or an honest nothing.</summary>
internal static class AskCommand
{
    private const int DefaultAnswers = 3;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var question = QueryArgument.Create("question", "A question in plain words", ArgumentArity.ZeroOrMore);
        var answers = CommonOptions.PositiveNumber("--answers", $"Answers at most [default: {DefaultAnswers}]");
        var command = new SnipsCommand("ask", "Quote the sentences that answer a question, or say that nothing does")
        {
            question, answers, common.Top, common.Mode, common.Fusion, common.Profile, common.Json,
        };
        command.Details = QueryArgument.Syntax;
        command.SetExamples(
            new("snips ask \"why is it risky to cut China off from chips?\"", "the sentences, with speaker, time and link"),
            new("snips ask what does Nathan think about open models guest:Nathan", "quotes are not needed"),
            new("snips ask --json \"who runs TSMC?\" | jq -r '.answers[].text'", "for scripts; exit code 3 where nothing answers"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, question);
            var options = common.SearchOptionsOf(parse);
            var index = session.OpenForSearch(SearchCommand.NeededFor(text, options));
            var result = index.Ask(text, options, parse.GetValue(answers) ?? DefaultAnswers, host.Stop);
            if (parse.GetValue(common.Json))
            {
                JsonOutput.Write(host.Output, JsonOutput.Of(result), Views.Default.SearchView);
            }
            else
            {
                foreach (var note in result.Search.Notes) session.Note(note);
                AnswerText.Write(session.Page, result);
            }

            return result.Answers.Count > 0 ? ExitCode.Done : ExitCode.NothingRelevant;
        });
        return command;
    }
}
