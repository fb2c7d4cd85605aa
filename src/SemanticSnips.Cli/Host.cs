using System.Text;
using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli;

/// <summary>All that a run of the command line touches outside itself; tests bring their own.</summary>
internal sealed record Host
{
    /// <summary>Results; a <see cref="PlainWriter"/>.</summary>
    public required TextWriter Output { get; init => field = PlainWriter.Over(value); }

    /// <summary>Everything else: notes, progress, mistakes; a <see cref="PlainWriter"/>.</summary>
    public required TextWriter Error { get; init => field = PlainWriter.Over(value); }

    /// <summary>What a person types when asked.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Waits for a key; null where there is no keyboard.</summary>
    public Func<ConsoleKeyInfo>? ReadKey { get; init; }

    /// <summary>Whether a key was pressed that nobody has read yet.</summary>
    public Func<bool> KeyWaits { get; init; } = () => false;

    /// <summary>The day, and the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Opens an address or a file with the system's program for it; false where there is none.</summary>
    public Func<string, bool> OpenLink { get; init; } = _ => false;

    /// <summary>What the machine runs on.</summary>
    public PowerSupply Power { get; init; } = new();

    /// <summary>Lowers the priority of the process.</summary>
    public Action LowerPriority { get; init; } = () => { };

    /// <summary>Where relative paths begin.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where the program is: models and seeds may stand beside or above it.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>Where the user's data, settings and caches are.</summary>
    public UserFolders Folders { get; init; } = new();

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>What shows long output by screens; null where there is no terminal.</summary>
    public PagedWriter? Paged { get; init; }

    /// <summary>What the writers are connected to.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>The key for a chat endpoint; null for none.</summary>
    public string? ChatKey { get; init; }

    /// <summary>Ctrl-C, SIGTERM or SIGHUP.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>What a stopped process ends with.</summary>
    public Func<int> StoppedCode { get; init; } = () => ExitCode.Interrupted;

    /// <summary>Whether the current folder is there: somebody may have deleted it since the shell went into it.</summary>
    public static bool HasWorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory.Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The process's own surroundings. Output is always UTF-8 and buffered: whoever writes flushes it.</summary>
    public static Host OfProcess(StopSignals stop)
    {
        Func<string, string?> variable = Environment.GetEnvironmentVariable;
        var terminal = Terminal.OfProcess(variable);
        if (OperatingSystem.IsWindows() && (terminal.OutputIsTerminal || terminal.ErrorIsTerminal)) Console.OutputEncoding = Encoding.UTF8;
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8, 16384);
        var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        var paged = terminal.OutputIsTerminal ? new PagedWriter(output, PagedWriter.Start) : null;
        return new Host
        {
            Output = paged is null ? output : paged,
            Error = terminal.IsAscii ? new AsciiText.Writer(error, keepsOthers: !terminal.ErrorIsTerminal) : error,
            Input = Console.In,
            ReadKey = terminal.InputIsTerminal ? () => Console.ReadKey(intercept: true) : null,
            KeyWaits = () => Console.KeyAvailable,
            OpenLink = SystemOpener.Open,
            LowerPriority = NiceImport.LowerPriority,
            WorkingDirectory = Environment.CurrentDirectory,
            ProgramFolder = AppContext.BaseDirectory,
            Folders = UserFolders.OfProcess(variable),
            Variable = variable,
            Paged = paged,
            Terminal = terminal,
            ChatKey = variable(ChatEndpoint.KeyVariable),
            Stop = stop.Token,
            StoppedCode = () => stop.ExitCode,
        };
    }

    /// <summary>Writes a sentence to standard error; on a terminal in lines that end between words.</summary>
    public void Tell(string sentence)
    {
        if (!Terminal.ErrorIsTerminal || sentence.Contains('\n', StringComparison.Ordinal)) Error.WriteLine(sentence);
        else foreach (var line in LineBreaks.Of(sentence, Terminal.Width)) Error.WriteLine(sentence[line.From..line.To]);
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
