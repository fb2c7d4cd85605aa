using SemanticSnips.Cli.Commands;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Results are written whole or not at all, over nothing that is not theirs.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly Talks _talks = new();

    [Theory]
    [InlineData("--run")]
    [InlineData("--html")]
    [InlineData("--per-query")]
    public void A_file_that_is_there_stays_unless_force_is_given(string option)
    {
        File.WriteAllText(_talks.File("mine"), "precious");

        var refused = _talks.Run("eval", "talks", option, "mine");

        Assert.Equal((2, $"snips: {option} is 'mine', which is there already. Replace it with --force.\n"),
            (refused.ExitCode, refused.Error.ReplaceLineEndings("\n")));
        Assert.Equal("precious", File.ReadAllText(_talks.File("mine")));
        Assert.Equal(0, _talks.Run("eval", "talks", option, "mine", "--force").ExitCode);
        Assert.NotEqual("precious", File.ReadAllText(_talks.File("mine")));
        Assert.Empty(Directory.GetFiles(_talks.WorkingDirectory, "*.part"));
    }

    [Theory]
    [InlineData("talks/corpus.jsonl", "a file of the collection; it stays as it is. Name another one.")]
    [InlineData("talks/../talks/qrels/test.tsv", "a file of the collection; it stays as it is. Name another one.")]
    [InlineData("linked/queries.jsonl", "a file of the collection; it stays as it is. Name another one.")]
    [InlineData("index/keywords/segments.gen", "which lies in the index's folder. Name a file elsewhere.")]
    [InlineData("index/x.html", "which lies in the index's folder. Name a file elsewhere.")]
    public void No_force_replaces_a_file_of_the_collection_or_the_index(string file, string reason)
    {
        Directory.CreateSymbolicLink(_talks.File("linked"), _talks.Folder);
        Directory.CreateDirectory(_talks.File("index/keywords"));
        var before = Directory.GetFiles(_talks.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();

        var outcome = _talks.Run("eval", "talks", "--html", file, "--force");

        Assert.Equal((2, $"snips: --html is '{file}', {reason}\n"), (outcome.ExitCode, outcome.Error.ReplaceLineEndings("\n")));
        Assert.Equal(before, Directory.GetFiles(_talks.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
    }

    [LinuxFact("mkfifo")]
    public void A_device_is_written_to_where_it_is_and_a_pipe_is_no_file()
    {
        System.Diagnostics.Process.Start("mkfifo", _talks.File("pipe")).WaitForExit();

        Assert.Equal((2, "snips: --run is 'pipe', which is no regular file; expected the name of a file to write.\n"),
            (_talks.Run("eval", "talks", "--run", "pipe", "--force").ExitCode, _talks.Run("eval", "talks", "--run", "pipe").Error.ReplaceLineEndings("\n")));
        Assert.Equal(0, _talks.Run("eval", "talks", "--run", "/dev/null").ExitCode);
        var full = _talks.Run("eval", "talks", "--html", "/dev/full", "--force");
        Assert.Equal(1, full.ExitCode);
        Assert.Contains("No space left", full.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles("/dev"), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_keeps_its_files_and_may_get_another_profile()
    {
        SeedIndex.Copy(Repository.File("tests", "golden", "tiny-bert"), _talks.File("model"));
        string[] tune = ["tune", "talks", "--force", "--constant", "coverage", "--out"];

        Assert.Contains("a file of the model", Run("model/model.json").Error, StringComparison.Ordinal);
        Assert.Equal(Card(), File.ReadAllText(Repository.File("tests", "golden", "tiny-bert", "model.json")));

        Outcome Run(string to) => Snips.RunIn(_talks.WorkingDirectory, [.. tune, to, "--model", "model"]);
        string Card() => File.ReadAllText(_talks.File("model/model.json"));
    }

    [Fact]
    public void Two_results_cannot_have_one_place()
    {
        var outcome = _talks.Run("eval", "talks", "--html", "one", "--per-query", "one");

        Assert.Equal((2, "snips: --per-query is 'one', which another option names too. Name a file of its own.\n"),
            (outcome.ExitCode, outcome.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void A_link_is_replaced_and_what_it_points_to_stays()
    {
        File.WriteAllText(_talks.File("precious.txt"), "precious");
        File.CreateSymbolicLink(_talks.File("link.html"), _talks.File("precious.txt"));

        Assert.Equal(0, _talks.Run("eval", "talks", "--html", "link.html", "--force").ExitCode);
        Assert.Equal("precious", File.ReadAllText(_talks.File("precious.txt")));
    }

    [Fact]
    public void What_fails_while_it_is_written_leaves_the_old_file_and_nothing_beside()
    {
        File.WriteAllText(_talks.File("old.txt"), "old");
        var host = new Host
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingDirectory = _talks.WorkingDirectory,
            Folders = Snips.FoldersOf(_talks.WorkingDirectory),
            ProgramFolder = Repository.Root,
            Terminal = new Terminal()
        };
        var file = OutputFile.Of(host, "--html", "old.txt", new OutputPlaces(true, _talks.File("index"), null, []))!;

        Assert.Throws<IOException>(() => file.WriteText(writer =>
        {
            writer.Write("new");
            throw new IOException("The disk is full.");
        }));

        Assert.Equal("old", File.ReadAllText(_talks.File("old.txt")));
        Assert.Single(Directory.GetFiles(_talks.WorkingDirectory));
    }

    [Theory]
    [InlineData("../../etc/passwd", "-..-etc-passwd")]
    [InlineData("/abs", "-abs")]
    [InlineData("..", "-")]
    [InlineData("bge-small-en-v1.5", "bge-small-en-v1.5")]
    [InlineData("a\\b:c\0", "a-b-c-")]
    public void Names_of_cards_and_collections_never_become_paths(string name, string file) => Assert.Equal(file, CollectionOptionSet.NameOf(name));

    public void Dispose() => _talks.Dispose();
}
