using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace SemanticSnips.Cli;

/// <summary>A chat model behind an OpenAI-compatible address, which a user named on the command line.</summary>
/// <param name="Address">The address that "/chat/completions" is appended to.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="Timeout">For the whole exchange.</param>
/// <param name="Key">Null where the endpoint needs none.</param>
internal sealed record ChatEndpoint(Uri Address, string Model, TimeSpan Timeout, string? Key)
{
    /// <summary>Where a key is read from: on the command line it would stand in the shell's history and in every list of processes.</summary>
    public const string KeyVariable = "SNIPS_CHAT_KEY";

    private const string CompletionsPath = "/chat/completions";

    /// <summary>Checks what was typed.</summary>
    /// <exception cref="UsageException">It is no address, or not one that the key may be sent to.</exception>
    public static ChatEndpoint Parse(string url, string model, TimeSpan timeout, string? key)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--chat is '{url}'; expected the address of an OpenAI-compatible endpoint, such as http://localhost:11434/v1");
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new UsageException(
                $"--chat takes an address without a name, password, query or fragment. A key belongs in the environment variable {KeyVariable}.");
        }

        if (string.IsNullOrWhiteSpace(key)) key = null;
        if (key is not null && address.Scheme == "http" && !address.IsLoopback)
        {
            throw new UsageException($"--chat is '{url}': over http the key in {KeyVariable} could be read on the way. Use https, or unset the variable " +
                $"where the endpoint needs no key.");
        }

        var path = address.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(CompletionsPath, StringComparison.OrdinalIgnoreCase)) path = path[..^CompletionsPath.Length];
        return new ChatEndpoint(new UriBuilder(address) { Path = path }.Uri, model, timeout, key);
    }

    /// <summary>Has the model write an answer.</summary>
    /// <returns>The answer, or why there is none in one sentence.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was raised.</exception>
    public async Task<(WrittenAnswer? Answer, string? Problem)> WriteAsync(AskResult asked, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Timeout);
        using var http = ChatTransport.ClientFor(Address);
        using var transport = new ChatTransport.Discreet(http, Key is not null);
        using var chat = Connect(transport);
        try
        {
            // The second wait is for whatever does not heed the token.
            var answer = await new AnswerWriter(chat).WriteAsync(asked, deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
            return (answer, answer is null ? "The chat model wrote no sentence that names a passage as its source; the quotes stand for themselves." : null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, string.Create(
                CultureInfo.InvariantCulture, $"{Address} did not reply within {Timeout.TotalSeconds:0.#} s. A slow model may need a longer --chat-timeout."));
        }
        catch (Exception e) when (Innermost(e) is ReplyTooLongException)
        {
            return (null, $"{Address} replied with more than 4 MB, which is no answer. Nothing of it was used.");
        }
        catch (ClientResultException e) when (e.Status != 0)
        {
            return (null, Explain(e.Status));
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException)
        {
            return (null, $"{Address} could not be reached: {Innermost(e).Message.TrimEnd('.')}. Is the server running there?");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException
            or ArgumentException or KeyNotFoundException or NotSupportedException)
        {
            // The client's reader throws any of these at JSON that is none, or not a chat completion.
            return (null, $"{Address} replied with something that is no chat completion ({Innermost(e).GetType().Name}). Is it an OpenAI-compatible endpoint?");
        }
    }

    private IChatClient Connect(ChatTransport.Discreet transport)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = Address,
            Transport = transport,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // Whoever asked can ask again; waiting in silence helps nobody.
            NetworkTimeout = Timeout + Timeout, // The deadline is earlier.
        };
        return new ChatClient(Model, new ApiKeyCredential(Key ?? "none"), options).AsIChatClient();
    }

    private string Explain(int status) => status switch
    {
        401 or 403 when Key is null => $"{Address} wants a key (HTTP {status}). Put it into the environment variable {KeyVariable}.",
        401 or 403 => $"{Address} refused the key in {KeyVariable} (HTTP {status}).",
        404 => $"{Address} knows no such path or no model '{Model}' (HTTP 404). Such addresses often end in /v1.",
        429 => $"{Address} takes no more requests for now (HTTP 429). Ask again later.",
        >= 300 and < 400 => $"{Address} sends on to another address (HTTP {status}), where nothing was sent. Name that address with --chat if it is meant.",
        >= 500 => $"{Address} failed (HTTP {status}). Ask again later.",
        _ => $"{Address} refused the request for '{Model}' (HTTP {status}).",
    };

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
