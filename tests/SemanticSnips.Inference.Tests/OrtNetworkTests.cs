using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

/// <summary>The networks that were optimised beforehand: another file, the same numbers.</summary>
public sealed class OrtNetworkTests
{
    [Fact]
    public void The_shipped_embedding_model_gives_the_same_bits_from_either_file()
    {
        using var onnx = Shipped("bge-small-en-v1.5", "model.onnx");
        using var ort = Shipped("bge-small-en-v1.5", "model.ort");
        using var fromOnnx = EmbeddingModel.Load(onnx.Path);
        using var fromOrt = EmbeddingModel.Load(ort.Path);

        Assert.All(Golden.Lines<VectorLine>("vectors-bge-small-en-v1.5.jsonl"), line =>
            Assert.Equal(fromOnnx.EmbedPassage(line.Text), fromOrt.EmbedPassage(line.Text)));
    }

    [Fact]
    public void The_shipped_reader_gives_the_same_bits_from_either_file()
    {
        using var onnx = Shipped("reader-en", "model.onnx");
        using var ort = Shipped("reader-en", "model.ort");
        using var fromOnnx = Reader.Load(onnx.Path);
        using var fromOrt = Reader.Load(ort.Path);

        Assert.All(Golden.Lines<ReaderLine>("reader-en.jsonl"), line =>
        {
            var (expected, found) = (fromOnnx.ReadLogits(line.Question, line.Sentences), fromOrt.ReadLogits(line.Question, line.Sentences));
            Assert.Equal(expected.Relevance, found.Relevance);
            Assert.Equal(expected.Sentences, found.Sentences);
        });
    }

    [Fact]
    public void Weights_that_lie_in_managed_memory_stay_where_they_are()
    {
        using var folder = Shipped("bge-small-en-v1.5", "model.ort");
        using var model = EmbeddingModel.Load(folder.Path);
        var before = model.EmbedQuery("how cheap is it to serve?");

        for (var i = 0; i < 3; i++)
        {
            _ = GC.AllocateUninitializedArray<byte>(64 << 20);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        Assert.Equal(before, model.EmbedQuery("how cheap is it to serve?"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("model.onnx")]
    public void A_decayed_file_is_refused_with_both_hashes_also_beside_a_whole_one(string beside)
    {
        using var folder = Shipped("bge-small-en-v1.5", "model.ort", beside);
        var bytes = File.ReadAllBytes(folder.File("model.ort"));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File("model.ort"), bytes);

        var e = Assert.Throws<InferenceException>(() => EmbeddingModel.Load(folder.Path).Dispose());

        Assert.Equal(folder.File("model.ort"), e.Place);
        Assert.Contains("found 34015336 bytes with SHA-256", e.Message, StringComparison.Ordinal);
        Assert.Contains($"expected SHA-256 {EmbeddingCard.Load(folder.Path).OrtSha256}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_loaded_is_looked_at_all_the_same()
    {
        using var folder = Shipped("bge-small-en-v1.5", "model.ort", "model.onnx");
        var card = EmbeddingCard.Load(folder.Path);
        ModelFile.VerifyIdle(folder.Path, card);
        File.AppendAllText(folder.File("model.onnx"), "x");

        var e = Assert.Throws<InferenceException>(() => ModelFile.VerifyIdle(folder.Path, card));

        Assert.Equal(folder.File("model.onnx"), e.Place);
    }

    [Fact]
    public void Without_either_file_the_network_is_missed_by_its_first_name()
    {
        using var folder = Shipped("bge-small-en-v1.5", "");

        var e = Assert.Throws<InferenceException>(() => EmbeddingModel.Load(folder.Path).Dispose());

        Assert.Equal((folder.File("model.onnx"), "no such file"), (e.Place, e.Found));
    }

    [Theory]
    [InlineData("ortFile", "ortSha256")]
    [InlineData("ortSha256", "ortFile")]
    public void A_card_with_one_of_the_two_settings_lacks_the_other(string setting, string missing)
    {
        using var folder = new ModelFolder().With(setting, setting == "ortFile" ? "model.ort" : new string('0', 64));

        var e = Assert.Throws<InferenceException>(() => EmbeddingCard.Load(folder.Path));

        Assert.Contains($"\"{missing}\" is missing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_names_a_file_which_is_not_there_loads_the_other()
    {
        using var folder = new ModelFolder().With("ortFile", "model.ort").With("ortSha256", new string('0', 64));
        using var model = EmbeddingModel.Load(folder.Path);
        Assert.NotEmpty(model.EmbedQuery("snip"));
    }

    /// <summary>A shipped model with some of its networks' files.</summary>
    private static TemporaryFolder Shipped(string model, params string[] networks)
    {
        var folder = new TemporaryFolder();
        foreach (var name in networks.Where(n => n.Length > 0).Concat(["model.json", "vocab.txt"]))
            File.Copy(Repository.File("models", model, name), folder.File(name));
        return folder;
    }
}
