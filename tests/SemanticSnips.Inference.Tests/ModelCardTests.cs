using System.Text.Json.Nodes;
using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

public sealed class ModelCardTests
{
    [Fact]
    public void The_shipped_card_says_what_the_model_needs()
    {
        var card = EmbeddingCard.Load(Repository.File("models", "bge-small-en-v1.5"));

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
    [InlineData("pooling", "\"max\"", "\"max\"", "one of cls, mean")]
    [InlineData("pooling", "1", "1", "one of cls, mean")]
    [InlineData("tokenizer", "\"sentencepiece\"", "\"sentencepiece\"", "one of bert-uncased, bert-cased")]
    [InlineData("kind", "\"reader\"", "\"reader\"", "\"embedding\"")]
    [InlineData("kind", "\"ranker\"", "\"ranker\"", "one of embedding, reader")]
    [InlineData("dimensions", "0", "0", "a whole number from 1 to 65,536")]
    [InlineData("dimensions", "32.5", "32.5", "a whole number from 1 to 65,536")]
    [InlineData("dimensions", "{\"of\":1}", "an object", "a whole number from 1 to 65,536")]
    [InlineData("maxTokens", "2", "2", "a whole number from 3 to 1,048,576")]
    [InlineData("maxTokens", "2147483647", "2147483647", "a whole number from 3 to 1,048,576")]
    [InlineData("normalize", "\"yes\"", "\"yes\"", "true or false")]
    [InlineData("sha256", "\"abc\"", "\"abc\"", "64 hexadecimal digits")]
    [InlineData("file", "\"../model.onnx\"", "\"../model.onnx\"", "a file name within the folder, without a path")]
    [InlineData("vocabulary", "\"\"", "\"\"", "a file name within the folder, without a path")]
    [InlineData("id", "\"\"", "\"\"", "a string that is not empty")]
    public void A_wrong_setting_is_refused_with_its_line_what_was_found_and_what_was_expected(string setting, string json, string found, string expected)
    {
        using var folder = new ModelFolder().With(setting, JsonNode.Parse(json));

        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));

        Assert.Equal($"{folder.FileIn("model.json")}:{folder.LineOf(setting)}", e.Place);
        Assert.Equal(found, e.Found);
        Assert.Equal(expected, e.Expected);
        Assert.Equal($"{e.Place}: \"{setting}\": found {found}, expected {expected}.", e.Message);
    }

    [Fact]
    public void A_letter_that_changed_under_a_checksum_is_refused_and_without_a_checksum_it_is_a_setting()
    {
        using var folder = new ModelFolder();
        var path = folder.FileIn("model.json");
        Assert.Contains("\"checksum\"", File.ReadAllText(path), StringComparison.Ordinal);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"query: \"", "\"qudry: \"", StringComparison.Ordinal));

        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));

        Assert.Equal($"{path}:{folder.LineOf("checksum")}", e.Place);
        Assert.Contains("a setting changed after the checksum was made", e.Message, StringComparison.Ordinal);
        File.WriteAllText(path, SettingsFile.WithoutChecksum(File.ReadAllText(path)));
        Assert.Equal("qudry: ", EmbeddingCard.Load(folder.Path).QueryPrefix);
    }

    [Theory]
    [InlineData("{\n\"id\": \"\\ud800\" }")]
    [InlineData("{\n\"\\udc00x\": 1 }")]
    public void Half_a_character_is_refused_with_its_line(string json)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.FileIn("model.json"), json);

        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));

        Assert.Equal((folder.FileIn("model.json") + ":2", "whole Unicode characters"), (e.Place, e.Expected));
    }

    [Theory]
    [InlineData("rerank")]
    [InlineData("Tokenizer")]
    [InlineData("outputs")]
    public void An_unknown_setting_is_refused_by_name(string setting)
    {
        using var folder = new ModelFolder().With(setting, true);

        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));

        Assert.Equal($"{folder.FileIn("model.json")}:{folder.LineOf(setting)}", e.Place);
        Assert.Equal($"\"{setting}\"", e.Found);
        Assert.Contains("unknown setting", e.Message);
    }

    [Fact]
    public void Without_a_kind_and_a_tokenizer_a_card_is_of_an_uncased_embedding_model()
    {
        using var folder = new ModelFolder().With("kind", null).With("tokenizer", null);
        Assert.Equal("bert-uncased", EmbeddingCard.Load(folder.Path).Tokenizer);
        var e = Assert.Throws<InferenceException>(() => ReaderCard.Load(folder.Path));
        Assert.Equal("\"reader\"", e.Expected);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("file")]
    [InlineData("sha256")]
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
        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));
        Assert.StartsWith($"{folder.FileIn("model.json")}:1: \"{setting}\" is missing: found nothing, expected ", e.Message);
    }

    [Theory]
    [InlineData("{ \"id\": ", 1, "no JSON")]
    [InlineData("{\n\"id\": \"a\"\n\"file\": 1 }", 3, "no JSON")]
    [InlineData("{}\n{}", 2, "no JSON")]
    [InlineData("[]", 1, "expected an object")]
    [InlineData("{ \"id\": \"a\",\n\n \"id\": \"b\" }", 3, "\"id\": found it twice")]
    public void A_card_that_is_no_card_is_refused_with_its_line(string json, int line, string fault)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.FileIn("model.json"), json);
        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));
        Assert.Contains(fault, e.Message);
        Assert.Equal($"{folder.FileIn("model.json")}:{line}", e.Place);
    }

    [Fact]
    public void The_shipped_reader_says_how_it_is_to_be_fed()
    {
        var card = ReaderCard.Load(Repository.File("models", "reader-en"));

        Assert.Equal((320, 48, 96), (card.MaxTokens, card.MaxQuestionTokens, card.MaxSentenceTokens));
        Assert.Equal("[unused1]", card.SentenceMarker);
        Assert.Equal(("token_logits", "relevance_logit"), (card.TokenOutput, card.RelevanceOutput));
    }

    [Theory]
    [InlineData("outputs", "{\"tokens\":\"t\"}", "outputs.relevance", "nothing")]
    [InlineData("outputs", "{\"tokens\":\"t\",\"relevance\":1}", "outputs.relevance", "1")]
    [InlineData("outputs", "{\"tokens\":\"t\",\"relevance\":\"r\",\"spans\":\"s\"}", "outputs.spans", "\"outputs.spans\"")]
    [InlineData("outputs", "\"token_logits\"", "outputs", "\"token_logits\"")]
    [InlineData("maxTokens", "147", "maxTokens", "147")]
    [InlineData("maxQuestionTokens", "0", "maxQuestionTokens", "0")]
    [InlineData("sentenceMarker", "[]", "sentenceMarker", "[]")]
    [InlineData("dimensions", "384", "dimensions", "\"dimensions\"")]
    [InlineData("kind", "\"embedding\"", "kind", "\"embedding\"")]
    public void A_mistake_in_a_readers_card_is_refused_by_name(string setting, string json, string name, string found)
    {
        using var folder = new ModelFolder("models", "reader-en").With(setting, JsonNode.Parse(json)!);

        var e = Assert.Throws<InferenceException>(() => ReaderCard.Load(folder.Path));

        Assert.Contains($"\"{name}\"", e.Message);
        Assert.Equal(found, e.Found);
        Assert.StartsWith(folder.FileIn("model.json") + ":", e.Place);
    }

    [Fact]
    public void A_folder_without_a_card_is_refused()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.File("absent")));
        Assert.Contains(Path.Combine("absent", "model.json"), e.Message);
        Assert.IsType<DirectoryNotFoundException>(e.InnerException);
    }
}
