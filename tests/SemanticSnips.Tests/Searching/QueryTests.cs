using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Searching;

namespace SemanticSnips.Tests.Searching;

/// <summary>What a query does to the model.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task Disposing_waits_for_the_embedding()
    {
        using var begun = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var isEnded = false;
        var query = new Query("chips", [("chip", 1)], null, (_, _) =>
        {
            begun.Set();
            mayEnd.Wait(CancellationToken.None);
            return [Volatile.Read(ref isEnded) ? 1 : 0];
        });
        query.BeginEmbedding(CancellationToken.None);
        begun.Wait();

        var disposing = Task.Factory.StartNew(
            () =>
            {
                query.Dispose();
                return Volatile.Read(ref isEnded);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Volatile.Write(ref isEnded, true);
        mayEnd.Set();

        Assert.True(await disposing);
    }

    [Fact]
    public void An_embedding_that_fails_is_told_to_who_waits_for_it_and_to_nobody_else()
    {
        var query = new Query("chips", [("chip", 1)], null, (_, _) => throw new InvalidOperationException("no model"));
        Assert.Equal("no model", Assert.Throws<InvalidOperationException>(() => query.Embed(CancellationToken.None)).Message);
        query.Dispose();

        var unasked = new Query("chips", [("chip", 1)], null, (_, _) => throw new InvalidOperationException("no model"));
        unasked.BeginEmbedding(CancellationToken.None);
        unasked.Dispose();
    }

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Vector)]
    [InlineData(SearchMode.Keyword)]
    public void Asking_embeds_the_question_once(SearchMode mode)
    {
        using var folder = Library.Filled(
            Library.Snip("a", "The chips come from a fab in Taiwan."), Library.Snip("b", "The wafers are made of sand and of light."));
        using var index = folder.Open();
        var runs = 0;
        using var query = new Query("chips fab", [("chip", 1), ("fab", 1)], null, (words, cancellationToken) =>
        {
            Interlocked.Increment(ref runs);
            return Models.Tiny.EmbedQuery(words, cancellationToken);
        });

        var hits = index.Searcher.Search("chips fab", query, new SearchOptions { Mode = mode }, CancellationToken.None).Hits;
        var answers = index.Asker.FindAnswers(query, hits, 3, Confidence.None, reads: true, CancellationToken.None);

        Assert.NotEmpty(answers);
        Assert.Equal(1, runs);
    }

    // Where the embedding outlived the mistake, the model was freed under it: the process ended within a few rounds.
    [Theory]
    [InlineData("chips after:soon")]
    [InlineData("chips is:purple")]
    public void After_a_mistake_in_a_condition_the_model_may_be_freed_at_once(string query)
    {
        using var folder = Library.Filled(Library.Snip("a", "chips from a fab"));
        for (var round = 0; round < 60; round++)
        {
            using var model = new ModelLoader(Models.TinyFolder);
            using var index = SnipIndex.Open(folder.Path, model);
            model.Prepare();

            Assert.Throws<QueryException>(() => index.Search(query + string.Concat(Enumerable.Repeat(" and so on", 40))));
        }
    }

    [Fact]
    public void A_mistake_in_the_other_names_of_speakers_is_over_once_it_is_mended()
    {
        using var folder = Library.Filled(Library.Snip("a", "chips from a fab"));
        var file = Path.Combine(folder.Path, SpeakerAliases.FileName);
        File.WriteAllText(file, "Grace Hopper");
        using var index = folder.Open();
        var options = new SearchOptions { Mode = SearchMode.Keyword };

        var e = Assert.Throws<QueryException>(() => index.Search("chips speaker:Grace", options));
        Assert.Equal((file + ":1", "Grace Hopper"), (e.Place, e.Found));
        File.WriteAllText(file, "Grace Hopper = Ann");

        Assert.Equal("a", Assert.Single(index.Search("chips speaker:Grace", options).Hits).Snip.Id);
    }

    [Fact]
    public void No_more_buffers_wait_than_there_are_cores()
    {
        var pool = new QueryBufferPool(1, 1, 1);
        var rented = Enumerable.Range(0, QueryBufferPool.Capacity + 20).Select(_ => pool.Rent()).ToList();

        foreach (var buffers in rented) pool.Return(buffers);

        Assert.Equal(QueryBufferPool.Capacity, pool.Count);
    }
}
