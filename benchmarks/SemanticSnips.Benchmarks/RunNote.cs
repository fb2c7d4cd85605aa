using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks;

/// <summary>What stands beside every figure: machine, how busy it was, state of the sources, command.</summary>
internal static class RunNote
{
    /// <summary>Lines of a Markdown list.</summary>
    /// <param name="command">What makes the figures again.</param>
    public static string Of(string command) => string.Create(CultureInfo.InvariantCulture,
        $"""
        - Machine: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription};
          load when it was over: {Load()}.
        - Commit {Commit()}; model bge-small-en-v1.5 (int8).
        - Command: `{command}`
        """);

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown"
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Commit()
    {
        var start = new ProcessStartInfo("git", ["-C", Repository.Root, "rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
