using System.IO.Compression;
using SemanticSnips.Cli.Completion;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Command lines as documents write them, run as they stand, as far as the program itself goes.</summary>
internal static class Typed
{
    private const string FromSource = "dotnet run -c Release --project src/SemanticSnips.Cli -- ";

    /// <summary>What a shell does with the output is not the program's.</summary>
    private static readonly string[] Shell = [" | ", " > ", " >> "];

    /// <summary>The program's arguments in a line; null where it starts another program.</summary>
    public static string[]? Arguments(string line)
    {
        if (line.StartsWith(FromSource, StringComparison.Ordinal)) line = "snips " + line[FromSource.Length..];
        if (!line.StartsWith("snips ", StringComparison.Ordinal)) return null;
        foreach (var end in Shell)
        {
            if (line.IndexOf(end, StringComparison.Ordinal) is > 0 and var at) line = line[..at];
        }

        return [.. ShellWords.Split(line + " ").Words.Skip(1)];
    }

    /// <summary>Runs a line in a home folder. What would go on until it is stopped is stopped at once.</summary>
    public static Outcome Run(TemporaryFolder home, string line)
    {
        var args = Arguments(line)!.Select(a => a.StartsWith("~/", StringComparison.Ordinal) ? home.File(a[2..]) : a).ToArray();
        var goesOn = args[0] is "serve" or "watch" && !args.Contains("--service");
        return Snips.RunIn(home.Path, host => host with { Stop = new CancellationToken(goesOn) }, args);
    }

    /// <summary>A home folder with an export of the sample snips where a browser would put it.</summary>
    public static void Download(TemporaryFolder home)
    {
        Directory.CreateDirectory(home.File("Downloads"));
        ZipFile.CreateFromDirectory(Repository.File("seeds"), home.File("Downloads", "snipd-export.zip"));
    }
}
