using System.Globalization;

namespace SemanticSnips.Cli;

/// <summary>What the output streams are connected to, and what may be sent there.</summary>
internal sealed record Terminal
{
    /// <summary>In the order in which they decide.</summary>
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Longer lines are hard to read.</summary>
    private const int WidestText = 100;

    private const int NarrowestText = 20;

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether standard input is a terminal: whether there is somebody to ask.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a terminal understands colours and nobody refuses them.</summary>
    public bool AllowsColour { get; init; } = true;

    /// <summary>What the user says of colours.</summary>
    public ColourChoice Colour { get; init; }

    /// <summary>Whether a terminal would understand links.</summary>
    public bool AllowsLinks { get; init; } = true;

    /// <summary>Whether the locale has no more than ASCII.</summary>
    public bool IsAscii { get; init; }

    /// <summary>Columns that text is wrapped at.</summary>
    public int Width { get; init; } = WidestText;

    /// <summary>Lines that a screen holds; null where that is not known.</summary>
    public int? Height { get; init; }

    /// <summary>Whether standard output gets colours.</summary>
    public bool ColoursOutput => Colours(OutputIsTerminal);

    /// <summary>Whether standard error gets colours.</summary>
    public bool ColoursError => Colours(ErrorIsTerminal);

    /// <summary>The process's terminal.</summary>
    public static Terminal OfProcess(Func<string, string?> variable)
    {
        var outputIsTerminal = !Console.IsOutputRedirected;
        var (columns, rows) = outputIsTerminal ? SizeOf() : (0, 0);
        return Of(variable, outputIsTerminal, !Console.IsErrorRedirected, columns, rows);
    }

    /// <summary>NO_COLOR (no-color.org), TERM, COLUMNS, FORCE_HYPERLINK and the locale's variables are heeded.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="outputIsTerminal">Whether standard output is a terminal.</param>
    /// <param name="errorIsTerminal">Whether standard error is one.</param>
    /// <param name="columns">What the terminal says it has; 0 where it says nothing.</param>
    /// <param name="rows">Likewise.</param>
    internal static Terminal Of(Func<string, string?> variable, bool outputIsTerminal, bool errorIsTerminal, int columns, int rows)
    {
        var kind = variable("TERM");
        return new Terminal
        {
            OutputIsTerminal = outputIsTerminal,
            ErrorIsTerminal = errorIsTerminal,
            InputIsTerminal = !Console.IsInputRedirected,
            AllowsColour = string.IsNullOrEmpty(variable("NO_COLOR")) && kind != "dumb",
            AllowsLinks = variable("FORCE_HYPERLINK") is { Length: > 0 } forced ? forced != "0" : kind is not ("dumb" or "linux"),
            IsAscii = !OperatingSystem.IsWindows() && HasOnlyAscii(variable),
            Width = WidthOf(variable("COLUMNS"), columns),
            Height = outputIsTerminal && rows > 0 ? rows : null,
        };
    }

    /// <summary>The last column stays free: some terminals begin a new line after it.</summary>
    private static int WidthOf(string? typed, int columns)
    {
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said > 0) return Math.Clamp(said, NarrowestText, WidestText);
        return columns > 0 ? Math.Clamp(columns - 1, NarrowestText, WidestText) : WidestText;
    }

    /// <summary>What POSIX has it that the first of these variables decides. Where none is set, as in most containers, UTF-8 is the likelier.</summary>
    private static bool HasOnlyAscii(Func<string, string?> variable)
    {
        var locale = LocaleVariables.Select(variable).FirstOrDefault(l => !string.IsNullOrEmpty(l));
        if (locale is null) return false;
        return locale is "C" or "POSIX" || (locale.Split('.', 2) is [_, var charset] && !charset.StartsWith("UTF", StringComparison.OrdinalIgnoreCase));
    }

    private bool Colours(bool isTerminal) => Colour switch
    {
        ColourChoice.Always => true,
        ColourChoice.Never => false,
        _ => isTerminal && AllowsColour,
    };

    private static (int Columns, int Rows) SizeOf()
    {
        try
        {
            // Some terminals, such as those of build servers, report no size.
            return (Console.WindowWidth, Console.WindowHeight);
        }
        catch (IOException)
        {
            return (0, 0);
        }
    }
}
