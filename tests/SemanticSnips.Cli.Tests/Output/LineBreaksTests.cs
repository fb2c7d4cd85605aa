using CsCheck;
using SemanticSnips.Cli.Output;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests.Output;

public sealed class LineBreaksTests
{
    [Fact]
    public void Lines_hold_all_words_in_order_and_are_no_wider_than_asked()
    {
        string[] pieces = ["a", "b", " ", "é", "漢", "\u0301", "🎧", "👩‍🚀", "🇫🇷", "❤\uFE0F"];
        Gen.Select(Gen.Int[0, pieces.Length - 1].Array[0, 60].Select(numbers => string.Concat(numbers.Select(n => pieces[n]))), Gen.Int[2, 30])
            .ForAll((text, width) =>
        {
            var lines = LineBreaks.Of(text, width).Select(s => text[s.From..s.To]).ToList();
            Assert.All(lines, l => Assert.True(LineBreaks.WidthOf(l) <= width));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_is_seen_as_one_character_is_never_cut()
    {
        const string Crew = "👩‍🚀👩‍🚀👩‍🚀";

        Assert.Equal(["👩‍🚀👩‍🚀", "👩‍🚀"], LineBreaks.Of(Crew, 5).Select(s => Crew[s.From..s.To]));
    }

    [Fact]
    public void Lines_end_between_words()
    {
        Assert.Equal(["one two", "three"], LineBreaks.Of("one two three", 9).Select(s => "one two three"[s.From..s.To]));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("🎧", 2)]
    [InlineData("\U0001F6F0", 1)] // a satellite, narrow unless asked for as an emoji
    [InlineData("\U0001F6F0\uFE0F", 2)]
    [InlineData("🚀", 2)]
    [InlineData("🫠", 2)]
    [InlineData("⌚", 2)]
    [InlineData("👩‍🚀", 2)]
    [InlineData("👨‍👩‍👧‍👦", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇫🇷", 2)]
    [InlineData("1\uFE0F\u20E3", 2)]
    [InlineData("각", 2)]
    [InlineData("\u1100\u1161\u11A8", 2)]
    [InlineData("ก็", 1)]
    [InlineData("a\u200Bb", 2)]
    [InlineData("ｱ", 1)]
    public void Wide_characters_and_emoji_take_two_columns_and_marks_none(string text, int width) => Assert.Equal(width, LineBreaks.WidthOf(text));
}
