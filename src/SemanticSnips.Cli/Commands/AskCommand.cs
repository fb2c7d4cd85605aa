using System.CommandLine;
using SemanticSnips.Cli.Exports;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips ask: the sentences that answer, or an honest nothing.</summary>
internal static class AskCommand
{
    private const int DefaultAnswers = 3;
    private const int MostAnswers = 20;
    private const int DefaultChatSeconds = 60;
    private const int MostChatSeconds = 3600;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var question = QueryArgument.Create("question", "A question in plain words", ArgumentArity.ZeroOrMore);
        var answers = CommonOptions.WholeNumber("--answers", $"Answers at most [default: {DefaultAnswers}]", 1, MostAnswers);
        var noReader = new Option<bool>("--no-reader") { Description = "Do not read the best passages with the second model: faster, and less often right" };
        var chat = new Option<string?>("--chat")
        {
            Description = $"Also have a chat model at this OpenAI-compatible address write an answer, each sentence with its source. Sends it the question " +
                $"and the passages found. A key is read from {ChatEndpoint.KeyVariable}",
            HelpName = "URL",
        };
        var chatModel = new Option<string?>("--chat-model") { Description = "The chat model's name there", HelpName = "NAME" };
        var chatTimeout = CommonOptions.WholeNumber(
            "--chat-timeout", $"How long to wait for it [default: {DefaultChatSeconds}]", 1, MostChatSeconds, "SECONDS");
        var format = ClipFormats.Option();
        var command = new SnipsCommand("ask", "Quote the sentences that answer a question, or say that nothing does")
        {
            question, answers, common.Top, common.Mode, common.Fusion, common.Profile, format, noReader, chat, chatModel, chatTimeout, common.Sample,
            common.Json,
        };
        command.Details = QueryArgument.Syntax;
        command.SetExamples(
            new("snips ask \"how can censorship get into a model?\"", "the sentences, with speaker, time and link"),
            new("snips ask what does Nathan think about open models speaker:Nathan", "quotes are not needed"),
            new("snips ask --format md \"what is superhuman persuasion?\" >> notes.md", "quotations for your notes; csv, tsv, obsidian and anki too"),
            new("snips ask --json \"how many GPUs does xAI have in Memphis?\" | jq -r '.answers[].text'", "for scripts; exit code 3 where nothing answers"),
            new("snips ask \"who runs TSMC?\" --chat http://localhost:11434/v1 --chat-model llama3.2", "a written answer besides"));
        command.IsRead = true;
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, question);
            var form = ClipFormats.Of(parse, format, common);
            if (form is not null && parse.GetValue(chat) is not null)
                throw new UsageException("--format writes quotations, and --chat an answer.", "Leave one of them out.");
            var endpoint = EndpointOf(parse.GetValue(chat), parse.GetValue(chatModel), parse.GetValue(chatTimeout), host);
            var options = new AskOptions
            {
                Search = common.SearchOptionsOf(parse),
                Answers = parse.GetValue(answers) ?? DefaultAnswers,
                UseReader = !parse.GetValue(noReader),
            };
            var result = session.Ask(library => library.AskAsync(text, options, host.Stop), options.Search.Mode);
            var notes = new List<string>();
            var written = endpoint is null ? null : Write(session, endpoint, result, notes);
            if (parse.GetValue(common.Json))
            {
                var view = Session.Views.Of(result);
                view = view with { Notes = [.. view.Notes, .. notes], Written = written is null ? null : Views.Of(written, endpoint!.Model) };
                session.Print(view, ContractJson.Default.SearchView);
            }
            else if (form is { } clips)
            {
                foreach (var note in result.Search.Notes) session.Note(note);
                ClipFormats.Write(host.Output, clips, [.. result.Answers.Select(a => Clip.Of(a, text))]);
            }
            else
            {
                foreach (var note in result.Search.Notes) session.Note(note);
                AnswerText.Write(session.Page, result, written, endpoint?.Model);
            }

            return ExitCode.Of(result.Confidence);
        });
        return command;
    }

    /// <summary>The endpoint that was named; null where none was.</summary>
    /// <exception cref="UsageException">Only half of it was named, or it cannot be one.</exception>
    private static ChatEndpoint? EndpointOf(string? url, string? model, int? seconds, Host host)
    {
        if (url is null) return model is null && seconds is null
            ? null : throw new UsageException("--chat-model and --chat-timeout say more about --chat URL, which is missing.");
        if (string.IsNullOrWhiteSpace(model)) throw new UsageException("--chat needs the name of a model there: --chat-model NAME.");
        return ChatEndpoint.Parse(url, model.Trim(), TimeSpan.FromSeconds(seconds ?? DefaultChatSeconds), host.ChatKey);
    }

    /// <summary>Says where it sends what, sends it, and says what went wrong if something did; all of that is in <paramref name="notes"/> too.</summary>
    private static WrittenAnswer? Write(Session session, ChatEndpoint endpoint, AskResult result, List<string> notes)
    {
        var passages = AnswerWriter.PassagesFor(result).Count;
        if (passages == 0)
        {
            Note("Nothing answers the question, so nothing was sent to the chat model.");
            return null;
        }

        Note($"Sending the question and {Times.Count(passages, "passage")} to {endpoint.Address} ({endpoint.Model}).");
        var (answer, problem) = endpoint.WriteAsync(result, session.Host.Stop).GetAwaiter().GetResult();
        if (problem is not null) Note(problem);
        if (answer is { LeftOut: > 0 })
            Note($"{Times.Count(answer.LeftOut, "sentence")} of the chat model named no passage and {(answer.LeftOut == 1 ? "was" : "were")} left out.");
        return answer;

        void Note(string sentence)
        {
            notes.Add(sentence);
            session.Note(sentence);
        }
    }
}
