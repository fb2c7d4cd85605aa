using System.Text;
using Microsoft.Win32.SafeHandles;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli;

/// <summary>Tells why there is no result: a sentence on standard error, with --json the contract's error object on standard output too, and the exit code that
/// says the same.</summary>
internal static class Refusal
{
    /// <summary>Tells of an exception.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Host host, Exception exception, bool json)
    {
        var isStop = exception is OperationCanceledException && host.Stop.IsCancellationRequested;
        var code = Refusals.CodeOf(exception);
        var todo = Remedies.For(code, exception);
        if (json) Print(host, isStop ? Stopped : Refusals.Of(exception, todo));

        // With JSON too: whoever keeps standard output in a file, or reads it by a program, still sees why.
        host.Tell(isStop ? "snips: Stopped." : $"snips: {Sentence(exception, todo)}");
        return isStop ? host.StoppedCode() : Refusals.ExitCodeOf(code);
    }

    /// <summary>Tells of what kept a command from being run or told of; with nothing that would have to be opened or loaded first.</summary>
    /// <returns>The exit code.</returns>
    public static int TellLast(Exception exception)
    {
        try
        {
            const int StandardError = 2;
            var sentence = $"snips: The system does not give what the program needs: {Cause(exception).Message.ReplaceLineEndings(" ")}\n";
            if (OperatingSystem.IsWindows())
            {
                Console.Error.Write(sentence);
            }
            else
            {
                using var error = new FileStream(new SafeFileHandle(StandardError, ownsHandle: false), FileAccess.Write, bufferSize: 0);
                error.Write(Encoding.UTF8.GetBytes(sentence));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TypeInitializationException or OutOfMemoryException)
        {
            // There is nobody to tell.
        }

        return ExitCode.Fault;
    }

    /// <summary>No error of the contract's table: the exit code is the signal's.</summary>
    private static FailureView Stopped => new(Views.Version, new ErrorView("stopped", "Stopped.", null, null, null, null));

    /// <summary>Mistakes and faults of the surroundings get a sentence, what should never happen gets its details.</summary>
    private static string Sentence(Exception exception, string? todo) => Cause(exception) switch
    {
        OutOfMemoryException e => PlainText.Of($"There is too little memory for this: {e.Message} What was committed is there."),
        DllNotFoundException e => PlainText.Of($"A part of the program cannot be loaded: {e.Message}"),
        SnipsException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException { ParamName: not null } =>
            Plain(exception, todo is null ? Cause(exception).Message : $"{exception.Message} {todo}"),
        _ => $"Something broke that should not have. Please report it with what you did:\n{exception}",
    };

    /// <summary>What lies below the wrappers in which the runtime puts what the system refuses.</summary>
    private static Exception Cause(Exception exception)
    {
        while (exception is TypeInitializationException or System.Reflection.TargetInvocationException or AggregateException { InnerExceptions.Count: 1 }
            && exception.InnerException is { } inner) exception = inner;
        return exception;
    }

    /// <summary>The problems of a test collection stand in lines of their own; any other message is one line.</summary>
    private static string Plain(Exception exception, string sentence) => exception is UsageException ? PlainText.Lines(sentence) : PlainText.Of(sentence);

    private static void Print(Host host, FailureView view)
    {
        try
        {
            host.Output.WriteLine(ContractJson.Line(view, ContractJson.Default.FailureView));
            host.Output.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TypeInitializationException)
        {
            // Standard output is closed, or full, or what writes JSON cannot be loaded: the sentence below says why there is no result.
            host.Error.WriteLine($"snips: {PlainText.Of(Cause(e).Message)}");
        }
    }
}
