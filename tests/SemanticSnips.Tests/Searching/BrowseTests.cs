namespace SemanticSnips.Tests.Searching;

/// <summary>Listings, counts and sizes.</summary>
public sealed class BrowseTests
{
    [Fact]
    public void Pages_follow_each_other_newest_episode_first_then_by_time()
    {
        var old = new Episode { Title = "A talk", Show = "One", Published = new DateOnly(2023, 5, 1) };
        var newer = new Episode { Title = "B talk", Show = "One", Published = new DateOnly(2024, 5, 1) };
        var other = new Episode { Title = "Another talk of it", Show = "Two", Published = new DateOnly(2024, 5, 1) };
        var undated = new Episode { Title = "Undated talk", Show = "Two" };
        using var folder = Library.Filled(
            At("o2", old, 60), At("u", undated, 0), At("n2", newer, 60), At("o1", old, 0), At("n1", newer, 0), At("a", other, 30));
        using var index = folder.Open();

        string[] all = ["a", "n1", "n2", "o1", "o2", "u"];
        Assert.Equal(all, index.ReadAll().Select(s => s.Id));
        foreach (var take in new[] { 1, 2, 4, 100 })
        {
            var paged = new List<string>();
            for (var skip = 0; skip < all.Length; skip += take)
            {
                var page = index.List(skip: skip, take: take);
                Assert.Equal((skip, all.Length), (page.Skip, page.Total));
                paged.AddRange(page.Snips.Select(s => s.Id));
            }

            Assert.Equal(all, paged);
        }

        var beyond = index.List(skip: 6);
        Assert.Equal((0, 6), (beyond.Snips.Count, beyond.Total));
        var few = index.List("show:two", skip: 1, take: 1);
        Assert.Equal(("u", 2), (Assert.Single(few.Snips).Id, few.Total));
    }

    [Fact]
    public void A_word_that_no_index_can_hold_lists_nothing()
    {
        using var folder = Library.Filled(At("a", new Episode { Title = "A talk" }, 0));
        using var index = folder.Open();

        Assert.Equal(0, index.List(new string('x', 5000)).Total);
    }

    [Fact]
    public void Facets_count_what_a_query_leaves()
    {
        using var folder = Library.Filled(Library.Snip("a", "chips") with { Tags = ["x", "y"] },
            Library.Snip("b", "fabs") with { Tags = ["x"] }, Library.Snip("c", "chips too"));
        using var index = folder.Open();

        Assert.Equal([new Facet("x", 2)], index.Facets(top: 1).Tags);
        Assert.Equal([new Facet("x", 1), new Facet("y", 1)], index.Facets("chips").Tags);
        Assert.Equal([new Facet("Ann", 2)], index.Facets("chips").Speakers);
    }

    [Fact]
    public void The_status_counts_what_the_commit_holds()
    {
        using var folder = new IndexFolder();
        using (var writer = folder.Write())
        {
            writer.Put(Library.Snip("a", "chips"));
            writer.Put(Library.Snip("b", "fabs") with { Turns = [], Title = "Silent" });
            writer.Commit();
        }

        using var index = folder.Open();
        var status = index.ReadStatus();

        Assert.Equal((2, 1, status.Passages, "tiny-bert"), (status.Snips, status.WithTranscript, status.Pending, status.Model));
        Assert.Equal(0, status.EmbeddedShare);
        Assert.Equal(status.Generation, index.Search("chips", new SearchOptions { Mode = SearchMode.Keyword }).Generation);
    }

    [Fact]
    public void Only_what_the_index_wrote_counts_as_its_size()
    {
        using var folder = Library.Filled(Library.Snip("a", "chips"));
        using var index = folder.Open();
        var size = index.MeasureBytes();

        Directory.CreateDirectory(Path.Combine(folder.Path, "eval", "talks"));
        File.WriteAllText(Path.Combine(folder.Path, "eval", "talks", "large"), new string('x', 100_000));
        File.WriteAllText(Path.Combine(folder.Path, "notes.txt"), "mine");

        Assert.True(size > 0);
        Assert.Equal(size, index.MeasureBytes());
    }

    private static Snip At(string id, Episode episode, int start) => Library.Snip(id, $"chips of {id}") with
    {
        Episode = episode,
        Start = TimeSpan.FromSeconds(start),
        End = TimeSpan.FromSeconds(start + 30),
    };
}
