using System.Reflection;
using System.Runtime.InteropServices;

namespace SemanticSnips.Cli;

/// <summary>What a benchmark's figures depend on besides the code.</summary>
internal static class Surroundings
{
    /// <summary>Processor, cores, operating system and runtime.</summary>
    public static string Machine =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The commit that the program was built from; null where it was not built in a checkout.</summary>
    public static string? Commit =>
        typeof(Surroundings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit]
            ? commit : null;

    private static string Processor()
    {
        const string Linux = "/proc/cpuinfo";
        var line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
