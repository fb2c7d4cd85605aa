namespace SemanticSnips.Tests.Searching;

/// <summary>What is refused at the door.</summary>
public sealed class OptionChecksTests : IDisposable
{
    private readonly IndexFolder _folder = Library.Filled(Library.Snip("a", "chips from a fab"));
    private readonly SnipIndex _index;

    public OptionChecksTests() => _index = _folder.Open();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(int.MaxValue)]
    public void Hits_are_1_to_1000(int top)
    {
        Refused(() => _index.Search("chips", new SearchOptions { Top = top }), "Top", top, "1 to 1000");
        Refused(() => _index.Ask("chips", new AskOptions { Search = new SearchOptions { Top = top } }), "Top", top, "1 to 1000");
        Refused(() => _index.Related("a", new RelatedOptions { Top = top }), "Top", top, "1 to 1000");
        Refused(() => _index.Facets(top: top), "top", top, "1 to 1000");
        Refused(() => _index.List(take: top), "take", top, "1 to 1000");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(21)]
    public void Answers_are_1_to_20(int answers) => Refused(() => _index.Ask("chips", new AskOptions { Answers = answers }), "Answers", answers, "1 to 20");

    [Fact]
    public void Only_defined_modes_and_fusions_rank()
    {
        Refused(() => _index.Search("chips", new SearchOptions { Mode = (SearchMode)3 }), "Mode", (SearchMode)3, "Hybrid, Vector, Keyword");
        Refused(() => _index.Search("is:favourite", new SearchOptions { Fusion = (FusionKind)(-1) }),
            "Fusion", (FusionKind)(-1), "Absolute, Convex, Rrf, Dbsf");
    }

    [Fact]
    public void Pages_begin_at_0_and_relevance_is_a_probability()
    {
        Refused(() => _index.List(skip: -1), "skip", -1, "0 to");
        foreach (var relevance in new[] { -0.1, 1.1, double.NaN })
            Refused(() => _index.Related("a", new RelatedOptions { MinRelevance = relevance }), "MinRelevance", relevance, "0 to 1");
    }

    [Fact]
    public void Null_is_no_query_no_id_and_no_options()
    {
        Assert.Throws<ArgumentNullException>("query", () => _index.Search(null!));
        Assert.Throws<ArgumentNullException>("question", () => _index.Ask(null!));
        Assert.Throws<ArgumentNullException>("id", () => _index.Related(null!));
        Assert.Throws<ArgumentNullException>("id", () => _index.Find(null!));
        Assert.Throws<ArgumentNullException>(() => _index.Ask("chips", new AskOptions { Search = null! }));
    }

    [Fact]
    public void The_bounds_themselves_are_allowed()
    {
        foreach (var top in new[] { 1, 1000 })
        {
            var options = new SearchOptions { Top = top, Mode = SearchMode.Keyword };
            Assert.Single(_index.Search("chips", options).Hits);
            Assert.NotNull(_index.Related("a", new RelatedOptions { Top = top, MinRelevance = 1 }));
            Assert.Single(_index.List(take: top).Snips);
        }

        _index.Ask("chips", new AskOptions { Answers = 20 });
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    private static void Refused<T>(Func<object?> ask, string name, T value, string expected)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(name, ask);
        Assert.Equal(value, Assert.IsType<T>(e.ActualValue));
        Assert.Contains($"expected {expected}", e.Message.Replace("one of ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
