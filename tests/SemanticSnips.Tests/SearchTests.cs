using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>Searching with the tiny model: everything but meaning.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Vector)]
    [InlineData(SearchMode.Keyword)]
    public void Ties_are_ordered_by_id(SearchMode mode)
    {
        string[] ids = ["c", "a", "e", "b", "d"];
        using var folder = Filled(ids.Select(id => Snip(id, "chips from a fab") with { Episode = new Episode { Title = $"Episode called {id} alone" } }));
        using var index = folder.Open();

        var hits = index.Search("chips", new SearchOptions { Mode = mode }).Hits;

        Assert.Equal(["a", "b", "c", "d", "e"], hits.Select(h => h.Snip.Id));
        Assert.Equal([1, 2, 3, 4, 5], hits.Select(h => h.Rank));
        Assert.Single(hits.Select(h => h.Score).Distinct());
    }

    [Fact]
    public void The_order_of_import_is_of_no_account()
    {
        var snips = Enumerable.Range(0, 30).Select(i => Snip($"s{i:00}", $"chips {i % 7} from fab {i % 5} in {(i % 3 == 0 ? "taiwan" : "texas")}")).ToList();
        using var forwards = Filled(snips);
        using var backwards = Filled(Enumerable.Reverse(snips));
        using var a = forwards.Open();
        using var b = backwards.Open();

        foreach (var mode in Enum.GetValues<SearchMode>())
        {
            var options = new SearchOptions { Mode = mode, Top = 30 };
            Assert.Equal(
                a.Search("taiwan fab 3", options).Hits.Select(h => (h.Rank, h.Snip.Id, h.Score, h.Relevance)),
                b.Search("taiwan fab 3", options).Hits.Select(h => (h.Rank, h.Snip.Id, h.Score, h.Relevance)));
        }
    }

    [Theory]
    [InlineData(SearchMode.Hybrid, FusionKind.Absolute)]
    [InlineData(SearchMode.Hybrid, FusionKind.Convex)]
    [InlineData(SearchMode.Hybrid, FusionKind.Rrf)]
    [InlineData(SearchMode.Hybrid, FusionKind.Dbsf)]
    [InlineData(SearchMode.Vector, FusionKind.Absolute)]
    [InlineData(SearchMode.Keyword, FusionKind.Absolute)]
    public void A_small_show_is_found_among_hundreds_of_better_matches(SearchMode mode, FusionKind fusion)
    {
        var crowd = Enumerable.Range(0, 260)
            .Select(i => Snip($"crowd{i}", $"chips chips {i}") with { Episode = new Episode { Title = $"Crowded episode {i}", Show = "Large" } });
        var small = Snip("small",
            "a long way round to the word chips at the very end of it all") with
        { Episode = new Episode { Title = "Of one's own", Show = "Small Talk" } };
        using var folder = Filled([.. crowd, small]);
        using var index = folder.Open();

        var hit = Assert.Single(index.Search("chips show:small", new SearchOptions { Mode = mode, Fusion = fusion }).Hits);

        Assert.Equal("small", hit.Snip.Id);
    }

    [Fact]
    public void A_narrow_filter_multiplies_only_what_it_allows_and_changes_no_cosine()
    {
        using var folder = Filled(SomeOfThemRare());
        using var index = folder.Open();
        var all = index.Search("chips from a fab", new SearchOptions { Top = 60 }).Hits.ToDictionary(h => h.Snip.Id, h => h.Cosine);
        var before = index.Legs.Work;

        var few = index.Search("chips from a fab tag:rare").Hits;

        var passages = few.Sum(h => index.Legs.Corpus.Snips[index.Legs.Corpus.Find(h.Snip.Id)].PassageCount);
        Assert.Equal(["s23", "s3", "s43"], few.Select(h => h.Snip.Id).Order(StringComparer.Ordinal));
        Assert.Equal(few.Select(h => all[h.Snip.Id]), few.Select(h => h.Cosine));
        Assert.Equal(passages, (index.Legs.Work - before).Rows);
    }

    [Fact]
    public void A_narrow_filter_of_an_index_that_is_not_all_embedded_ranks_as_the_scan_of_all_does()
    {
        using var folder = Filled(SomeOfThemRare());
        using (var writer = folder.Write())
        {
            writer.Put(Snip("late", "chips of the last minute") with { Tags = ["rare"] });
            writer.Commit();
        }

        using var index = folder.Open();
        var before = index.Legs.Work;

        var few = index.Search("chips from a fab tag:rare").Hits;

        Assert.Equal(4, few.Count);
        Assert.Null(few.Single(h => h.Snip.Id == "late").Cosine);
        Assert.Equal(60, (index.Legs.Work - before).Rows);
    }

    [Fact]
    public void Nothing_found_is_a_result()
    {
        using var folder = Filled([Snip("a", "chips from a fab")]);
        using var index = folder.Open();

        foreach (var query in new[] { "unheard", "the of", "chips tag:none", "tag:none", "chips -chips" })
        {
            var result = index.Search(query, new SearchOptions { Mode = SearchMode.Keyword });
            Assert.Empty(result.Hits);
            Assert.False(result.Answered);
        }

        Assert.Empty(index.Search("chips tag:none").Hits);
        Assert.Empty(index.Ask("chips tag:none").Answers);
    }

    [Fact]
    public void A_query_of_conditions_alone_lists_what_satisfies_them()
    {
        using var folder = Filled(
        [
            Snip("old", "chips") with { Episode = new Episode { Title = "An old episode", Published = new DateOnly(2024, 1, 1) }, Favourite = true },
            Snip("new", "fabs") with { Episode = new Episode { Title = "A newer episode", Published = new DateOnly(2025, 1, 1) }, Favourite = true },
            Snip("plain", "wafers"),
        ]);
        using var index = folder.Open();

        var result = index.Search("is:favourite");

        Assert.Equal(["new", "old"], result.Hits.Select(h => h.Snip.Id));
        Assert.True(result.Answered);
        Assert.All(result.Hits, h => Assert.Equal((1.0, null, null), (h.Relevance, h.Cosine, h.Bm25)));
        Assert.Equal(["new"], index.Search("is:favourite after:2024-06").Hits.Select(h => h.Snip.Id));
        Assert.Equal(["new", "plain"], index.Search("-chips").Hits.Select(h => h.Snip.Id).Order());
    }

    [Fact]
    public void A_condition_that_cannot_be_understood_is_named()
    {
        using var folder = Filled([Snip("a", "chips")]);
        using var index = folder.Open();

        Assert.Contains("'soon' after 'after:' is no date",
            Assert.Throws<QueryException>(() => index.Search("chips after:soon")).Message, StringComparison.Ordinal);
        Assert.Contains("'purple' is no flag", Assert.Throws<QueryException>(() => index.Search("is:purple")).Message, StringComparison.Ordinal);
        Assert.Contains("'soon'", Assert.Throws<QueryException>(() => index.List("after:soon")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_and_conditions_alone_need_no_model()
    {
        using var folder = Filled([Snip("a", "chips from a fab"), Snip("b", "wafers")]);
        using var cardOnly = new TemporaryFolder();
        File.Copy(Path.Combine(Models.TinyFolder, "model.json"), cardOnly.File("model.json"));
        using var loader = new ModelLoader(cardOnly.Path);
        using var index = SnipIndex.Open(folder.Path, loader);

        Assert.Equal("a", index.Search("chips", new SearchOptions { Mode = SearchMode.Keyword }).Hits[0].Snip.Id);
        Assert.Equal(2, index.Search("speaker:ann").Hits.Count);
        Assert.Equal(2, index.ReadAll().Count());
        Assert.NotNull(index.Related("a"));
        Assert.Equal(2, index.ReadStatus().WithTranscript);
        Assert.Throws<ModelException>(() => index.Search("chips"));
    }

    [Fact]
    public void A_hit_shows_the_passage_that_matched()
    {
        var long1 = string.Join(' ', Enumerable.Range(0, 20).Select(i => $"This is pot {i}."));
        var snip = new Snip
        {
            Id = "a",
            Source = "test",
            Episode = new Episode { Title = "Clay and fire" },
            Start = TimeSpan.FromSeconds(100),
            End = TimeSpan.FromSeconds(200),
            Turns = [new Turn("Ann", long1), new Turn("Bo", "Then an Earthquake came.")],
        };
        using var folder = Filled([snip]);
        using var index = folder.Open();

        var hit = index.Search("earthquakes", new SearchOptions { Mode = SearchMode.Keyword }).Hits[0];

        Assert.Contains("Earthquake came.", hit.Text, StringComparison.Ordinal);
        Assert.Equal("Earthquake", hit.Text[hit.Highlights[0].From..hit.Highlights[0].To]);
        Assert.Contains("Bo", hit.Speakers);
        Assert.True(hit.Start > TimeSpan.FromSeconds(150));
        Assert.Equal(TimeSpan.FromSeconds(200), hit.End);
    }

    [Fact]
    public void Snips_of_one_moment_are_one_hit()
    {
        using var folder = Filled(
        [
            At("long", 0, 120, "chips and fabs and chips again"),
            At("short", 10, 60, "chips and fabs"),
            At("later", 200, 260, "chips once more"),
        ]);
        using var index = folder.Open();

        var hits = index.Search("chips", new SearchOptions { Mode = SearchMode.Keyword }).Hits;

        Assert.Equal(2, hits.Count);
        var moment = hits.Single(h => h.Snip.Id != "later");
        Assert.Equal(["long", "short"], moment.AlsoIn.Select(s => s.Id).Append(moment.Snip.Id).Order());
    }

    [Fact]
    public void Related_snips_are_never_of_the_same_moment()
    {
        using var folder = Filled(
        [
            At("source", 0, 120, "chips and fabs"),
            At("within", 10, 60, "chips and fabs"),
            At("over", 110, 300, "chips and fabs"),
            At("next", 120, 180, "chips and fabs"),
            Snip("far", "chips and fabs") with { Episode = new Episode { Title = "Another episode of it" } },
        ]);
        using var index = folder.Open();

        var related = index.Related("source")!;

        Assert.Equal("source", related.Query);
        var ids = related.Hits.SelectMany(h => h.AlsoIn.Select(s => s.Id).Append(h.Snip.Id)).Order();
        Assert.Equal(["far", "next"], ids);
        Assert.Equal("far", related.Hits[0].Snip.Id);
        Assert.Null(index.Related("nobody"));
    }

    [Fact]
    public void A_snip_is_found_by_how_its_id_begins()
    {
        using var folder = Filled([Snip("abc1", "chips"), Snip("abc2", "fabs"), Snip("xyz", "wafers")]);
        using var index = folder.Open();

        foreach (var id in new[] { "XYZ", "x", "xy", " xyz ", "https://share.snipd.com/snip/xyz", "[a link](https://share.snipd.com/snip/XYZ?utm=1)" })
        {
            Assert.Equal("xyz", index.Find(id)!.Snip.Id);
            Assert.Equal("xyz", index.Related(id)!.Query);
        }

        Assert.Equal("abc1", index.Find("abc1")!.Snip.Id);
        foreach (var id in new[] { "zzz", "", " ", "https://share.snipd.com/snip/" }) Assert.Null(index.Find(id));
        foreach (var id in new[] { "a", "abc" })
        {
            var e = Assert.Throws<QueryException>(() => index.Find(id));
            Assert.Contains("abc1 “The episode of abc1”, abc2 “The episode of abc2”", e.Message, StringComparison.Ordinal);
            Assert.Equal(id, e.Found);
        }
    }

    [Fact]
    public void Many_readers_may_ask_one_index_at_once()
    {
        using var folder = Filled(Enumerable.Range(0, 40).Select(i => Snip($"s{i}", $"chips {i} from fab {i % 5}")));
        using var index = folder.Open();
        var expected = index.Search("fab 3 chips").Hits.Select(h => (h.Snip.Id, h.Score)).ToList();

        Parallel.For(0, 32, _ => Assert.Equal(expected, index.Search("fab 3 chips").Hits.Select(h => (h.Snip.Id, h.Score))));
    }

    private static Snip Snip(string id, string speech) => new()
    {
        Id = id,
        Source = "test",
        Episode = new Episode { Title = $"The episode of {id}" },
        Turns = [new Turn("Ann", speech)],
    };

    private static Snip At(string id, int start, int end, string speech) => Snip(id, speech) with
    {
        Episode = new Episode { Title = "One long episode" },
        Start = TimeSpan.FromSeconds(start),
        End = TimeSpan.FromSeconds(end),
    };

    private static IndexFolder Filled(IEnumerable<Snip> snips)
    {
        var folder = new IndexFolder();
        using var writer = folder.Write();
        foreach (var snip in snips) writer.Put(snip);
        writer.Commit();
        writer.EmbedPending();
        return folder;
    }

    /// <summary>Sixty snips, s3, s23 and s43 with a tag.</summary>
    private static IEnumerable<Snip> SomeOfThemRare() =>
        Enumerable.Range(0, 60).Select(i => Snip($"s{i}", $"chips {i} from fab {i % 7}") with { Tags = i % 20 == 3 ? ["rare"] : [] });
}
