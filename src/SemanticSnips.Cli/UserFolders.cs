namespace SemanticSnips.Cli;

/// <summary>Where the system keeps what is the user's; null where it has no place for it.</summary>
/// <param name="Home">What "~" means.</param>
/// <param name="Data">Libraries.</param>
/// <param name="Config">The file of settings.</param>
/// <param name="Cache">What can be made anew at any time.</param>
internal sealed record UserFolders(string? Home = null, string? Data = null, string? Config = null, string? Cache = null)
{
    private const string Own = "snips";

    /// <summary>By the system's custom, for the process's user.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static UserFolders OfProcess(Func<string, string?> variable)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } folder ? folder : null;
        return OperatingSystem.IsWindows() ? OfWindows(variable, home) : OfUnix(variable, home, OperatingSystem.IsMacOS());
    }

    /// <summary>The local application data, which do not travel with the user as settings do.</summary>
    internal static UserFolders OfWindows(Func<string, string?> variable, string? home)
    {
        var local = Rooted(variable("LOCALAPPDATA"));
        return new UserFolders(home, Below(local, Own), Below(Rooted(variable("APPDATA")) ?? local, Own), Below(local, Own, "cache"));
    }

    /// <summary>The XDG base directories; on macOS, where nobody sets those, the Library.</summary>
    internal static UserFolders OfUnix(Func<string, string?> variable, string? home, bool isMac)
    {
        return new UserFolders(
            home,
            Of("XDG_DATA_HOME", isMac ? ["Library", "Application Support"] : [".local", "share"]),
            Of("XDG_CONFIG_HOME", isMac ? ["Library", "Application Support"] : [".config"]),
            Of("XDG_CACHE_HOME", isMac ? ["Library", "Caches"] : [".cache"]));

        string? Of(string name, string[] custom) => Below(Rooted(variable(name)) ?? Below(home, custom), Own);
    }

    /// <summary>The specification has it that a relative path is to be ignored.</summary>
    private static string? Rooted(string? path) => Path.IsPathRooted(path) ? path : null;

    private static string? Below(string? folder, params string[] parts) => folder is null ? null : Path.Combine([folder, .. parts]);
}
