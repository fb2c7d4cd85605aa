namespace SemanticSnips.Keywords.Tests;

/// <summary>Words that are written in several ways are found in each of them by each, as free words and in phrases.</summary>
public sealed class WrittenFormsTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var (one, other) in ((string, string)[])[
                ("F16", "F-16"), ("wifi", "Wi-Fi"), ("gpt4", "GPT-4"), ("2617", "2,617"), ("1234567", "1,234,567"), ("5nm", "5 nm"), ("5nm", "5-nm"),
                    ("email", "e-mail"),
                ("PhD", "Ph.D."), ("USA", "U.S.A."), ("covid19", "COVID-19"), ("h100", "H-100"), ("20km", "20 km"), ("naïve", "naive")])
            {
                pairs.Add(one, other);
                pairs.Add(other, one);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_form_finds_the_other_as_a_free_word(string asked, string written)
    {
        using var folder = KeywordFolder.Of($"they spoke about the {written} all day", "they spoke about something else all day");
        using var index = folder.Open();
        var scores = index.Score(asked).Bm25;

        Assert.True(scores[0] > 0, $"{asked} does not find {written}");
        Assert.True(scores[0] > scores[1]);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_form_finds_the_other_as_a_phrase(string asked, string written) =>
        Assert.Equal([true, false], Phrase(asked, $"they spoke about the {written} all day", "they spoke about something else all day"));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_form_finds_the_other_inside_a_phrase(string asked, string written) =>
        Assert.Equal([true, false], Phrase($"about the {asked} all day", $"they spoke about the {written} all day", $"about {written} the all day"));

    [Fact]
    public void A_word_is_not_found_where_two_others_look_like_its_parts() =>
        Assert.Equal([false, true, true], Phrase("is nowhere to be", "he is now here to be seen", "it is nowhere to be seen", "it is no-where to be seen"));

    [Fact]
    public void A_language_with_signs_is_another_than_the_letter()
    {
        string[] texts = ["we wrote it in C++ at first", "we wrote it in C at first", "we wrote it in C# at first", "vitamin C is in it"];

        Assert.Equal([true, false, false, false], Phrase("C++", texts));
        Assert.Equal([false, false, true, false], Phrase("C#", texts));
        Assert.Equal([true, false, false, false], Phrase("in c++ at", texts));
        using var folder = KeywordFolder.Of(texts);
        using var index = folder.Open();
        Assert.Equal(0, index.Score("C++").Bm25.AsSpan().IndexOf(index.Score("C++").Bm25.Max()));
    }

    [Theory]
    [InlineData("👍")]
    [InlineData("❤️")]
    [InlineData("⭐")]
    [InlineData("⏰")]
    [InlineData("🎧")]
    public void An_emoji_in_the_text_is_found(string emoji)
    {
        Assert.Equal([true, false], Phrase(emoji, $"well done {emoji} he wrote", "well done he wrote"));
        using var folder = KeywordFolder.Of($"well done {emoji} he wrote", "well done he wrote");
        using var index = folder.Open();
        Assert.True(index.Score(emoji).Bm25[0] > 0);
    }

    [Fact]
    public void A_number_behind_a_name_is_found_joined_where_nobody_joins_it()
    {
        using var folder = KeywordFolder.Of("they asked GPT 4 about it", "they asked nobody about it");
        using var index = folder.Open();

        Assert.Equal([true, false], index.Score("gpt4").Bm25.Select(score => score > 0));
    }

    private static bool[] Phrase(string phrase, params string[] texts)
    {
        using var folder = KeywordFolder.Of(texts);
        using var index = folder.Open();
        return index.Match([new Condition(ConditionField.Phrase, phrase)])!;
    }
}
