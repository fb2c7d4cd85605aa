using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

public sealed class WordPieceTokenizerTests(Models models) : IClassFixture<Models>
{
    // The vocabulary's control tokens: [PAD], [UNK], [CLS], [SEP], [MASK].
    private static readonly int[] Controls = [0, 101, 102, 103];

    private readonly WordPieceTokenizer _tokenizer = models.Bge.Tokenizer;

    [Fact]
    public void Token_ids_equal_the_reference_on_every_line()
    {
        var lines = Golden.Lines<TokenLine>("tokens.jsonl");
        Assert.Equal(122, lines.Length);
        Assert.All(lines, line => Assert.Equal(line.Ids, _tokenizer.Encode(line.Text)));
    }

    [Fact]
    public void Control_tokens_in_a_text_are_plain_text()
    {
        var lines = Golden.Lines<TokenLine>("special.jsonl");
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var ids = _tokenizer.Encode(line.Text);

            // Spaced out, the reference reads them as words too: that line of it, "[ SEP ]", is compared as it stands.
            Assert.Equal(_tokenizer.Encode(line.Text.Replace("[", "[ ").Replace("]", " ]")), ids);
            Assert.DoesNotContain(ids[1..^1], id => Controls.Contains(id));
            if (line.Text.Contains("[ ") || line.Text.Contains("[cls]")) Assert.Equal(line.Ids, ids);
        });
    }

    [Fact]
    public void No_text_can_place_a_control_token()
    {
        var parts = Gen.OneOf("[SEP]", "[CLS]", "[", "]", "SEP", "sep", " ", "\u200b", "\u0301", "[MASK]", "[PAD]", "##s", "\ud83d");
        parts.Array[0, 8].Select(string.Concat).ForAll(text =>
        {
            var ids = _tokenizer.Encode(text);
            Assert.Equal([101, 102], [ids[0], ids[^1]]);
            Assert.DoesNotContain(ids[1..^1], id => Controls.Contains(id));
        });
    }

    [Fact]
    public void Counts_are_the_ids_without_the_two_ends()
    {
        Assert.All(Golden.Lines<TokenLine>("tokens.jsonl"), line => Assert.Equal(line.Ids.Length - 2, _tokenizer.CountTokens(line.Text)));
        Gen.String.ForAll(text => Assert.Equal(_tokenizer.Encode(text).Length - 2, _tokenizer.CountTokens(text)));
    }

    /// <summary>Counts of words of up to sixteen bytes are kept: at that edge and beyond, and asked for again, they are the same.</summary>
    [Fact]
    public void Counts_of_words_of_any_length_stay_what_they_were()
    {
        const string Letters = "antidisestablishmentarianism";
        string[] words = [.. Enumerable.Range(1, Letters.Length).SelectMany(n => new[] { Letters[..n], Letters[..(n - 1)] + "é", new string('語', n) })];
        for (var round = 0; round < 2; round++)
            Assert.All(words, word => Assert.Equal(_tokenizer.Encode(word).Length - 2, _tokenizer.CountTokens(word)));
    }

    [Fact]
    public void Counts_add_up_over_white_space()
    {
        var part = Gen.OneOf(Gen.String, Gen.String.AlphaNumeric, Gen.OneOf("e\u0301", "\u0301", "don't", "한국어", "中文", "…", "x-y"));
        Gen.Select(part, Gen.OneOf(" ", "\n", "\t", "\u00a0", "\u3000"), part).ForAll((left, space, right) =>
            Assert.Equal(_tokenizer.CountTokens(left) + _tokenizer.CountTokens(right), _tokenizer.CountTokens(left + space + right)));
    }

    [Theory]
    // The Unicode Standard, table 3-1 and section 3.12: the same text composed and decomposed.
    [InlineData("\u00e9\u1ebf\u01fb", "e\u0301e\u0302\u0301a\u030a\u0301")]
    [InlineData("\u212b\u2126\u212a", "A\u03a9K")]
    [InlineData("\ud4db", "\u1111\u1171\u11b6")]
    [InlineData("\uac00\ud7a3", "\u1100\u1161\u1112\u1175\u11c2")]
    [InlineData("\u30ac\u0439", "\u30ab\u3099\u0438\u0306")]
    [InlineData("\u0ccb", "\u0cc6\u0cc2\u0cd5")]
    public void Canonically_equivalent_texts_have_the_same_tokens(string composed, string decomposed) =>
        Assert.Equal(_tokenizer.Encode(decomposed), _tokenizer.Encode(composed));

    [Fact]
    public void A_vocabulary_tells_which_letters_it_was_made_for()
    {
        var tokenizer = new WordPieceTokenizer("vocab.txt", "[UNK]\n[CLS]\n[SEP]\nab\n##c\n中\n中文\n5"u8.ToArray(), isCased: true);

        Assert.Equal(5.0 / 8, tokenizer.ShareOfPieces(char.IsAsciiLetter));
        Assert.Equal(2.0 / 8, tokenizer.ShareOfPieces(c => c is '中' or '文'));
        Assert.Equal(0, tokenizer.ShareOfPieces(c => c == 'ж'));
    }

    [Fact]
    public void Cased_words_keep_their_case_and_their_accents()
    {
        var vocabulary = "[UNK]\n[CLS]\n[SEP]\nCafé\ncafe\nA\na\n中"u8.ToArray();
        var cased = new WordPieceTokenizer("vocab.txt", vocabulary, isCased: true);
        var uncased = new WordPieceTokenizer("vocab.txt", vocabulary, isCased: false);

        Assert.Equal([1, 3, 5, 6, 7, 7, 0, 2], cased.Encode("Café A a中中 CAFÉ"));
        Assert.Equal([1, 4, 6, 6, 7, 7, 4, 2], uncased.Encode("Café A a中中 CAFÉ"));
        Assert.Equal(0, cased.Encode("A\u0301")[1]);
        Assert.Equal(3, cased.CountTokens("A a Z"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_dropped() =>
        Assert.Equal(_tokenizer.Encode("ab c"), _tokenizer.Encode("a\ud83db \udc4dc"));

    [Fact]
    public void Many_threads_get_the_same_ids()
    {
        var lines = Golden.Lines<TokenLine>("tokens.jsonl");
        Parallel.ForEach(Enumerable.Repeat(lines, 8).SelectMany(x => x), line => Assert.Equal(line.Ids, _tokenizer.Encode(line.Text)));
    }
}
