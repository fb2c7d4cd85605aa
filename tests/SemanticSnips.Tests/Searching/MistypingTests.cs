namespace SemanticSnips.Tests.Searching;

/// <summary>What is done with words of a query that nobody says, on the real seed with the real model's vocabulary.</summary>
public sealed class MistypingTests(SeedTests.SeedIndex seed) : IClassFixture<SeedTests.SeedIndex>
{
    [Theory]
    [InlineData("semicondutor factories", "semiconductor factories", "Nobody says 'semicondutor'; searched for 'semiconductor'.")]
    [InlineData("Taiwna", "taiwan", "Nobody says 'Taiwna'; searched for 'taiwan'.")]
    [InlineData("speaker:\"Dylan Patel\" exprot controls", "speaker:\"Dylan Patel\" export controls", "Nobody says 'exprot'; searched for 'export'.")]
    public void A_mistyped_word_finds_what_the_right_one_finds_and_says_so(string typed, string right, string note)
    {
        var found = seed.Index.Search(typed);

        Assert.Contains(note, found.Notes);
        Assert.Equal(seed.Index.Search(right).Hits.Select(h => (h.Snip.Id, h.Score)), found.Hits.Select(h => (h.Snip.Id, h.Score)));
    }

    [Theory]
    [InlineData("horse racing")] // "house" is said, but a horse is a horse
    [InlineData("photosynthesis of plants")]
    [InlineData("xqzzvt wlpk")]
    [InlineData("Taiwan's semiconductors")]
    public void What_is_a_word_or_near_to_none_stays(string query) => Assert.Empty(seed.Index.Search(query).Notes);

    [Fact]
    public void Who_speaks_is_found_by_name()
    {
        using var folder = Library.Filled(
            Library.Snip("a", "The kettle sings in the kitchen."),
            Library.Snip("b", "The harbour freezes in March.") with { Turns = [new Turn("Bo Lindqvist", "The harbour freezes in March.")] });
        using var index = folder.Open();

        Assert.Equal("b", Assert.Single(index.Search("lindqvist", new SearchOptions { Mode = SearchMode.Keyword }).Hits).Snip.Id);
    }
}
