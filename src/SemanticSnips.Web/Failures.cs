using Microsoft.AspNetCore.Http;
using SemanticSnips.Contract;

namespace SemanticSnips.Web;

/// <summary>What stands in a result's place: the contract's error, with what to do about it through this door.</summary>
internal static class Failures
{
    /// <summary>The error of an exception and its HTTP status.</summary>
    public static (int Status, string Json) Of(Exception exception)
    {
        var code = Refusals.CodeOf(exception);

        // What broke inside is for the server's own log: strangers learn that it did.
        var view = code == "fault"
            ? new FailureView(Views.Version, new ErrorView(code, "Something broke that should not have.", null, null, null, TodoFor(code)))
            : Refusals.Of(exception, TodoFor(code), paths: false);
        return (Refusals.HttpStatusOf(code), ContractJson.Line(view, ContractJson.Default.FailureView));
    }

    /// <summary>Whether something broke that should not have: no mistake of the caller's, and nothing that the surroundings refuse.</summary>
    public static bool IsBroken(Exception exception) => Refusals.CodeOf(exception) == "fault";

    public static Task WriteAsync(HttpContext context, Exception exception)
    {
        var (status, json) = Of(exception);
        return WriteAsync(context, status, json);
    }

    public static Task WriteAsync(HttpContext context, int status, string code, string sentence) =>
        WriteAsync(context, status, ContractJson.Line(new FailureView(Views.Version, new ErrorView(code, sentence, null, null, null, null)),
            ContractJson.Default.FailureView));

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(json, context.RequestAborted);
    }

    private static string? TodoFor(string code) => code switch
    {
        "missing" => "Bring snips in with: snips index FILE-OR-FOLDER",
        "busy" => "Ask again in a moment.",
        "damaged" or "other-format" or "other-model" or "other-chunker" => "See what is wrong with: snips doctor",
        "fault" => "Look at what the server printed.",
        _ => null,
    };
}
