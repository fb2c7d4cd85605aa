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
    public const int Stopped = 130;
}
