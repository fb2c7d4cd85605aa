namespace SemanticSnips.Cli;

/// <summary>What the process says with its exit code; part of the contract with scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something broke that is not the user's doing.</summary>
    public const int Fault = 1;

    /// <summary>The command line, or a file it names, is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A search or question found nothing relevant.</summary>
    public const int NothingRelevant = 3;

    /// <summary>The index is missing or unusable.</summary>
    public const int Index = 4;

    /// <summary>Stopped by Ctrl-C, as shells have it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 + 15.</summary>
    public const int Terminated = 143;

    /// <summary>Stopped because the terminal went away: 128 + SIGHUP.</summary>
    public const int HungUp = 129;

    /// <summary>Of a search or a question: what is unsure is shown, and is an answer to scripts.</summary>
    public static int Of(Confidence confidence) => confidence == Confidence.None ? NothingRelevant : Done;
}
