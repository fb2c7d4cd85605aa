using System.Text.Json.Nodes;

namespace SemanticSnips.Inference.Tests;

public sealed class EmbeddingModelTests(Models models) : IClassFixture<Models>
{
    private static readonly TinyLine[] Lines = Golden.Lines<TinyLine>("tiny-bert", "vectors.jsonl");

    private readonly EmbeddingModel _tiny = models.Tiny;

    [Fact]
    public void Windows_equal_the_reference_with_prefix_and_truncation()
    {
        Assert.Contains(Lines, line => line.Ids.Length == _tiny.Card.MaxTokens);
        Assert.All(Lines, line => Assert.Equal(line.Ids, _tiny.Window(line.Text, line.Kind == "query").ToArray()));
    }

    [Theory]
    [InlineData("cls")]
    [InlineData("mean")]
    public void Vectors_equal_the_reference_in_every_component(string pooling)
    {
        using var folder = new ModelFolder().With("pooling", pooling);
        using var model = EmbeddingModel.Load(folder.Path);

        Assert.All(Lines, line => Near(pooling == "cls" ? line.Cls : line.Mean, Embed(model, line), 1e-5));
    }

    [Theory]
    [InlineData("cls")]
    [InlineData("mean")]
    public void Without_normalisation_vectors_keep_their_length_and_direction(string pooling)
    {
        using var folder = new ModelFolder().With("pooling", pooling).With("normalize", false);
        using var model = EmbeddingModel.Load(folder.Path);

        Assert.All(Lines, line =>
        {
            var vector = Embed(model, line);
            var length = Length(vector);
            Assert.True(Math.Abs(length - 1) > 0.01);
            Near(pooling == "cls" ? line.Cls : line.Mean, Array.ConvertAll(vector, x => (float)(x / length)), 1e-5);
        });
    }

    [Fact]
    public void Prefixes_come_from_the_card()
    {
        using var folder = new ModelFolder().With("queryPrefix", "passage: ").With("passagePrefix", JsonValue.Create(""));
        using var model = EmbeddingModel.Load(folder.Path);

        Assert.Equal(_tiny.EmbedPassage("who am i"), model.EmbedQuery("who am i"));
        Assert.Equal(_tiny.EmbedPassage("who am i"), model.EmbedPassage("passage: who am i"));
    }

    [Fact]
    public void A_smaller_window_in_the_card_cuts_earlier_and_keeps_both_ends()
    {
        using var folder = new ModelFolder().With("maxTokens", 12);
        using var model = EmbeddingModel.Load(folder.Path);
        var whole = _tiny.Tokenizer.Encode("query: one two three four five six seven eight nine ten");

        Assert.Equal([.. whole[..11], whole[^1]], model.Window("one two three four five six seven eight nine ten", isQuery: true).ToArray());
    }

    [Fact]
    public void A_text_is_truncated_from_one_token_beyond_the_window()
    {
        // [CLS] and [SEP] take two.
        var room = _tiny.Card.MaxTokens - 2 - _tiny.Tokenizer.CountTokens(_tiny.Card.QueryPrefix);
        var fits = string.Join(' ', Enumerable.Repeat("a", room));

        Assert.Equal(_tiny.Tokenizer.Encode(_tiny.Card.WithPrefix(fits, isQuery: true)), _tiny.Window(fits, isQuery: true).ToArray());
        Assert.Equal(_tiny.Window(fits, isQuery: true).ToArray(), _tiny.Window(fits + " a", isQuery: true).ToArray());
        Assert.Equal(_tiny.EmbedQuery(fits + " a"), _tiny.EmbedQuery(fits + " a b c d"));
    }

    [Fact]
    public void Empty_texts_have_vectors_of_unit_length()
    {
        Assert.Equal(1, Length(models.Bge.EmbedPassage("")), 1e-6);
        Assert.Equal(models.Bge.EmbedPassage(""), models.Bge.EmbedPassage(" \n\u200b"));
        Assert.Equal(1, Length(_tiny.EmbedQuery("")), 1e-6);
    }

    [Fact]
    public void Many_passages_keep_their_order_and_are_counted_one_by_one()
    {
        string[] texts = [.. Lines.Select(line => line.Text)];
        var counts = new Counts();

        var vectors = _tiny.EmbedPassages(texts, counts);

        Assert.Equal(texts.Select(text => _tiny.EmbedPassage(text)), vectors);
        Assert.Equal(Enumerable.Range(1, texts.Length), counts.Seen);
    }

    [Fact]
    public void No_passages_give_no_vectors() => Assert.Empty(_tiny.EmbedPassages([]));

    [Fact]
    public void Cancellation_stays_cancellation()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _tiny.EmbedQuery("a", source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _tiny.EmbedPassages(["a"], cancellationToken: source.Token));
    }

    [Fact]
    public void Cancellation_between_passages_stops_the_rest()
    {
        using var source = new CancellationTokenSource();
        var counts = new Counts { At = count => { if (count == 3) source.Cancel(); } };

        Assert.ThrowsAny<OperationCanceledException>(() => _tiny.EmbedPassages([.. Enumerable.Repeat("a b c", 1000)], counts, source.Token));
        Assert.InRange(counts.Seen.Count, 3, 3 + Environment.ProcessorCount);
    }

    [Fact]
    public void A_fault_in_one_passage_is_thrown_as_it_is()
    {
        var counts = new Counts { At = _ => throw new InvalidDataException("the listener's own") };
        Assert.Throws<InvalidDataException>(() => _tiny.EmbedPassages(["a", "b"], counts));
    }

    [Fact]
    public void A_disposed_model_says_so()
    {
        using var folder = new ModelFolder();
        var model = EmbeddingModel.Load(folder.Path);
        model.Dispose();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.EmbedQuery("a"));
    }

    private static float[] Embed(EmbeddingModel model, TinyLine line) =>
        line.Kind == "query" ? model.EmbedQuery(line.Text) : model.EmbedPassage(line.Text);

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(x => (double)x * x));

    private static void Near(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private sealed class Counts : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public Action<int> At { get; init; } = _ => { };

        public void Report(int value)
        {
            Seen.Add(value);
            At(value);
        }
    }
}
