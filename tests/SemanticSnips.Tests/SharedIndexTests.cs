using SemanticSnips.Conformance;

namespace SemanticSnips.Tests;

/// <summary>An index folder keeps the contract of a library.</summary>
public sealed class SharedIndexTests : SnipLibraryConformance
{
    protected override ILibraryUnderTest Create() => new FolderUnderTest();

    protected override ISnipLibrary CreateMissing() => new SharedIndex(Path.Combine(Path.GetTempPath(), "snips-test-nowhere"), Models.Tiny);

    [Fact]
    public async Task Asking_a_missing_index_makes_no_folder()
    {
        using var missing = CreateMissing();

        await Assert.ThrowsAsync<IndexException>(() => missing.SearchAsync("winter"));

        Assert.False(Directory.Exists(((SharedIndex)missing).Folder));
    }

    [Fact]
    public async Task An_index_that_comes_later_is_opened_at_the_next_call()
    {
        using var folder = new IndexFolder();
        using var library = new SharedIndex(folder.Path, Models.Tiny);
        await Assert.ThrowsAsync<IndexException>(() => library.StatusAsync());

        folder.Export("a.md", Exports.Episode("Hives", "Bees", 1, "The beehive stays warm.").Text);
        folder.Import();

        Assert.Equal(1, (await library.StatusAsync()).Snips);
    }

    // A timer calls these: what is thrown there ends the process.
    [Fact]
    public async Task Looking_for_a_newer_commit_when_the_models_are_gone_ends_quietly()
    {
        using var folder = new IndexFolder();
        folder.Export("a.md", Exports.Episode("Hives", "Bees", 1, "The beehive stays warm.").Text);
        folder.Import();
        var models = new ModelLoader(Models.TinyFolder);
        using var library = new SharedIndex(folder.Path, models);
        await library.StatusAsync();
        models.Dispose();
        folder.Export("b.md", Exports.Episode("Kilns", "Clay", 2, "The kiln holds its heat.").Text);
        folder.Import();

        library.Refresh();

        Assert.Equal(1, (await library.StatusAsync()).Snips);
    }

    [Fact]
    public async Task A_result_tells_how_much_of_its_own_commit_could_be_found_by_meaning()
    {
        using var folder = new IndexFolder();
        folder.Export("a.md", Exports.Episode("Hives", "Bees", 1, "The beehive stays warm.").Text);
        folder.Import(new ImportOptions { SkipEmbedding = true });
        using var library = new SharedIndex(folder.Path, Models.Tiny);

        var words = await library.SearchAsync("beehive");
        folder.Import();
        library.Refresh();
        var ask = await library.AskAsync("beehive");

        Assert.Equal((0, 1), (words.EmbeddedShare, (await library.StatusAsync()).EmbeddedShare));
        Assert.Equal(1, ask.Search.EmbeddedShare);
        Assert.True(ask.Generation > words.Generation);
    }

    [Fact]
    public void A_commit_that_is_closed_still_tells_its_number()
    {
        using var folder = Library.Filled(Library.Snip("a", "The kettle sings."));
        var index = folder.Open();
        var number = index.Commit;
        index.Dispose();

        Assert.Equal(number, index.Commit);
    }

    private sealed class FolderUnderTest : ILibraryUnderTest
    {
        private readonly IndexFolder _folder = new();

        public FolderUnderTest()
        {
            _folder.Import(_folder.Exports);
            Library = new SharedIndex(_folder.Path, Models.Tiny);
        }

        public ISnipLibrary Library { get; }

        public void Import(params (string Name, string Text)[] exports)
        {
            foreach (var (name, text) in exports) _folder.Export(name, text);
            _folder.Import();
        }

        public void Dispose()
        {
            Library.Dispose();
            _folder.Dispose();
        }
    }
}
