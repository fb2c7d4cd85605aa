using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>snips aliases on a file that a person writes, too.</summary>
public sealed class AliasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AliasesTests() =>
        Assert.Equal(0, Run("index", Repository.File("seeds"), "--no-embed").ExitCode);

    private string File => Path.Combine(_folder.File("index"), "aliases.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_person_wrote_beside_stays()
    {
        System.IO.File.WriteAllText(File, "# who is who\n\nDylan Patel = Speaker 2 # of SemiAnalysis\nNathan = N. L.\n");

        Assert.Equal("Dylan Patel  Speaker 2, Dylan\nNathan  N. L.\n", Run("aliases", "dylan patel", "Dylan", "speaker 2").Output.ReplaceLineEndings("\n"));
        Assert.Equal("# who is who\n\nDylan Patel = Speaker 2, Dylan # of SemiAnalysis\nNathan = N. L.\n", System.IO.File.ReadAllText(File));

        Assert.Equal(0, Run("aliases", "--remove", "nathan").ExitCode);
        Assert.Equal("# who is who\n\nDylan Patel = Speaker 2, Dylan # of SemiAnalysis\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void The_file_goes_with_its_last_line()
    {
        Assert.Equal(0, Run("aliases", "Dylan", "Speaker 2").ExitCode);
        Assert.Equal(0, Run("aliases", "--remove", "Dylan").ExitCode);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("no equals here")]
    [InlineData("Dylan =")]
    [InlineData("= Speaker 2")]
    public void A_line_that_says_something_else_is_named_and_nothing_is_written(string line)
    {
        System.IO.File.WriteAllText(File, $"Nathan = N. L.\n{line}\n");

        var refused = Run("aliases", "Dylan", "Speaker 2");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"aliases.txt:2: '{line}' names no speaker", refused.Error, StringComparison.Ordinal);
        Assert.Equal($"Nathan = N. L.\n{line}\n", System.IO.File.ReadAllText(File));
    }

    private Outcome Run(params string[] args) =>
        Snips.RunIn(_folder.Path, [.. args, "--index", "index", "--model", Repository.File("tests", "golden", "tiny-bert")]);
}
