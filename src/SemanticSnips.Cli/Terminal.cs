namespace SemanticSnips.Cli;

/// <summary>What the output streams are connected to, and what may be sent there.</summary>
internal sealed record Terminal
{
    /// <summary>Longer lines are hard to read.</summary>
    private const int WidestText = 100;

    private const int NarrowestText = 40;

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether standard input is a terminal: whether there is somebody to ask.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether colours are wanted where there is a terminal.</summary>
    public bool AllowsColour { get; init; } = true;

    /// <summary>Whether a terminal would understand links.</summary>
    public bool AllowsLinks { get; init; } = true;

    /// <summary>Columns that text is wrapped at.</summary>
    public int Width { get; init; } = WidestText;

    /// <summary>The process's terminal. NO_COLOR (no-color.org) and TERM=dumb are heeded.</summary>
    public static Terminal OfProcess()
    {
        var outputIsTerminal = !Console.IsOutputRedirected;
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal
        {
            OutputIsTerminal = outputIsTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            InputIsTerminal = !Console.IsInputRedirected,
            AllowsColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !isDumb,
            AllowsLinks = !isDumb,
            Width = outputIsTerminal ? ColumnsOf() : WidestText,
        };
    }

    private static int ColumnsOf()
    {
        try
        {
            // Some terminals, such as those of build servers, report no width.
            return Console.WindowWidth > 0 ? Math.Clamp(Console.WindowWidth - 1, NarrowestText, WidestText) : WidestText;
        }
        catch (IOException)
        {
            return WidestText;
        }
    }
}
