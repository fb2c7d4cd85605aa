namespace SemanticSnips.Postgres.Tests;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("glacier", "glacier", 0)]
    [InlineData("glaicer", "glacier", 1)]
    [InlineData("glacer", "glacier", 1)]
    [InlineData("glaaciers", "glacier", 2)]
    [InlineData("", "ice", 3)]
    [InlineData("ca", "abc", 3)] // no letter is changed twice
    public void Letters_that_were_swapped_are_one_mistake(string typed, string word, int edits) => Assert.Equal(edits, Spelling.EditsOrSwaps(typed, word));

    [Fact]
    public void The_fewest_mistakes_go_before_the_most_passages_and_these_before_the_order_of_letters()
    {
        (string, int)[] words = [("market", 3), ("markets", 90), ("marked", 3), ("margin", 200)];

        Assert.Equal("market", Vocabulary.Nearest("markett", 2, words[..1]));
        Assert.Equal("markets", Vocabulary.Nearest("markett", 2, words));
        Assert.Equal("marked", Vocabulary.Nearest("markex", 1, words));
        Assert.Null(Vocabulary.Nearest("mxrkxx", 2, words));
    }
}
