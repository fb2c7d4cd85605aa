using SemanticSnips.Conformance;
using SemanticSnips.Querying;
using SemanticSnips.Testing;

namespace SemanticSnips.Postgres.Tests;

/// <summary>A library on a server says what the same library in an index folder says.</summary>
public sealed class SameAsFolderTests
{
    private const double Tolerance = 1e-5;

    private static readonly string[] Words =
        ("bee hive winter queen honey glacier ice slow river stone lava tube volcano ash cool market price chip export control model train data " +
            "paper river").Split(' ');

    [Theory]
    [InlineData("bees in winter")]
    [InlineData("what did Ann say about the price of chips?")]
    [InlineData("honey show:Hives")]
    [InlineData("river -glacier")]
    [InlineData("\"export control\" model")]
    [InlineData("speaker:ann lava tube")]
    [InlineData("speaker:\"Ben Okri\" after:2020 show:Ice show:Hives")]
    [InlineData("has:transcript episode:winter")]
    [InlineData("title:part -show:Hives")]
    [InlineData("F-16 c++ it's \\ ' & | ! <-> :*")]
    [InlineData("is:favourite ice")]
    [InlineData("vollcano near the glaicer")]
    [InlineData("honney markett price show:Hives")]
    [InlineData("zzzzzzzz hivez")]
    [InlineData("ice show:Hivs")]
    [InlineData("speaker:Benn tag:work guest:ann ice")]
    [InlineData("speaker:\"The Beekeeper\" honey")]
    [InlineData("speaker:nobody episode:\"Old icee\"")]
    public async Task A_query_finds_the_same_with_the_same_scores(string query)
    {
        using var both = new Both();

        foreach (var mode in Enum.GetValues<SearchMode>())
        {
            var options = new SearchOptions { Mode = mode, Top = 12 };
            AssertSame(await both.Folder.SearchAsync(query, options), await both.Server.SearchAsync(query, options));
        }

        foreach (var fusion in Enum.GetValues<FusionKind>())
        {
            var options = new SearchOptions { Fusion = fusion, Top = 12 };
            AssertSame(await both.Folder.SearchAsync(query, options), await both.Server.SearchAsync(query, options));
        }

        var (folder, server) = (await both.Folder.ListAsync(query, 1, 7), await both.Server.ListAsync(query, 1, 7));
        Assert.Equal((folder.Total, folder.Skip), (server.Total, server.Skip));
        Assert.Equal(folder.Snips.Select(s => s.Id), server.Snips.Select(s => s.Id));
        var (a, b) = (await both.Folder.FacetsAsync(query), await both.Server.FacetsAsync(query));
        Assert.Equal(a.Shows.Select(f => (f.Name, f.Snips)), b.Shows.Select(f => (f.Name, f.Snips)));
        Assert.Equal(a.Speakers.Select(f => (f.Name, f.Snips)), b.Speakers.Select(f => (f.Name, f.Snips)));
    }

    [Fact]
    public async Task Related_snips_and_answers_are_the_same()
    {
        using var both = new Both();

        foreach (var id in new[] { Exports.IdOf(1), Exports.IdOf(0x105), Exports.IdOf(0x20a) })
        {
            foreach (var options in new[] { new RelatedOptions { MinRelevance = 0 }, new RelatedOptions { SameSpeaker = true },
                new RelatedOptions { OtherShows = true, MinRelevance = 0 } })
            {
                AssertSame((await both.Folder.RelatedAsync(id, options))!, (await both.Server.RelatedAsync(id, options))!);
            }

            Assert.Equal((await both.Folder.FindAsync(id))!.AlsoIn.Select(s => s.Id), (await both.Server.FindAsync(id))!.AlsoIn.Select(s => s.Id));
        }

        var (folder, server) = (await both.Folder.AskAsync("where does the lava cool?"), await both.Server.AskAsync("where does the lava cool?"));
        Assert.Equal(folder.Answers.Select(a => (a.Snip.Id, a.Text)), server.Answers.Select(a => (a.Snip.Id, a.Text)));
    }

    [Fact]
    public async Task A_mistyped_word_is_taken_for_the_same_one()
    {
        using var both = new Both();

        foreach (var (typed, meant) in new[] { ("vollcano", "volcano"), ("glaicer", "glacier"), ("honney", "honey"), ("gueen", null), ("markte", "market") })
        {
            var (folder, server) = (await both.Folder.SearchAsync(typed), await both.Server.SearchAsync(typed));
            Assert.Equal(folder.Notes, server.Notes);
            if (meant is not null) Assert.Contains($"'{meant}'", Assert.Single(server.Notes), StringComparison.Ordinal);
        }

        both.Delete("Ice-Old ice.md");
        both.Import();
        const string Said = "select word, ndoc from ts_stat('select words from passage') where char_length(word) between 2 and 40";
        Assert.Equal(0L, both.Sql($"select count(*) from (({Said} except select * from word) union (select * from word except {Said})) as other"));
    }

