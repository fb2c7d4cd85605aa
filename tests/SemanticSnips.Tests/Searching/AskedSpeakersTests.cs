using SemanticSnips.Searching;

namespace SemanticSnips.Tests.Searching;

/// <summary>Whose words a question asks for, and what that does to the order of hits.</summary>
public sealed class AskedSpeakersTests
{
    private static readonly string[] Speakers = ["Ann Miller", "Bo Li", "Carla Díaz"];

    [Theory]
    [InlineData("what did Ann Miller say about tea", "Ann Miller")]
    [InlineData("what does miller think of tea?", "Ann Miller")]
    [InlineData("Carla Diaz's opinion on tea", "Carla Díaz")]
    [InlineData("what did Ann and Carla say", "Ann Miller,Carla Díaz")]
    [InlineData("where did Ann Miller grow up", "")]
    [InlineData("what did they say about tea", "")]
    [InlineData("who says that bo is a dog", "")] // two letters are in too many words
    public void A_name_beside_a_word_of_saying_asks_for_their_words(string question, string asked) =>
        Assert.Equal(asked.Split(',', StringSplitOptions.RemoveEmptyEntries), AskedSpeakers.Of(question, [], Speakers).Order());

    [Theory]
    [InlineData("Li", "Bo Li")]
    [InlineData("ann miller", "Ann Miller")]
    [InlineData("Dora", "")]
    public void A_filter_asks_for_theirs(string filter, string asked) =>
        Assert.Equal(asked.Split(',', StringSplitOptions.RemoveEmptyEntries), AskedSpeakers.Of("green tea", [filter], Speakers));

    [Fact]
    public void Who_is_asked_for_comes_first_among_passages_alike()
    {
        const string speech = "Green tea is picked in spring, before the leaves grow hard.";
        using var folder = Library.Filled(Said("a", "Bo Li", speech), Said("b", "Ann Miller", speech), Said("c", "Carla Díaz", speech));
        using var index = folder.Open();

        Assert.Equal("b", index.Search("what did Ann Miller say about green tea").Hits[0].Snip.Id);
        Assert.Equal("c", index.Search("what did Carla Diaz say about green tea").Hits[0].Snip.Id);
        Assert.Equal([1, 2, 3], index.Search("what did Ann Miller say about green tea").Hits.Select(h => h.Rank));

        static Snip Said(string id, string speaker, string text) => Library.Snip(id, "") with { Turns = [new Turn(speaker, text + " Kettle " + id + ".")] };
    }
}
