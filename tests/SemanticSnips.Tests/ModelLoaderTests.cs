using SemanticSnips.Inference;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

public sealed class ModelLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_network_that_could_not_be_read_is_tried_again_at_the_next_use()
    {
        var folder = Copy("model.json", "vocab.txt");
        using var models = new ModelLoader(folder);

        var e = Assert.Throws<ModelException>(() => models.EmbedQuery("chips"));
        Assert.Equal(("model", Path.Combine(folder, "model.onnx"), "no such file"), (e.Code, e.Place, e.Found));

        File.Copy(Path.Combine(Models.TinyFolder, "model.onnx"), Path.Combine(folder, "model.onnx"));
        Assert.Equal(Models.Tiny.EmbedQuery("chips"), models.EmbedQuery("chips"));
    }

    [Fact]
    public void A_card_that_could_not_be_read_is_tried_again_at_the_next_use()
    {
        var folder = Copy();
        using var models = new ModelLoader(folder);
        models.Prepare();

        Assert.Throws<ModelException>(() => models.Card);
        Assert.Throws<ModelException>(() => models.CountTokens("chips"));

        Copy("model.json", "vocab.txt");
        Assert.Equal(Models.Tiny.Card, models.Card);
        Assert.Equal(Models.Tiny.CountTokens("chips"), models.CountTokens("chips"));
    }

    [Fact]
    public void Tokens_are_counted_without_a_network()
    {
        using var models = new ModelLoader(Copy("model.json", "vocab.txt"));

        // [CLS] and [SEP] take two; a word of one letter is one token.
        var room = models.Card.MaxTokens - 2 - models.CountTokens(models.Card.QueryPrefix);
        Assert.False(models.Truncates(string.Join(' ', Enumerable.Repeat("a", room)), isQuery: true));
        Assert.True(models.Truncates(string.Join(' ', Enumerable.Repeat("a", room + 1)), isQuery: true));
    }

    [Fact]
    public void A_mistake_in_the_card_says_where_what_was_found_and_what_was_expected()
    {
        var card = Path.Combine(Copy("model.json"), "model.json");
        File.WriteAllText(card, "{\n\"id\": \"tiny\",\n\"file\": 7\n}");
        using var models = new ModelLoader(Path.GetDirectoryName(card)!);

        var e = Assert.Throws<ModelException>(() => models.Card);

        Assert.Equal((card + ":3", "7", "a file name within the folder, without a path"), (e.Place, e.Found, e.Expected));
    }

    [Fact]
    public void Without_a_folder_beside_the_model_there_is_no_reader()
    {
        using var models = new ModelLoader(Copy("model.json", "model.onnx", "vocab.txt"));

        Assert.False(models.HasReader);
        Assert.Null(models.Read("why?", [[new SpokenSentence("Ann", "Because.")]]));
        models.Check();
    }

    [Fact]
    public void A_reader_that_is_named_must_be_there()
    {
        using var models = new ModelLoader(Models.TinyFolder, _folder.File("no-reader"));
        Assert.Contains("no-reader", Assert.Throws<ModelException>(() => models.Read("why?", [[]])).Place);
    }

    [Fact]
    public void The_shipped_reader_stands_beside_the_shipped_model_and_finds_the_answering_sentence()
    {
        SpokenSentence[] passage =
            [new("Ann", "We went for a walk."), new("Bob", "The server crashed because the disk was full."), new("Ann", "Lunch was good.")];

        Assert.Equal(Repository.File("models", "reader-en"), Models.Shipped.ReaderFolder);
        var read = Models.Shipped.Read("why did the server crash?", [passage, passage[..1]])!;

        Assert.Equal(1, Array.IndexOf(read[0].Sentences, read[0].Sentences.Max()));
        Assert.True(read[0].Relevance > read[1].Relevance);
    }

    [Fact]
    public void After_disposal_every_use_is_refused()
    {
        var models = new ModelLoader(Models.TinyFolder);
        models.EmbedQuery("chips");
        models.Dispose();
        models.Dispose();

        Assert.Throws<ObjectDisposedException>(() => models.EmbedQuery("chips"));
        Assert.Throws<ObjectDisposedException>(() => models.CountTokens("chips"));
        Assert.Throws<ObjectDisposedException>(() => models.Card);
        Assert.Throws<ObjectDisposedException>(() => models.Prepare());
    }

    [Fact]
    public void Disposing_while_many_threads_embed_ends_in_vectors_or_refusals()
    {
        for (var round = 0; round < 10; round++)
        {
            var models = new ModelLoader(Models.TinyFolder);
            using var started = new CountdownEvent(4);
            var refused = 0;
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                started.Signal();
                try
                {
                    while (true) models.EmbedPassages(["chips", "from a fab"]);
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            started.Wait();
            models.Dispose();
            threads.ForEach(t => t.Join());
            Assert.Equal(4, refused);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Copy(params string[] files)
    {
        var folder = Directory.CreateDirectory(_folder.File("tiny")).FullName;
        foreach (var file in files) File.Copy(Path.Combine(Models.TinyFolder, file), Path.Combine(folder, file), overwrite: true);
        return folder;
    }
}
