namespace SemanticSnips.Cli.Commands;

/// <summary>Files that a long measurement ends by writing: what is wrong with their places is said before it begins.</summary>
internal static class OutputPath
{
    /// <summary>The full path of a file to write; null where the option was not given.</summary>
    /// <param name="host">Where relative paths begin.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="typed">Its value.</param>
    /// <param name="mayBeFolder">Whether an existing folder will do.</param>
    /// <exception cref="UsageException">There is no folder to write it in, or it is a folder.</exception>
    public static string? Of(Host host, string option, string? typed, bool mayBeFolder = false)
    {
        if (typed is null) return null;
        var path = host.FullPath(typed);
        if (Directory.Exists(path))
        {
            return mayBeFolder ? path : throw new UsageException($"{option} is '{typed}', which is a folder; expected the name of a file to write.");
        }

        return Directory.Exists(Path.GetDirectoryName(path)) ? path : throw new UsageException($"{option} is '{typed}', but there is no folder '{Path.GetDirectoryName(path)}'. Make it first.");
    }
}
