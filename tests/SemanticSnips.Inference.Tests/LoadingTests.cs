namespace SemanticSnips.Inference.Tests;

public sealed class LoadingTests
{
    [Theory]
    [InlineData("model.onnx")]
    [InlineData("vocab.txt")]
    public void A_missing_file_is_named(string name)
    {
        using var folder = new ModelFolder();
        File.Delete(folder.FileIn(name));
        Refuses(folder, folder.FileIn(name), "found no such file");
    }

    [Theory]
    [InlineData("model.onnx", "sha256")]
    [InlineData("vocab.txt", "vocabularySha256")]
    public void A_corrupted_file_is_refused_with_both_hashes(string name, string setting)
    {
        using var folder = new ModelFolder();
        var bytes = File.ReadAllBytes(folder.FileIn(name));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.FileIn(name), bytes);
        var found = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var card = EmbeddingCard.Load(folder.Path);

        Refuses(folder, folder.FileIn(name), $"found {bytes.Length} bytes with SHA-256 {found}",
            $"expected SHA-256 {(setting == "sha256" ? card.Sha256 : card.VocabularySha256)}");
    }

    [Fact]
    public void A_truncated_network_is_called_corrupted_rather_than_unreadable()
    {
        using var folder = new ModelFolder();
        File.WriteAllBytes(folder.FileIn("model.onnx"), File.ReadAllBytes(folder.FileIn("model.onnx"))[..1000]);
        Refuses(folder, "found 1000 bytes with SHA-256");
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused()
    {
        using var folder = new ModelFolder().WithNetwork("not a network"u8.ToArray());
        Refuses(folder, "ONNX Runtime cannot load", folder.FileIn("model.onnx"));
    }

    [Fact]
    public void An_unknown_input_is_refused_by_name()
    {
        using var folder = new ModelFolder().WithRenamed("token_type_ids", "token_type_idz");
        Refuses(folder, "token_type_idz", "input_ids, attention_mask and token_type_ids");
    }

    [Fact]
    public void A_network_without_token_vectors_is_refused_with_the_names_that_it_has()
    {
        using var folder = new ModelFolder().WithRenamed("last_hidden_state", "lost_hidden_state");
        Refuses(folder, "found lost_hidden_state", "expected last_hidden_state");
    }

    [Fact]
    public void A_card_with_other_dimensions_than_the_network_is_refused()
    {
        using var folder = new ModelFolder().With("dimensions", 33);
        Refuses(folder, "last_hidden_state", "32", "33");
    }

    [Theory]
    [InlineData("[UNK]", "[SEP]", "a")]
    [InlineData("[UNK]", "[CLS]", "a")]
    [InlineData("[CLS]", "[SEP]", "a")]
    [InlineData("[UNK]", "[CLS]", "[SEP]", "a", "a")]
    public void A_vocabulary_that_lacks_a_control_token_or_repeats_a_piece_is_refused(params string[] pieces)
    {
        using var folder = new ModelFolder().WithVocabulary(pieces);
        Refuses(folder, folder.FileIn("vocab.txt"));
    }

    [Fact]
    public void A_vocabulary_larger_than_the_network_is_refused_when_it_first_matters()
    {
        string[] filler = [.. Enumerable.Range(0, 500).Select(i => $"filler{i}")];
        using var folder = new ModelFolder().WithVocabulary(["[PAD]", "[UNK]", "[CLS]", "[SEP]", .. filler, "beyond"]);
        using var model = EmbeddingModel.Load(folder.Path);
        Assert.Contains("vocabulary", Assert.Throws<InferenceException>(() => model.EmbedQuery("beyond")).Message);
    }

    private static void Refuses(ModelFolder folder, params string[] parts)
    {
        var e = Assert.Throws<InferenceException>(() => EmbeddingModel.Load(folder.Path).Dispose());
        Assert.All(parts, part => Assert.Contains(part, e.Message));
    }
}
