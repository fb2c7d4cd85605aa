using CsCheck;
using SemanticSnips.Cli.Output;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests.Output;

public sealed class LineBreaksTests
{
    [Fact]
    public void Lines_hold_all_words_in_order_and_are_no_wider_than_asked()
    {
        Gen.Select(Gen.String[Gen.Char["ab é漢\u0301 "], 0, 80], Gen.Int[2, 30]).ForAll((text, width) =>
        {
            var lines = LineBreaks.Of(text, width).Select(s => text[s.From..s.To]).ToList();
            Assert.All(lines, l => Assert.True(LineBreaks.WidthOf(l) <= width));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        });
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
    public void Wide_characters_take_two_columns_and_marks_none(string text, int width) => Assert.Equal(width, LineBreaks.WidthOf(text));
}
