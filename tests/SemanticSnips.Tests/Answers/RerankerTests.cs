namespace SemanticSnips.Tests.Answers;

/// <summary>Hits that the shipped reader orders anew.</summary>
public sealed class RerankerTests : IDisposable
{
    private const string Question = "how long should the dough rest?";

    private readonly IndexFolder _folder = new();

    public RerankerTests()
    {
        string[] speech =
        [
            "Dough, dough, dough. How long have we talked about dough? It should be about time that the dough has a rest from us.",
            "Leave it in the fridge overnight. Twelve hours are enough, and the crust will thank you.",
            "Tomatoes want sun and water. Plant them in May, when the nights are warm.",
        ];
        using var writer = SnipIndexWriter.Open(_folder.Path, Models.Shipped);
        foreach (var (text, i) in speech.Select((t, i) => (t, i)))
        {
            writer.Put(new Snip
            {
                Id = $"s{i}",
                Source = "test",
                Episode = new Episode { Title = $"Episode {i}", Url = $"https://example.org/{i}" },
                Turns = [new Turn("Ann", text)],
            });
        }

        writer.Commit();
        writer.EmbedPending();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    [InlineData(1000)]
    public void Hits_stand_by_their_score_and_what_was_read_together(double weight)
    {
        var found = Search(new SearchOptions(), weight).Hits;
        var read = Search(new SearchOptions { Rerank = true }, weight).Hits;

        Assert.All(found, h => Assert.Null(h.Reading));
        Assert.Equal(found.ToDictionary(h => h.Snip.Id, h => h.Score), read.ToDictionary(h => h.Snip.Id, h => h.Score));
        Assert.Equal(read.OrderByDescending(h => h.Score + weight * h.Reading).Select(h => h.Snip.Id), read.Select(h => h.Snip.Id));
        Assert.Equal([1, 2, 3], read.Select(h => h.Rank));
        if (weight == 0) Assert.Equal(found.Select(h => h.Snip.Id), read.Select(h => h.Snip.Id));
    }

    [Fact]
    public void What_answers_may_come_from_below_the_hits_that_were_asked_for()
    {
        Assert.Equal("s0", Assert.Single(Search(new SearchOptions { Top = 1 }, 0.02).Hits).Snip.Id);
        Assert.Equal("s1", Assert.Single(Search(new SearchOptions { Top = 1, Rerank = true }, 1000).Hits).Snip.Id);
    }

    [Fact]
    public void Where_nothing_can_be_read_the_order_stays_and_a_note_says_so()
    {
        var found = Search(new SearchOptions { Mode = SearchMode.Keyword }, 0.02);
        var asked = Search(new SearchOptions { Mode = SearchMode.Keyword, Rerank = true }, 0.02);

        Assert.Equal(found.Hits.Select(h => h.Snip.Id), asked.Hits.Select(h => h.Snip.Id));
        Assert.Contains("stand as they were found", Assert.Single(asked.Notes), StringComparison.Ordinal);
        Assert.Empty(Search(new SearchOptions { Rerank = true }, 0.02).Notes);
    }

    public void Dispose() => _folder.Dispose();

    private SearchResult Search(SearchOptions options, double weight)
    {
        using var index = SnipIndex.Open(_folder.Path, Models.Shipped, RankingProfile.Load(Models.Shipped.Folder) with { RerankWeight = weight });
        return index.Search(Question, options);
    }
}
