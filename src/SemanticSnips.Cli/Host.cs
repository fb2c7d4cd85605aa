using System.Text;

namespace SemanticSnips.Cli;

/// <summary>All that a run of the command line touches outside itself; tests bring their own.</summary>
internal sealed class Host
{
    /// <summary>Results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Everything else: notes, progress, mistakes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where relative paths begin.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where the program is: models and seeds may stand beside or above it.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>What the writers are connected to.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>The key for a chat endpoint; null for none.</summary>
    public string? ChatKey { get; init; }

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The process's own surroundings. Output is always UTF-8 and buffered: whoever writes flushes it.</summary>
    public static Host OfProcess(CancellationToken stop)
    {
        var terminal = Terminal.OfProcess();
        if (OperatingSystem.IsWindows() && (terminal.OutputIsTerminal || terminal.ErrorIsTerminal)) Console.OutputEncoding = Encoding.UTF8;
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Host
        {
            Output = new StreamWriter(Console.OpenStandardOutput(), utf8, 16384),
            Error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            WorkingDirectory = Environment.CurrentDirectory,
            ProgramFolder = AppContext.BaseDirectory,
            Terminal = terminal,
            ChatKey = Environment.GetEnvironmentVariable(ChatEndpoint.KeyVariable),
            Stop = stop,
        };
    }

    /// <summary>A path from the command line, made absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>A path as short as it can be shown.</summary>
    public string Shorten(string path)
    {
        if (!Path.IsPathRooted(path)) return path;
        var relative = Path.GetRelativePath(WorkingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
