using System.Diagnostics;
using System.Text.RegularExpressions;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>A session of a listener with 3,000 snips, as a terminal shows it: the program runs in tmux, and its screen is read.</summary>
public sealed partial class SessionTests(BigLibrary library) : IClassFixture<BigLibrary>
{
    private static readonly string[] Typed =
    [
        "snips stats --top 3",
        "snips search --mode keyword --top 2 slow fire speaker:Okafor after:2024",
        "snips list tag:kiln",
        "snips star 00000000 07919",
        "snips tag 00000000 kiln reread",
        "snips note 00000000 compare with what my teacher says of ash",
        "snips list is:favourite",
        "snips show 00000000",
        "snips quote 00000000",
        "snips open --print 00000000",
        "snips facets --top 2 old recipes speaker:Ann",
        "snips show 0",
        "snips sources",
        "snips remove --dry-run 'workshop talk 3'",
        "snips list \"after:someday\"",
    ];

    [TmuxTheory]
    [InlineData(100)]
    [InlineData(60)]
    [InlineData(40)]
    public void A_session_reads_well(int columns)
    {
        using var folder = new TemporaryFolder();
        SeedIndex.Copy(Path.Combine(library.WorkingDirectory, "library"), folder.File("library"));
        var program = Path.Combine(AppContext.BaseDirectory, "snips.dll");
        File.WriteAllText(folder.File("session.sh"), string.Join('\n',
            [
                $"snips() {{ dotnet '{program}' \"$@\" --index '{folder.File("library")}' --model '{Repository.File("models", "bge-small-en-v1.5")}'; }}",
                $"cd '{library.WorkingDirectory}'", "export PAGER=cat SNIPS_PAGER=cat NO_COLOR=1 LC_ALL=C.UTF-8", "unset COLUMNS LINES",
                .. Typed.SelectMany(t => new[] { $"echo '$ {t.Replace("'", "'\\''", StringComparison.Ordinal)}'", t, "echo" }),
                $"touch '{folder.File("done")}'", "sleep 600",
            ]));

        var screen = Screen(folder, columns);

        Assert.All(screen.Split('\n').Where(l => !l.StartsWith('$')), l => Assert.True(Cli.Output.LineBreaks.WidthOf(l) <= columns, l));
        Approved.Verify($"session-{columns}", Reads().Replace(Approved.Mask(screen.Replace(library.WorkingDirectory, "~", StringComparison.Ordinal)),
            "read DAY"));
    }

    /// <summary>All that the session printed, as tmux holds it.</summary>
    private static string Screen(TemporaryFolder folder, int columns)
    {
        var socket = folder.File("tmux");
        Tmux("-S", socket, "-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", "50", $"bash --norc '{folder.File("session.sh")}'");
        try
        {
            // The time only keeps a session that hangs from hanging the tests.
            for (var tries = 0; !File.Exists(folder.File("done")) && tries < 3000; tries++) Thread.Sleep(100);
            return Tmux("-S", socket, "capture-pane", "-p", "-S", "-").ReplaceLineEndings("\n").TrimEnd() + "\n";
        }
        finally
        {
            Tmux("-S", socket, "kill-server");
        }
    }

    private static string Tmux(params string[] args)
    {
        var start = new ProcessStartInfo("tmux", args) { RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("TMUX");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    [GeneratedRegex(@"read 20\d\d-\d\d-\d\d\s+\d\d:\d\d")]
    private static partial Regex Reads();
}

/// <summary>A theory that needs tmux; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmuxTheoryAttribute : TheoryAttribute
{
    public TmuxTheoryAttribute()
    {
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!places.Any(p => File.Exists(Path.Combine(p, "tmux")))) Skip = "There is no tmux on the PATH.";
    }
}
