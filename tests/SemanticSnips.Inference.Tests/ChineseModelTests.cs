using SemanticSnips.Testing;
using Xunit.Abstractions;

namespace SemanticSnips.Inference.Tests;

/// <summary>The Chinese model, which is not part of the repository: its tests run where its folder is beside the checkout, and say so where it is
/// not.</summary>
public sealed class ChineseModelTests(ITestOutputHelper output)
{
    private static readonly ZhLine[] Lines = Golden.Lines<ZhLine>("vectors-bge-small-zh-v1.5.jsonl");

    [Fact]
    public void Tokens_equal_the_reference_with_the_prefix_of_the_card_where_the_model_is_there()
    {
        if (Find() is not { } folder) return;
        var card = EmbeddingCard.Load(folder);
        var tokenizer = WordPieceTokenizer.Load(folder, card);

        Assert.Equal(10, Lines.Length);
        Assert.Equal("bert-cased", card.Tokenizer);
        Assert.All(Lines, line => Assert.Equal(line.Tokens, tokenizer.Encode(card.WithPrefix(line.Text, line.Kind == "query"))));
    }

    [Fact]
    public void Vectors_point_where_the_reference_does_where_the_model_is_there()
    {
        if (Find() is not { } folder) return;
        using var model = EmbeddingModel.Load(folder);
        var cosines = Lines.Select(line =>
        {
            var vector = line.Kind == "query" ? model.EmbedQuery(line.Text) : model.EmbedPassage(line.Text);
            return vector.Zip(line.Vector, (x, y) => (double)x * y).Sum();
        }).ToArray();

        Assert.True(cosines.Average() >= 0.995, $"mean cosine {cosines.Average()}, expected at least .995");
        Assert.True(cosines.Min() >= 0.98, $"least cosine {cosines.Min()}, expected at least .98");
    }

    /// <summary>Which pieces a text has hangs on those alone that stand somewhere in it: with every such line of the vocabulary, the ids are the whole
    /// one's.</summary>
    [Fact]
    public void Tokens_equal_the_reference_with_the_lines_of_the_vocabulary_that_stand_in_its_texts()
    {
        var pieces = File.ReadAllLines(Repository.File("tests", "golden", "vocab-bge-small-zh-v1.5.tsv"))
            .Select(l => l.Split('\t')).ToDictionary(l => l[1], l => int.Parse(l[0]));
        string[] lines = [.. pieces.Keys];
        var tokenizer = new WordPieceTokenizer("vocab.txt", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)), isCased: true);

        Assert.All(Lines, line =>
        {
            var prefix = line.Kind == "query" ? "为这个句子生成表示以用于检索相关文章：" : "";
            Assert.Equal(line.Tokens, tokenizer.Encode(prefix + line.Text).Select(id => pieces[lines[id]]));
        });
    }

    private string? Find()
    {
        if (Environment.GetEnvironmentVariable("SNIPS_MODEL_ZH") is { } folder && Directory.Exists(folder)) return folder;
        output.WriteLine("Skipped: it needs the folder of the model bge-small-zh-v1.5, named by the environment variable SNIPS_MODEL_ZH.");
        return null;
    }
}
