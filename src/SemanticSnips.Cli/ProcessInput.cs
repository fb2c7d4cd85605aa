namespace SemanticSnips.Cli;

/// <summary>Standard input, which ends at once where it is closed.</summary>
internal static class ProcessInput
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Opens it for reading.</summary>
    public static Stream Open() => IsClosed() ? Stream.Null : Console.OpenStandardInput();

    /// <summary>Whether the program was started without any, as by <c>&lt;&amp;-</c>.</summary>
    /// <remarks>The runtime then takes its number for something of its own, such as a pipe whose other end is the process's too: reading it would wait for
    /// ever. Only Linux tells what it is.</remarks>
    public static bool IsClosed()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Descriptors)) return false;
        try
        {
            var input = TargetOf($"{Descriptors}/0");
            return input is null || input.StartsWith("anon_inode:", StringComparison.Ordinal)
                || (input.StartsWith("pipe:", StringComparison.Ordinal)
                    && Directory.EnumerateFileSystemEntries(Descriptors).Any(f => TargetOf(f) == input && IsWriting(Path.GetFileName(f))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a descriptor is the writing end of a pipe: the lowest two bits of its flags, which are octal.</summary>
    private static bool IsWriting(string descriptor) =>
        File.ReadLines($"/proc/self/fdinfo/{descriptor}").FirstOrDefault(l => l.StartsWith("flags:", StringComparison.Ordinal)) is { } flags
        && ((flags[^1] - '0') & 3) == 1;
}