    [Theory]
    [InlineData(20, 40)]
    [InlineData(800, 1)]
    public async Task A_filter_that_lets_little_through_loses_nothing(int every, int passing)
    {
        using var both = new Both();
        var speeches = both.Speeches(800);
        for (var i = 0; i < speeches.Length; i += every) speeches[i] += " Kingfisher.";
        for (var part = 0; part < 8; part++)
            both.Export(Exports.Episode("Rivers", $"Part {part}", 0x10000 + (0x1000 * part), speeches[(part * 100)..((part + 1) * 100)]));
        both.Import();

        Assert.Equal(passing, (await both.Server.ListAsync("\"kingfisher\"")).Total);
        foreach (var query in new[] { "queen of the hive", "lava tube volcano", "what is the market price of paper?" })
        {
            foreach (var mode in Enum.GetValues<SearchMode>())
            {
                var options = new SearchOptions { Mode = mode, Top = 20 };
                var (folder, server) = (await both.Folder.SearchAsync($"{query} \"kingfisher\"", options),
                    await both.Server.SearchAsync($"{query} \"kingfisher\"", options));
                AssertSame(folder, server);
                if (mode == SearchMode.Vector) Assert.Equal(Math.Min(20, passing), server.Hits.Count + server.Hits.Sum(h => h.AlsoIn.Count));
            }
        }
    }

    [Fact]
    public async Task What_changes_and_goes_leaves_both_the_same_and_the_counts_true()
    {
        using var both = new Both();
        both.Export(Exports.Episode("Hives", "Bees in winter", 1, "Quite another speech about lava tubes.", "And a market of honey."));
        both.Delete("Ice-Old ice.md");
        both.Import();

        foreach (var query in new[] { "lava tube honey market", "glacier ice", "winter" })
        {
            AssertSame(await both.Folder.SearchAsync(query), await both.Server.SearchAsync(query));
        }

        Assert.All(await both.Server.CheckAsync(), c => Assert.True(c.Ok, $"{c.Name}: {c.Message}"));
        Assert.Equal((await both.Folder.StatusAsync()) with { Generation = 0 }, (await both.Server.StatusAsync()) with { Generation = 0 }, SameCounts);

        // Postings of passages that are gone would count as passages with the word.
        Assert.Equal(
            both.Sql("select count(*) from passage where words @@ 'glacier'"),
            both.Sql($"select sum(octet_length(postings)) / {PostingBlock.Size} from posting where term = 'glacier'"));
    }

    [Fact]
    public async Task A_search_takes_three_round_trips()
    {
        using var both = new Both();
        using var source = both.Address.CreateSource();
        foreach (var query in new[] { "bees in winter", "lava show:Hives", "speaker:ann honey" })
        {
            await using var snapshot = await Snapshot.OpenAsync(source, both.Address, both.ReadAliases(), CancellationToken.None);
            using var search = new PostgresSearch(snapshot, TestLibrary.Tiny, new RankingProfile(), SnipQuery.Parse(query));

            Assert.NotEmpty((await search.RunAsync(query, new SearchOptions(), CancellationToken.None)).Hits);

            Assert.Equal(3, snapshot.Trips);
        }
    }

    [Fact]
    public async Task Marks_go_along_and_join_those_that_are_there()
    {
        using var both = new Both();
        using var back = new TemporaryFolder();
        using (var writer = SnipIndexWriter.Open(both.FolderPath, TestLibrary.Tiny))
        {
            SnipMarks.Change(writer, Exports.IdOf(1), new MarkChange { AddTags = ["here"], Note = "of the folder" });
            LibrarySources.Remove(writer, [Exports.IdOf(2)]);
        }

        var editor = new PostgresEditor(both.Address, TestLibrary.Tiny);
        editor.Mark(Exports.IdOf(1), new MarkChange { AddTags = ["there"], Favourite = true });
        editor.Mark(Exports.IdOf(3), new MarkChange { AddTags = ["there"] });
        LibraryCopy.Copy(both.FolderPath, both.Address.Argument, TestLibrary.Tiny);
        LibraryCopy.Copy(both.Address.Argument, back.File("index"), TestLibrary.Tiny);
        both.Import();

        using var returned = new SharedIndex(back.File("index"), TestLibrary.Tiny);
        foreach (var library in new ISnipLibrary[] { both.Server, returned })
        {
            var marked = (await library.FindAsync(Exports.IdOf(1)))!.Snip;
            Assert.Equal(("here", "there"), (marked.Tags.Order().First(), marked.Tags.Order().Last()));
            Assert.Equal((true, "of the folder"), (marked.Favourite, marked.Note));
            Assert.Equal(["there"], (await library.FindAsync(Exports.IdOf(3)))!.Snip.Tags);
        }

        Assert.All(await both.Server.CheckAsync(), c => Assert.True(c.Ok, $"{c.Name}: {c.Message}"));
        Assert.Contains(LibrarySources.Read(back.File("index")), s => s.Format is not null);
    }

