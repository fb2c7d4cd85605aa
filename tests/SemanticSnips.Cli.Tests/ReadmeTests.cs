using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>README, typed line by line by a stranger: each command does what stands there.</summary>
public sealed class ReadmeTests
{
    /// <summary>What begins so is another program's.</summary>
    private static readonly string[] Others = ["dotnet tool ", "dotnet test", "dotnet pack", "dotnet add ", ".ci/", "git ", "export ", "tar ", "./",
        "curl ", "PATH=", "cd "];

    [Fact]
    public void Every_command_block_runs_and_prints_what_stands_below_it()
    {
        using var home = new TemporaryFolder();
        Typed.Download(home);
        var ran = 0;
        foreach (var (commands, printed) in Blocks())
        {
            Outcome? last = null;
            foreach (var line in commands)
            {
                last = Typed.Run(home, line);
                Assert.True(last.ExitCode is 0 || (last.ExitCode == 3 && printed is not null), $"{line}\n{last.Output}{last.Error}");
                ran++;
            }

            if (printed is not null) Assert.StartsWith(Approved.Mask(printed), Approved.Mask(last!.Output.ReplaceLineEndings("\n")), StringComparison.Ordinal);
        }

        Assert.InRange(ran, 15, 100);
    }

    [Fact]
    public void Every_block_of_a_shell_is_a_command_of_this_program_or_a_known_other()
    {
        foreach (var line in IndentedBlocks().Where(IsTyped).SelectMany(b => b))
            Assert.True(Typed.Arguments(line) is not null || Others.Any(o => line.StartsWith(o, StringComparison.Ordinal)), line);
    }

    /// <summary>The commands of each block, and what the block right after it says that they print.</summary>
    private static IEnumerable<(List<string> Commands, string? Printed)> Blocks()
    {
        var blocks = IndentedBlocks().ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!IsTyped(blocks[i])) continue;
            var commands = blocks[i].Where(l => Typed.Arguments(l) is not null).ToList();
            if (commands.Count == 0) continue;
            yield return (commands, i + 1 < blocks.Count && !IsTyped(blocks[i + 1]) ? string.Join('\n', blocks[i + 1]) : null);
        }
    }

    private static bool IsTyped(IReadOnlyList<string> block) =>
        Typed.Arguments(block[0]) is not null || Others.Any(o => block[0].StartsWith(o, StringComparison.Ordinal));

    /// <summary>Markdown's code blocks that are indented by four blanks, without these.</summary>
    private static IEnumerable<IReadOnlyList<string>> IndentedBlocks()
    {
        List<string> block = [];
        var isFenced = false;
        foreach (var line in File.ReadLines(Repository.File("README.md")).Append(""))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isFenced = !isFenced;
            if (!isFenced && line.StartsWith("    ", StringComparison.Ordinal))
            {
                block.Add(line[4..]);
                continue;
            }

            if (block.Count > 0) yield return block;
            block = [];
        }
    }
}
