using CsCheck;
using SemanticSnips.Contract;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests.Output;

public sealed class ExcerptTests
{
    [Fact]
    public void A_short_passage_is_whole() => Assert.Equal(new TextSpan(0, 5), Excerpt.Of("Short", [], 100));

    [Fact]
    public void It_begins_with_the_sentence_of_the_densest_matches()
    {
        var text = string.Join(' ', Enumerable.Repeat("Nothing of note is said here.", 20))
            + " Chips are made of sand. Sand is cheap. " + string.Join(' ', Enumerable.Repeat("Nor here.", 30));
        var chips = text.IndexOf("Chips", StringComparison.Ordinal);
        var sand = text.IndexOf("sand", StringComparison.Ordinal);

        var excerpt = Excerpt.Of(text, [new TextSpan(0, 7), new TextSpan(chips, chips + 5), new TextSpan(sand, sand + 4)], 100);

        Assert.StartsWith("Chips are made of sand. Sand is cheap.", text[excerpt.From..excerpt.To], StringComparison.Ordinal);
        Assert.EndsWith("here.", text[excerpt.From..excerpt.To], StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_within_the_text_no_longer_than_asked_and_never_empty()
    {
        var texts = Gen.String[Gen.Char["ab. \n"], 1, 300];
        Gen.Select(texts, Gen.Int[10, 60], Gen.Int[0, 290].Array[0, 5]).ForAll((text, length, starts) =>
        {
            var highlights = starts.Where(s => s < text.Length).Order().Select(s => new TextSpan(s, s + 1)).ToList();
            var excerpt = Excerpt.Of(text, highlights, length);
            Assert.InRange(excerpt.From, 0, text.Length);
            Assert.InRange(excerpt.To, excerpt.From + 1, text.Length);
            Assert.True(excerpt.To - excerpt.From <= Math.Max(length, text.Length <= length ? text.Length : length));
        });
    }
}
