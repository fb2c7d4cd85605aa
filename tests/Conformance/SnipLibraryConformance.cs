namespace SemanticSnips.Conformance;

/// <summary>What every <see cref="ISnipLibrary"/> must do, whatever is behind it.</summary>
public abstract class SnipLibraryConformance
{
    /// <summary>How long a new commit may take to be seen before the test gives up; the promise is two seconds on a machine that is not busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A library without snips that can be opened.</summary>
    protected abstract ILibraryUnderTest Create();

    /// <summary>A library that cannot be opened, since there is none.</summary>
    protected abstract ISnipLibrary CreateMissing();

    [Fact]
    public async Task What_was_imported_is_found_with_its_place_and_time()
    {
        using var filled = Filled();

        var hit = (await filled.Library.SearchAsync("beehive winter")).Hits[0];

        Assert.Equal(Exports.IdOf(1), hit.Snip.Id);
        Assert.Equal((1, "Hives", "Bees in winter"), (hit.Rank, hit.Snip.Episode.Show, hit.Snip.Episode.Title));
        Assert.Contains("beehive", hit.Text, StringComparison.Ordinal);
        Assert.Contains(hit.Highlights, h => hit.Text[h.From..h.To] == "beehive");
        Assert.InRange(hit.Start!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(45));
        Assert.InRange(hit.Relevance, 0, 1);
    }

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Vector)]
    [InlineData(SearchMode.Keyword)]
    public async Task Hits_are_ranked_from_one_without_a_snip_twice_and_the_same_each_time(SearchMode mode)
    {
        using var filled = Filled();
        var options = new SearchOptions { Mode = mode };

        var first = await filled.Library.SearchAsync("winter glacier", options);
        var second = await filled.Library.SearchAsync("winter glacier", options);

        Assert.NotEmpty(first.Hits);
        Assert.Equal(Enumerable.Range(1, first.Hits.Count), first.Hits.Select(h => h.Rank));
        Assert.Equal(first.Hits.Count, first.Hits.Select(h => h.Snip.Id).Distinct().Count());
        Assert.Equal(first.Hits.Select(h => h.Score).OrderDescending(), first.Hits.Select(h => h.Score));
        Assert.Equal(first.Hits.Select(h => (h.Snip.Id, h.Score, h.Relevance)), second.Hits.Select(h => (h.Snip.Id, h.Score, h.Relevance)));
    }

    [Fact]
    public async Task Conditions_decide_which_snips_may_be_found_at_all()
    {
        using var filled = Filled();

        var hits = (await filled.Library.SearchAsync("winter show:Glaciers")).Hits;

        Assert.NotEmpty(hits);
        Assert.All(hits, h => Assert.Equal("Glaciers", h.Snip.Episode.Show));
        Assert.Equal(2, (await filled.Library.ListAsync("show:Glaciers")).Total);
        Assert.Empty((await filled.Library.ListAsync("show:Nowhere")).Snips);
    }

    [Fact]
    public async Task A_mistake_in_a_condition_is_a_refused_query_however_often_it_is_made()
    {
        using var filled = Filled();

        for (var i = 0; i < 40; i++)
        {
            var refused = await Assert.ThrowsAsync<QueryException>(() => filled.Library.SearchAsync("chips after:soon"));
            Assert.Equal("query", refused.Code);
            Assert.Contains("soon", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<QueryException>(() => filled.Library.AskAsync("is:purple"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_number_out_of_its_range_is_refused_by_name(int number)
    {
        using var filled = Filled();
        var library = filled.Library;

        Assert.Contains("Top", await RefusalOf(() => library.SearchAsync("winter", new SearchOptions { Top = number })), StringComparison.Ordinal);
        Assert.Contains("Top", await RefusalOf(() => library.AskAsync("winter", new AskOptions { Search = new SearchOptions { Top = number } })),
            StringComparison.Ordinal);
        Assert.Contains("Answers", await RefusalOf(() => library.AskAsync("winter", new AskOptions { Answers = number })), StringComparison.Ordinal);
        Assert.Contains("Top", await RefusalOf(() => library.RelatedAsync(Exports.IdOf(1), new RelatedOptions { Top = number })), StringComparison.Ordinal);
        Assert.Contains("take", await RefusalOf(() => library.ListAsync(take: number)), StringComparison.Ordinal);
        Assert.Contains("top", await RefusalOf(() => library.FacetsAsync(top: number)), StringComparison.Ordinal);
        if (number < 0) Assert.Contains("skip", await RefusalOf(() => library.ListAsync(skip: number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_value_of_an_option_is_refused()
    {
        using var filled = Filled();
        var library = filled.Library;

        Assert.Contains("Mode", await RefusalOf(() => library.SearchAsync("winter", new SearchOptions { Mode = (SearchMode)99 })), StringComparison.Ordinal);
        Assert.Contains("Fusion", await RefusalOf(() => library.SearchAsync("winter", new SearchOptions { Fusion = (FusionKind)99 })),
            StringComparison.Ordinal);
        Assert.Contains("MinRelevance",
            await RefusalOf(() => library.RelatedAsync(Exports.IdOf(1), new RelatedOptions { MinRelevance = double.NaN })), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => library.SearchAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => library.AskAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => library.RelatedAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => library.FindAsync(null!));
    }

    [Fact]
    public async Task A_snip_is_found_by_its_id_by_how_that_begins_and_by_its_link()
    {
        using var filled = Filled();
        var id = Exports.IdOf(0x11);

        foreach (var name in new[] { id, id.ToUpperInvariant(), id[..8], $"https://share.snipd.com/snip/{id}" })
        {
            var found = (await filled.Library.FindAsync(name))!;
            Assert.Equal(id, found.Snip.Id);
            Assert.StartsWith(found.Snip.Turns[0].Text, found.Text.Text, StringComparison.Ordinal);
        }

        Assert.Null(await filled.Library.FindAsync("ffffffff"));
        Assert.Null(await filled.Library.RelatedAsync("ffffffff"));
    }

    [Fact]
    public async Task An_id_that_several_begin_with_is_refused_with_their_titles()
    {
        using var filled = Filled();

        var refused = await Assert.ThrowsAsync<QueryException>(() => filled.Library.FindAsync("0"));

        Assert.Contains(Exports.IdOf(1), refused.Message, StringComparison.Ordinal);
        Assert.Contains("About part 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_listing_come_to_all_of_it_in_its_order()
    {
        using var filled = Filled();
        var whole = await filled.Library.ListAsync();

        var pages = new List<string>();
        for (var skip = 0; skip < whole.Total + 2; skip += 2)
        {
            var page = await filled.Library.ListAsync(skip: skip, take: 2);
            Assert.Equal((skip, whole.Total), (page.Skip, page.Total));
            pages.AddRange(page.Snips.Select(s => s.Id));
        }

        Assert.Equal(5, whole.Total);
        Assert.Equal(whole.Snips.Select(s => s.Id), pages);
    }

    [Fact]
    public async Task Facets_count_what_the_listing_holds()
    {
        using var filled = Filled();

        var facets = await filled.Library.FacetsAsync();

        Assert.Equal([("Hives", 3), ("Glaciers", 2)], facets.Shows.Select(f => (f.Name, f.Snips)));
        Assert.Equal([("Ann", 5), ("Ben Okri", 5)], facets.Speakers.Select(f => (f.Name, f.Snips)));
        Assert.Equal(["Hives"], (await filled.Library.FacetsAsync(top: 1)).Shows.Select(f => f.Name));
        Assert.Equal([("Glaciers", 2)], (await filled.Library.FacetsAsync("show:Glaciers")).Shows.Select(f => (f.Name, f.Snips)));
    }

    [Fact]
    public async Task Related_snips_are_others()
    {
        using var filled = Filled();

        var related = (await filled.Library.RelatedAsync(Exports.IdOf(1), new RelatedOptions { MinRelevance = 0 }))!;

        Assert.Equal(Exports.IdOf(1), related.Query);
        Assert.DoesNotContain(related.Hits, h => h.Snip.Id == Exports.IdOf(1));
    }

    [Fact]
    public async Task Speech_that_was_published_twice_is_a_group_of_duplicates()
    {
        var speech = string.Join(' ', Enumerable.Range(0, 80).Select(i => $"word{i * 7919 % 1000}"));
        using var filled = Create();
        filled.Import(Exports.Episode("Hives", "Once", 1, speech), Exports.Episode("Best of", "Again", 101, speech));

        var group = Assert.Single(await filled.Library.DuplicatesAsync());

        Assert.Equal([Exports.IdOf(1), Exports.IdOf(101)], group.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Equal([Exports.IdOf(101)], (await filled.Library.FindAsync(Exports.IdOf(1)))!.AlsoIn.Select(s => s.Id));
    }

    [Fact]
    public async Task The_status_counts_and_the_checks_are_fine()
    {
        using var filled = Filled();

        var status = await filled.Library.StatusAsync();

        Assert.Equal((5, 5, 0), (status.Snips, status.WithTranscript, status.Pending));
        Assert.InRange(status.Passages, 5, 50);
        Assert.Null(status.Problem);
        Assert.All(await filled.Library.CheckAsync(), c => Assert.True(c.Ok, $"{c.Name}: {c.Message}"));
    }

    [Fact]
    public async Task A_new_commit_is_seen_without_opening_anew()
    {
        using var filled = Filled();
        var before = await filled.Library.StatusAsync();

        filled.Import(Exports.Episode("Volcanoes", "Lava", 0x201, "The lava tube cooled from the outside."));
        var seen = await Until(filled.Library, s => s.Snips == 6);

        Assert.True(seen.Generation > before.Generation);
        Assert.Equal(Exports.IdOf(0x201), (await filled.Library.SearchAsync("lava tube")).Hits[0].Snip.Id);
    }

    [Fact]
    public async Task An_empty_library_finds_nothing_and_is_sound()
    {
        using var empty = Create();

        Assert.Empty((await empty.Library.SearchAsync("winter")).Hits);
        Assert.Empty((await empty.Library.AskAsync("where is winter?")).Answers);
        Assert.Equal(0, (await empty.Library.ListAsync()).Total);
        Assert.Empty((await empty.Library.FacetsAsync()).Shows);
        Assert.Empty(await empty.Library.DuplicatesAsync());
        Assert.Equal(0, (await empty.Library.StatusAsync()).Snips);
    }

    [Fact]
    public async Task Without_a_library_every_question_says_so_and_none_makes_one()
    {
        using var missing = CreateMissing();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(IndexFault.Missing, (await Assert.ThrowsAsync<IndexException>(() => missing.SearchAsync("winter"))).Fault);
            Assert.Equal("missing", (await Assert.ThrowsAsync<IndexException>(() => missing.StatusAsync())).Code);
        }
    }

    [Fact]
    public async Task Who_cancels_is_told_so()
    {
        using var filled = Filled();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filled.Library.SearchAsync("winter", cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filled.Library.AskAsync("winter", cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filled.Library.ListAsync(cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filled.Library.DuplicatesAsync(cancelled.Token));
    }

    [Fact]
    public async Task Disposing_lets_running_calls_end_and_refuses_later_ones()
    {
        for (var round = 0; round < 10; round++)
        {
            using var filled = Filled();
            var library = filled.Library;
            await library.StatusAsync();
            Task[] running =
            [
                .. Enumerable.Range(0, 12).Select(i => (i % 4) switch
                {
                    0 => (Task)Task.Run(() => library.SearchAsync("winter glacier")),
                    1 => Task.Run(() => library.AskAsync("where does the beehive stand?")),
                    2 => Task.Run(() => library.RelatedAsync(Exports.IdOf(1))),
                    _ => Task.Run(() => library.ListAsync()),
                }),
            ];

            library.Dispose();
            library.Dispose();

            foreach (var call in running)
            {
                var outcome = await Record.ExceptionAsync(() => call);
                Assert.True(outcome is null or ObjectDisposedException, outcome?.ToString());
            }

            await Assert.ThrowsAsync<ObjectDisposedException>(() => library.SearchAsync("winter"));
        }
    }

    [Fact]
    public async Task Many_callers_are_answered_as_one_would_be()
    {
        using var filled = Filled();
        var alone = Describe(await filled.Library.SearchAsync("winter glacier"));

        var together = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => filled.Library.SearchAsync("winter glacier"))));

        Assert.All(together, result => Assert.Equal(alone, Describe(result)));
    }

    private ILibraryUnderTest Filled()
    {
        var library = Create();
        library.Import(
            Exports.Episode("Hives", "Bees in winter", 1,
                "The beehive stays warm in winter because the bees shiver.", "A queen lays eggs in spring.", "Honey is what they eat until then."),
            Exports.Episode("Glaciers", "Old ice", 0x11, "A glacier moves in winter too, only slower.", "The oldest ice lies at the bottom."));
        return library;
    }

    private static async Task<string> RefusalOf(Func<Task> call) => (await Assert.ThrowsAnyAsync<ArgumentException>(call)).Message;

    private static List<(string, double, double)> Describe(SearchResult result) => [.. result.Hits.Select(h => (h.Snip.Id, h.Score, h.Relevance))];

    private static async Task<LibraryStatus> Until(ISnipLibrary library, Func<LibraryStatus, bool> condition)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(100))
        {
            var status = await library.StatusAsync();
            if (condition(status)) return status;
            await Task.Delay(100);
        }

        throw new TimeoutException($"The library did not see the commit within {Patience.TotalSeconds} seconds.");
    }
}
