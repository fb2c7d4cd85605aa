namespace SemanticSnips.Cli;

/// <summary>When what is printed is coloured.</summary>
internal enum ColourChoice
{
    /// <summary>On a terminal that understands it.</summary>
    Auto,

    /// <summary>Into files and pipes too.</summary>
    Always,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>How the user wants things shown, and what says so.</summary>
internal sealed class Preferences
{
    private const string NoColourVariable = "NO_COLOR";

    private static readonly string[] ColourNames = ["auto", "always", "never"];

    /// <param name="host">The surroundings.</param>
    /// <param name="config">The file of settings.</param>
    /// <param name="colour">The value of --color; null where it was not given.</param>
    public Preferences(Host host, UserConfig config, ColourChoice? colour)
    {
        // By no-color.org the user's own settings go before the variable.
        Colour = Setting.OfOption("--color", colour is { } given ? ColourNames[(int)given] : null)
            ?? config.Find("color")
            ?? (host.Variable(NoColourVariable) is { Length: > 0 } ? new Setting("never", SettingSource.Environment, NoColourVariable) : null)
            ?? new Setting("auto", SettingSource.Default, "the default");
        Pager = Setting.OfVariable(host, "SNIPS_PAGER")
            ?? config.Find("pager")
            ?? Setting.OfVariable(host, "PAGER")
            ?? new Setting(OperatingSystem.IsWindows() ? "" : "less", SettingSource.Default, "the default");
    }

    /// <summary>When to colour: auto, always or never.</summary>
    public Setting Colour { get; }

    /// <summary>What long output is read with on a terminal; empty, or cat, for nothing.</summary>
    public Setting Pager { get; }

    /// <summary><see cref="Colour"/> as a value.</summary>
    public ColourChoice ColourChoice => ParseColour(Colour.Value!) ?? ColourChoice.Auto;

    /// <summary>The command that long output is piped into; null for none.</summary>
    public string? PagerCommand => Pager.Value is { } command && !string.IsNullOrWhiteSpace(command) && command.Trim() != "cat" ? command : null;

    /// <summary>A choice by its name; null where there is none of that name.</summary>
    public static ColourChoice? ParseColour(string name) => Array.IndexOf(ColourNames, name) is var number and >= 0 ? (ColourChoice)number : null;
}
