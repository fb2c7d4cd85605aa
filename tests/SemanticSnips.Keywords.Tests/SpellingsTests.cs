namespace SemanticSnips.Keywords.Tests;

public class SpellingsTests
{
    [Theory]
    [InlineData("the F-16 flew", "f16")]
    [InlineData("our Wi-Fi is slow", "wifi")]
    [InlineData("asked GPT-4 today", "gpt4")]
    [InlineData("some 2,617 eels", "2617")]
    [InlineData("a 5 nm chip", "5nm")]
    [InlineData("a Ph.D. in bread", "phd")]
    public void What_is_written_apart_is_known_together(string text, string joined)
    {
        var spellings = new Spellings();
        spellings.Start();

        Assert.Contains(joined, Analysis.Exact(text).Select(word => spellings.Joined(text, word.Term, word.From, word.To)));
    }

    [Theory]
    [InlineData("he waited 5 of them")]
    [InlineData("plain words, as people say them")]
    public void Ordinary_words_are_written_in_one_way(string text)
    {
        var spellings = new Spellings();
        spellings.Start();

        Assert.All(Analysis.Exact(text), word => Assert.Null(spellings.Joined(text, word.Term, word.From, word.To)));
    }

    [Fact]
    public void A_language_with_signs_is_no_letter() =>
        Assert.Equal(["c++", "and", "c", "and", "c#"], Analysis.Exact("C++ and C and C#").Select(word => word.Term));

    [Fact]
    public void An_emoji_is_a_word() => Assert.Equal(["fine", "👍", "then"], Analysis.Exact("fine 👍 then").Select(word => word.Term));
}
