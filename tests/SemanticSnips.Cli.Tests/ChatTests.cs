using System.Net;
using System.Net.Sockets;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Asking with a chat model, from the command line to the wire: against a stand-in on this machine.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class ChatTests(SeedIndex index)
{
    private const string Question = "Japan has a law that allows to train on any training data";
    private const string Unanswerable = "How long should I boil an egg for breakfast?";

    [Fact]
    public void Sentences_are_shown_with_their_sources_before_the_quotes()
    {
        using var chat = ChatStandIn.Saying("Japan allows it, says Dylan Patel [1]. Pigs can fly.");

        var outcome = Ask(chat.Address);

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("Japan allows it, says Dylan Patel. [1]\n  written by m from\n  [1] ",
            outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith(Ask(null).Output, outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Pigs", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"passages to {chat.Address} (m).\n", outcome.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("1 sentence of the chat model named no passage and was left out.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_request_is_sent_with_the_question_the_model_and_passages_and_nothing_about_this_machine()
    {
        using var chat = ChatStandIn.Saying("It does [1].");

        Ask(chat.Address);

        var request = Assert.Single(chat.Requests);
        var head = request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"m\"", request, StringComparison.Ordinal);
        Assert.Contains(Question, request, StringComparison.Ordinal);
        Assert.Contains("curtailed nuclear", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Stainless", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Environment.MachineName, request, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_sent_and_never_shown()
    {
        using var chat = ChatStandIn.Replying(401, """{"error":{"message":"bad key sk-123"}}""");

        var outcome = Ask(chat.Address, "sk-123");

        Assert.Contains("Authorization: Bearer sk-123\r\n", Assert.Single(chat.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-123", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"{chat.Address} refused the key in SNIPS_CHAT_KEY (HTTP 401).", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_sentences_with_ids()
    {
        using var chat = ChatStandIn.Saying("It does [1]. So they say [2][1].");

        var json = Ask(chat.Address, null, Question, "--json").Json;

        var written = json.GetProperty("written");
        Assert.Equal(["text", "sentences", "model"], written.EnumerateObject().Select(p => p.Name));
        Assert.Equal("It does. So they say.", written.GetProperty("text").GetString());
        Assert.Equal("m", written.GetProperty("model").GetString());
        var (first, second) = (json.GetProperty("results")[0].GetProperty("snip").GetString(), json.GetProperty("results")[1].GetProperty("snip").GetString());
        Assert.Equal([$"It does.|{first}", $"So they say.|{second},{first}"], written.GetProperty("sentences").EnumerateArray()
            .Select(s => $"{s.GetProperty("text").GetString()}|{string.Join(',', s.GetProperty("citations").EnumerateArray().Select(c => c.GetString()))}"));
        Assert.True(json.GetProperty("answers").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData(401, "{}", "wants a key (HTTP 401). Put it into the environment variable SNIPS_CHAT_KEY.")]
    [InlineData(404, "not found", "knows no such path or no model 'm' (HTTP 404)")]
    [InlineData(400, """{"error":{"message":"no"}}""", "refused the request for 'm' (HTTP 400)")]
    [InlineData(429, "", "takes no more requests for now (HTTP 429)")]
    [InlineData(500, "<html>", "failed (HTTP 500)")]
    [InlineData(200, "<html>Welcome</html>", "no chat completion")]
    [InlineData(200, """{"choices":[{"message":{"content":"It do""", "no chat completion")]
    [InlineData(200, "[]", "no chat completion")]
    [InlineData(200, "null", "no chat completion")]
    [InlineData(200, "", "no chat completion")]
    [InlineData(200, """{"choices":"none"}""", "no chat completion")]
    public void What_goes_wrong_there_is_a_sentence_and_the_quotes_still_come(int status, string body, string sentence)
    {
        using var chat = ChatStandIn.Replying(status, body);

        AssertQuotedAlone(sentence, Ask(chat.Address));
        Assert.Single(chat.Requests);
    }

    [Theory]
    [InlineData("NOTHING")]
    [InlineData("The passages are silent about it.")]
    [InlineData("")]
    public void A_model_that_declines_or_cites_nothing_leaves_the_quotes(string reply)
    {
        using var chat = ChatStandIn.Saying(reply);

        AssertQuotedAlone("wrote no sentence that names a passage", Ask(chat.Address));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    public void A_completion_without_a_message_leaves_the_quotes(string body)
    {
        using var chat = ChatStandIn.Replying(200, body);

        AssertQuotedAlone("", Ask(chat.Address));
    }

    [Fact]
    public void A_redirect_is_not_followed()
    {
        using var elsewhere = ChatStandIn.Saying("It does [1].");
        using var chat = ChatStandIn.Replying(307, "", $"Location: {elsewhere.Address}/chat/completions");

        AssertQuotedAlone("sends on to another address (HTTP 307), where nothing was sent", Ask(chat.Address));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public void A_reply_of_more_than_4_MB_is_not_read()
    {
        using var chat = ChatStandIn.Saying(string.Concat(Enumerable.Repeat("So it is [1]. ", 400_000)));

        AssertQuotedAlone("replied with more than 4 MB", Ask(chat.Address));
    }

    [Fact]
    public void Of_a_reply_of_almost_4_MB_the_first_forty_sentences_are_shown()
    {
        using var chat = ChatStandIn.Saying(string.Concat(Enumerable.Repeat("So it is [1]. ", 250_000)));

        Assert.Equal(40, Ask(chat.Address, null, Question, "--json").Json.GetProperty("written").GetProperty("sentences").GetArrayLength());
    }

    [Fact]
    public void What_is_meant_for_this_machine_takes_no_proxy()
    {
        using var proxy = ChatStandIn.Saying("It does [1].");
        using var chat = ChatStandIn.Saying("It does [1].");

        var (code, _, error) = ProcessTests.Start(
            index.WorkingDirectory,
            null,
            new Dictionary<string, string> { ["http_proxy"] = proxy.Address, ["all_proxy"] = proxy.Address, ["SNIPS_CHAT_KEY"] = "sk-123" },
            ["ask", "--index", index.Folder, "--model", Repository.File("models", "bge-small-en-v1.5"), Question, "--chat", chat.Address, "--chat-model", "m"]);

        Assert.DoesNotContain(proxy.Requests, r => r.Contains(new Uri(chat.Address).Authority, StringComparison.Ordinal));
        Assert.Equal((0, 1), (code, chat.Requests.Count));
        Assert.Contains($"passages to {chat.Address}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_listening_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1";
        listener.Stop();

        AssertQuotedAlone($"{address} could not be reached", Ask(address));
    }

    [Fact]
    public void Silence_ends_with_the_timeout()
    {
        using var chat = ChatStandIn.Silent();

        AssertQuotedAlone("did not reply within 1 s", Ask(chat.Address, null, Question, "--chat-timeout", "1"));
    }

    [Fact]
    public async Task Ctrl_C_stops_the_waiting()
    {
        using var chat = ChatStandIn.Silent();
        using var stop = new CancellationTokenSource();

        var asking = Task.Run(() => Ask(chat.Address, null, Question, stop.Token));
        while (chat.Requests.Count == 0 && !asking.IsCompleted) await Task.Delay(20);
        await stop.CancelAsync();

        Assert.Equal(130, (await asking).ExitCode);
    }

    [Fact]
    public void Where_nothing_answers_nothing_is_sent()
    {
        using var chat = ChatStandIn.Saying("Four minutes [1].");

        var outcome = Ask(chat.Address, null, Unanswerable);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Empty(chat.Requests);
        Assert.Contains("nothing was sent to the chat model", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("Nothing in your snips answers this.", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--chat needs the name of a model there: --chat-model NAME.", "--chat", "http://localhost/v1")]
    [InlineData("--chat-model and --chat-timeout say more about --chat URL, which is missing.", "--chat-model", "m")]
    [InlineData("--chat is 'localhost:11434'; expected the address of an OpenAI-compatible endpoint, such as http://localhost:11434/v1",
        "--chat", "localhost:11434", "--chat-model", "m")]
    [InlineData("--chat is 'file:///etc/passwd'; expected the address of an OpenAI-compatible endpoint, such as http://localhost:11434/v1",
        "--chat", "file:///etc/passwd", "--chat-model", "m")]
    [InlineData("--chat takes an address without a name, password, query or fragment. A key belongs in the environment variable SNIPS_CHAT_KEY.",
        "--chat", "http://me:secret@localhost/v1", "--chat-model", "m")]
    [InlineData("--chat is 'http://example.org/v1': over http the key in SNIPS_CHAT_KEY could be read on the way. Use https, or unset the variable where " +
        "the endpoint needs no key.", "--chat", "http://example.org/v1", "--chat-model", "m")]
    public void Half_an_endpoint_is_refused_before_anything_happens(string sentence, params string[] args)
    {
        using var folder = new TemporaryFolder();

        var outcome = Run(folder.Path, "sk-123", ["ask", "anything", .. args], CancellationToken.None);

        Assert.Equal((2, "", $"snips: {sentence}\n"), (outcome.ExitCode, outcome.Output, outcome.Error.ReplaceLineEndings("\n")));
    }

    /// <summary>The quotes are as without a chat model, and the sentence is on standard error.</summary>
    private void AssertQuotedAlone(string sentence, Outcome outcome)
    {
        Assert.Equal((0, Ask(null).Output), (outcome.ExitCode, outcome.Output));
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Error.TrimEnd().Split('\n').Length);
    }

    private Outcome Ask(string? address, string? key = null, string question = Question, params string[] more) =>
        Ask(address, key, question, CancellationToken.None, more);

    private Outcome Ask(string? address, string? key, string question, CancellationToken stop, params string[] more) =>
        Run(index.WorkingDirectory, key,
            ["ask", "--index", index.Folder, question, .. address is null ? [] : new[] { "--chat", address, "--chat-model", "m" }, .. more], stop);

    private static Outcome Run(string folder, string? key, string[] args, CancellationToken stop)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new Host
        {
            Output = output,
            Error = error,
            WorkingDirectory = folder,
            Folders = Snips.FoldersOf(folder),
            ProgramFolder = Repository.Root,
            Terminal = new Terminal(),
            ChatKey = key,
            Stop = stop
        };
        return new Outcome(CommandLine.Run(args, host), output.ToString(), error.ToString());
    }
}
