using CsCheck;
using SemanticSnips.Chunking;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Chunking;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("It is cheap. Nobody knows why! Do you? Yes.", "It is cheap.|Nobody knows why!|Do you?|Yes.")]
    [InlineData("Dr. Lisa Su met Mr. Huang. They talked.", "Dr. Lisa Su met Mr. Huang.|They talked.")]
    [InlineData("J. R. R. Tolkien and Morris C. Chang. The end.", "J. R. R. Tolkien and Morris C. Chang.|The end.")]
    [InlineData("So do I. And you?", "So do I.|And you?")]
    [InlineData("It costs $2.19 per 1.5 million. Cheap, v3.5 is.", "It costs $2.19 per 1.5 million.|Cheap, v3.5 is.")]
    [InlineData("The U.S. Army is in the U.S. The rest is not.", "The U.S. Army is in the U.S.|The rest is not.")]
    [InlineData("At 5 p.m. they left. i.e. late.", "At 5 p.m. they left. i.e. late.")]
    [InlineData("Chips, fabs, etc. But not much else.", "Chips, fabs, etc.|But not much else.")]
    [InlineData("Is it? No. Nathan is right.", "Is it?|No.|Nathan is right.")]
    [InlineData("It was No. 5 of ten. Good.", "It was No. 5 of ten.|Good.")]
    [InlineData("Well… I think so... Maybe.", "Well…|I think so...|Maybe.")]
    [InlineData("well... maybe not", "well... maybe not")]
    [InlineData("He said, \"Stop.\" Then he left. (Really.) Yes.", "He said, \"Stop.\"|Then he left.|(Really.)|Yes.")]
    [InlineData("“Stop!” Then “go.” Fine.", "“Stop!”|Then “go.”|Fine.")]
    [InlineData("What?! No way!!! Really.", "What?!|No way!!!|Really.")]
    [InlineData("東京は大きい。とても！本当？はい。", "東京は大きい。|とても！|本当？|はい。")]
    [InlineData("窑今晚要用。我们明天上釉！铜带了吗？带了。", "窑今晚要用。|我们明天上釉！|铜带了吗？|带了。")]
    [InlineData("彼は「行く。」と言った。", "彼は「行く。」|と言った。")]
    [InlineData("hurts the world, right, taking over Taiwan or blockading It, hurts more And then It goes on.",
        "hurts the world, right, taking over Taiwan or blockading It, hurts more And then It goes on.")]
    [InlineData("I searched Yahoo! yesterday. Good.", "I searched Yahoo! yesterday.|Good.")]
    [InlineData("see example.com and node.js for more. Yes.", "see example.com and node.js for more.|Yes.")]
    [InlineData("first line\nsecond line\r\n\n third", "first line|second line|third")]
    [InlineData("no end", "no end")]
    [InlineData(" \n\t ", "")]
    [InlineData("...", "...")]
    public void Sentences_end_where_a_reader_would_end_them(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Split(text).Select(s => text[s.From..s.To])));

    [Fact]
    public void Positions_are_moved_by_the_offset() =>
        Assert.Equal([new TextSpan(101, 103), new TextSpan(104, 106)], Sentences.Split(" A? B.", 100));

    [Fact]
    public void Every_character_but_white_space_is_in_exactly_one_sentence_in_order()
    {
        var pieces = Gen.OneOf("Dr.", "U.S.", ".", "...", "…", "?", "!\"", "”", "。", "」", " ", "  ", "\n",
            "\r\n", "\t", "a", "I", "Word", "3.5", "etc.", "No.", "7", "é", "🚀", "\ud83d", "水", "\u00a0");
        Gen.OneOf(pieces.Array[0, 60].Select(string.Concat), Gen.String[0, 80]).ForAll(text =>
        {
            var covered = new bool[text.Length];
            var end = 0;
            foreach (var sentence in Sentences.Split(text))
            {
                Assert.True(sentence.From >= end && sentence.To > sentence.From && sentence.To <= text.Length);
                Assert.False(char.IsWhiteSpace(text[sentence.From]) || char.IsWhiteSpace(text[sentence.To - 1]));
                covered.AsSpan(sentence.From, sentence.Length).Fill(true);
                end = sentence.To;
            }

            for (var i = 0; i < text.Length; i++) Assert.True(covered[i] || char.IsWhiteSpace(text[i]));
        });
    }
}
