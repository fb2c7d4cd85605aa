using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>A command that reads never writes: not into a library that is there, nor one that is not.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("search", "chips")]
    [InlineData("ask", "chips")]
    [InlineData("related", "abc")]
    [InlineData("show", "abc")]
    [InlineData("list")]
    [InlineData("facets")]
    [InlineData("duplicates")]
    [InlineData("search", "chips", "--index", "lost")]
    public void Without_an_index_nothing_is_made_and_the_sample_is_offered(params string[] args)
    {
        var outcome = Snips.RunIn(_folder.Path, args);

        Assert.Equal((4, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("snips: There is no index in ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_whose_commit_is_lost_is_left_as_it_is()
    {
        Directory.CreateDirectory(_folder.File("index", "keywords"));
        File.WriteAllText(_folder.File("index", "keywords", "_0.cfs"), "rows");

        Assert.Equal(4, Snips.RunIn(_folder.Path, "ask", "chips").ExitCode);
        Assert.Equal("rows", Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText)));
    }

    [Fact]
    public void The_sample_is_made_once_in_a_place_of_its_own_and_never_in_ones_library()
    {
        var first = Snips.RunIn(_folder.Path, "search", "--sample", "--mode", "keyword", "TSMC");
        var again = Snips.RunIn(_folder.Path, "list", "--sample", "--json");

        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("snips: Making the sample library of ", first.Error, StringComparison.Ordinal);
        Assert.Equal("", again.Error);
        Assert.Equal(32, again.Json.GetProperty("total").GetInt32());
        Assert.Equal(_folder.File("cache"), Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path)));
        Assert.Equal(4, Snips.RunIn(_folder.Path, "list").ExitCode);
    }

    [Fact]
    public void In_a_checkout_the_sample_lies_beside_ones_own_index()
    {
        var host = new Host
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingDirectory = Repository.Root,
            ProgramFolder = Repository.Root,
            Terminal = new Terminal()
        };

        Assert.Equal(Repository.File("index", "sample"), new Locations(host, UserConfig.Read(host), null, null, sample: true).Index);
        Assert.Equal(Repository.File("index"), new Locations(host, UserConfig.Read(host), null, null).Index);
    }

    public void Dispose() => _folder.Dispose();
}
