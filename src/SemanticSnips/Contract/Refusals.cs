using SemanticSnips.Keywords;

namespace SemanticSnips.Contract;

/// <summary>No snip has an id, or the beginning of one, that was asked for.</summary>
public sealed class SnipNotFoundException(string id) : SnipsException("not-found", $"No snip has the id '{id}' or one that begins so.");

/// <summary>The library has no room for another call, or is being closed.</summary>
public sealed class BusyException(string message, Exception? inner = null) : SnipsException("busy", message, inner);

/// <summary>What went wrong, the same through every door: any exception as an error with a stable code, and what the code means for a process and for
/// HTTP.</summary>
public static class Refusals
{
    private const string Argument = "argument";
    private const string NotFound = "not-found";
    private const string Model = "model";
    private const string Fault = "fault";
    private const string Busy = "busy";

    /// <summary>The stable code of an exception.</summary>
    public static string CodeOf(Exception exception) => exception switch
    {
        SnipsException refusal => refusal.Code,
        KeywordIndexException => "damaged",
        ObjectDisposedException => Busy,
        ArgumentException => Argument,
        _ => Fault,
    };

    /// <summary>The error that stands in a result's place.</summary>
    /// <param name="exception">What was thrown; cancellation is no error and is the door's to tell.</param>
    /// <param name="todo">What to do about it through the door that tells; null for nothing.</param>
    /// <param name="paths">Whether paths of the machine may be told.</param>
    public static FailureView Of(Exception exception, string? todo = null, bool paths = true)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var refusal = exception as SnipsException;
        var view = new ErrorView(CodeOf(exception), exception.Message, refusal?.Place, refusal?.Found, refusal?.Expected, todo);
        return new FailureView(Views.Version, paths ? view : view with
        {
            Message = MachinePaths.Hide(view.Message),
            Place = MachinePaths.HideWhole(view.Place),
            Found = view.Found is { } found ? MachinePaths.Hide(found) : null,
            Expected = view.Expected is { } expected ? MachinePaths.Hide(expected) : null,
        });
    }

    /// <summary>What a process ends with: 1 for a fault, 2 for what was asked, 4 for an index.</summary>
    public static int ExitCodeOf(string code) => code switch
    {
        Argument or "query" or NotFound => 2,
        Model or Fault or Busy => 1,
        _ => 4,
    };

    /// <summary>HTTP's status: 400 and 404 for what was asked, 500 and 503 for the rest.</summary>
    public static int HttpStatusOf(string code) => code switch
    {
        Argument or "query" => 400,
        NotFound => 404,
        Model or Fault => 500,
        _ => 503,
    };
}