    [Fact]
    public async Task A_library_goes_to_a_server_and_back_without_being_embedded()
    {
        using var both = new Both();
        using var there = new TestLibrary();
        using var back = new TemporaryFolder();

        var copied = LibraryCopy.Copy(both.FolderPath, there.Address.Argument, TestLibrary.Tiny);
        var returned = LibraryCopy.Copy(there.Address.Argument, back.File("index"), TestLibrary.Tiny);
        var again = LibraryCopy.Copy(both.FolderPath, there.Address.Argument, TestLibrary.Tiny);

        Assert.True(copied is { Missing: 0, Vectors: > 0 });
        Assert.Equal(copied, returned);
        Assert.Equal(copied with { Vectors = 0 }, again);
        Assert.Equal(0, (await there.Library.StatusAsync()).Pending);
        using var index = new SharedIndex(back.File("index"), TestLibrary.Tiny);
        foreach (var query in new[] { "bees in winter", "lava" })
        {
            var expected = await both.Folder.SearchAsync(query);
            AssertSame(expected, await there.Library.SearchAsync(query));
            AssertSame(expected, await index.SearchAsync(query));
        }
    }

    private static readonly IEqualityComparer<LibraryStatus> SameCounts = EqualityComparer<LibraryStatus>.Create(
        static (a, b) => (a!.Snips, a.WithTranscript, a.Passages, a.Pending, a.Model) == (b!.Snips, b.WithTranscript, b.Passages, b.Pending, b.Model)
            && a.Roots.SequenceEqual(b.Roots));

    private static void AssertSame(SearchResult expected, SearchResult actual)
    {
        Assert.Equal(expected.Hits.Select(h => h.Snip.Id), actual.Hits.Select(h => h.Snip.Id));
        Assert.Equal(expected.Notes, actual.Notes);
        Assert.Equal(expected.Confidence, actual.Confidence);
        foreach (var (a, b) in expected.Hits.Zip(actual.Hits))
        {
            Assert.Equal(a.Passage, b.Passage);
            Assert.Equal(a.Score, b.Score, Tolerance);
            Assert.Equal(a.Relevance, b.Relevance, Tolerance);
            Assert.Equal(a.Bm25 ?? -1, b.Bm25 ?? -1, Tolerance);
            Assert.Equal(a.Cosine ?? -9, b.Cosine ?? -9, Tolerance);
            Assert.Equal(a.AlsoIn.Select(s => s.Id), b.AlsoIn.Select(s => s.Id));
            Assert.Equal(a.Highlights, b.Highlights);
        }
    }

    /// <summary>The same exports in an index folder and on a server.</summary>
    private sealed class Both : IDisposable
    {
        private readonly TemporaryFolder _index = new();
        private readonly TestLibrary _server = new();
        private readonly Random _random = new(17);
        private readonly SharedIndex _folder;

        public Both()
        {
            var random = _random;
            Export(Exports.Episode("Hives", "Bees in winter", 1, Speeches(random, 8)));
            Export(Exports.Episode("Ice", "Old ice", 0x101, Speeches(random, 6)));
            Export(Exports.Episode(
                "Chips", "The market in winter", 0x201, [.. Speeches(random, 11), "An F-16 costs more, and C++ is it's own reward: export control."]));
            Import();
            File.WriteAllText(Path.Combine(FolderPath, "aliases.txt"), Aliases);
            new PostgresEditor(Address, TestLibrary.Tiny).WriteFile("aliases.txt", Aliases);
            _folder = new SharedIndex(FolderPath, TestLibrary.Tiny);
        }

        private const string Aliases = "The Beekeeper = Ben Okri\n";

        public string FolderPath => _index.File("index");

        public PostgresAddress Address => _server.Address;

        public SharedIndex Folder => _folder;

        public PostgresLibrary Server => _server.Library;

        public void Export((string Name, string Text) export) => _server.Export(export.Name, export.Text);

        public string[] Speeches(int count) => Speeches(_random, count);

        public string? ReadAliases() => new PostgresEditor(Address, TestLibrary.Tiny).ReadFile("aliases.txt");

        public void Delete(string name) => File.Delete(Path.Combine(_server.Exports, name));

        public object? Sql(string statement) => _server.Sql(statement);

        public void Import()
        {
            var options = new ImportOptions { Prune = true };
            using (var store = _server.Write()) PostgresImport.Import(store, [_server.Exports], options);
            using (var writer = SnipIndexWriter.Open(FolderPath, TestLibrary.Tiny)) Importer.Import(writer, [_server.Exports], options);
            _folder?.Refresh();
        }

        public void Dispose()
        {
            _folder.Dispose();
            _server.Dispose();
            _index.Dispose();
        }

        /// <summary>Speeches of one to five hundred words, so that many a snip has several passages.</summary>
        private static string[] Speeches(Random random, int count) =>
            [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
                $"{char.ToUpperInvariant('t')}he " +
                    $"{string.Join(' ', Enumerable.Range(0, random.Next(3, 13)).Select(_ => Words[random.Next(Words.Length)]))}.")))];
    }
}
