using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SemanticSnips.Benchmarks.Torturing;

/// <summary>The built command line, run as a user runs it.</summary>
internal sealed partial class BuiltProgram(string dll, string model)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(dll);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.ArgumentList.Add("--model");
        start.ArgumentList.Add(model);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public Ending Run(params string[] args)
    {
        using var process = Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExit(Patience);
        if (!ended) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return new Ending(ended ? process.ExitCode : null, Volatile().Replace(output.Result, ""), error.Result);
    }

    /// <summary>What differs between equal answers.</summary>
    [GeneratedRegex("\"(elapsedMs|generation)\":[0-9.]+,?")]
    private static partial Regex Volatile();
}

/// <summary>How a run ended.</summary>
/// <param name="Code">The exit code; null where it hung.</param>
/// <param name="Output">Standard output without what differs between equal answers.</param>
/// <param name="Error">Standard error.</param>
internal sealed partial record Ending(int? Code, string Output, string Error)
{
    /// <summary>Why this is no clear outcome: one is an exit code of the documented ones, with a message where it is an error, and no stack trace; null where
    /// it is clear.</summary>
    public string? Fault => Code is null ? "it hangs"
        : StackTrace().IsMatch(Error) || StackTrace().IsMatch(Output) ? "a stack trace"
        : Code is < 0 or > 4 ? $"exit code {Code}"
        : Code is 1 or 2 && string.IsNullOrWhiteSpace(Error) ? "an error without a message" : null;

    [GeneratedRegex(@"^\s+at [\w.<>`\[\]]+\(|Unhandled exception|Something broke that should not", RegexOptions.Multiline)]
    private static partial Regex StackTrace();
}
