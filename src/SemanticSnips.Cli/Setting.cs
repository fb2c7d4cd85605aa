namespace SemanticSnips.Cli;

/// <summary>What a setting's value was taken from, the strongest first.</summary>
internal enum SettingSource
{
    /// <summary>An option on the command line.</summary>
    Option,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The checkout that one stands in.</summary>
    Checkout,

    /// <summary>The file of settings.</summary>
    Config,

    /// <summary>Nothing names it.</summary>
    Default,
}

/// <summary>A setting's value, and where it comes from.</summary>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Source">What it was taken from.</param>
/// <param name="Where">The same for people: the option, the variable, the file and line, or what the default is.</param>
internal sealed record Setting(string? Value, SettingSource Source, string Where)
{
    /// <summary>Of an option; null where it was not given.</summary>
    public static Setting? OfOption(string option, string? value) => value is null ? null : new Setting(value, SettingSource.Option, option);

    /// <summary>Of an environment variable; null where it is empty or not set.</summary>
    public static Setting? OfVariable(Host host, string name) =>
        host.Variable(name) is { Length: > 0 } value ? new Setting(value, SettingSource.Environment, name) : null;
}
