using System.Text.Json.Nodes;
using SemanticSnips.Testing;

namespace SemanticSnips.Embedding.Tests;

public sealed class ModelCardTests
{
    [Fact]
    public void The_shipped_card_says_what_the_model_needs()
    {
        var card = ModelCard.Load(Repository.File("models", "bge-small-en-v1.5"));

        Assert.Equal("bge-small-en-v1.5", card.Id);
        Assert.Equal(384, card.Dimensions);
        Assert.Equal(512, card.MaxTokens);
        Assert.Equal(Pooling.Cls, card.Pooling);
        Assert.True(card.Normalize);
        Assert.Equal("Represent this sentence for searching relevant passages: ", card.QueryPrefix);
        Assert.Empty(card.PassagePrefix);
        Assert.Equal("MIT", card.License);
    }

    [Theory]
    [InlineData("pooling", "\"max\"", "\"pooling\": \"max\"", "cls, mean")]
    [InlineData("pooling", "1", "\"pooling\": 1", "a string")]
    [InlineData("tokenizer", "\"sentencepiece\"", "\"tokenizer\": \"sentencepiece\"", "bert-uncased")]
    [InlineData("rerank", "true", "\"rerank\"", "unknown setting")]
    [InlineData("dimensions", "0", "\"dimensions\": 0", "at least 1")]
    [InlineData("dimensions", "32.5", "\"dimensions\": 32.5", "whole number")]
    [InlineData("maxTokens", "2", "\"maxTokens\": 2", "at least 3")]
    [InlineData("normalize", "\"yes\"", "\"normalize\": \"yes\"", "true or false")]
    [InlineData("sha256", "\"abc\"", "\"sha256\": \"abc\"", "64 hexadecimal digits")]
    [InlineData("file", "\"../model.onnx\"", "\"file\": \"../model.onnx\"", "without a path")]
    [InlineData("vocabulary", "\"\"", "\"vocabulary\"", "empty")]
    public void A_setting_that_is_wrong_or_unknown_is_refused_by_name(string setting, string json, string found, string expected)
    {
        using var folder = new ModelFolder().With(setting, JsonNode.Parse(json));

        var e = Assert.Throws<ModelException>(() => ModelCard.Load(folder.Path));

        Assert.Contains(folder.FileIn("model.json"), e.Message);
        Assert.Contains(found, e.Message);
        Assert.Contains(expected, e.Message);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("file")]
    [InlineData("sha256")]
    [InlineData("tokenizer")]
    [InlineData("vocabulary")]
    [InlineData("vocabularySha256")]
    [InlineData("dimensions")]
    [InlineData("pooling")]
    [InlineData("normalize")]
    [InlineData("maxTokens")]
    [InlineData("queryPrefix")]
    [InlineData("passagePrefix")]
    [InlineData("license")]
    [InlineData("origin")]
    public void A_missing_setting_is_named(string setting)
    {
        using var folder = new ModelFolder().With(setting, null);
        Assert.Contains($"lacks \"{setting}\"", Assert.Throws<ModelException>(() => ModelCard.Load(folder.Path)).Message);
    }

    [Theory]
    [InlineData("{ \"id\": ", "no JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("{ \"id\": \"a\", \"id\": \"b\" }", "\"id\" twice")]
    public void A_card_that_is_no_card_is_refused(string json, string fault)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.FileIn("model.json"), json);
        Assert.Contains(fault, Assert.Throws<ModelException>(() => ModelCard.Load(folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_a_card_is_refused()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<ModelException>(() => ModelCard.Load(folder.File("absent")));
        Assert.Contains(Path.Combine("absent", "model.json"), e.Message);
        Assert.IsType<DirectoryNotFoundException>(e.InnerException);
    }
}
