using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

/// <summary>The shipped reader against values made by another program on another processor.</summary>
/// <remarks>
/// int8 rounds at every layer, so a last-digit difference between processors grows: on one with AVX2 alone the logits are .057 off on average, 174 of 197
/// within .15 and the worst .73. With fewer of the runtime's optimisations it would be .2 and 1.7: the bounds lie between.
/// </remarks>
public sealed class ReaderTests : IDisposable
{
    private const double MeanTolerance = 0.1;
    private const double WorstTolerance = 1;
    private const double UsualTolerance = 0.15;
    private const double UsualShare = 0.8;

    private static readonly ReaderLine[] Lines = Golden.Lines<ReaderLine>("reader-en.jsonl");

    private readonly Reader _reader = Reader.Load(Repository.File("models", "reader-en"));

    [Fact]
    public void Ids_segments_and_markers_equal_the_reference()
    {
        Assert.Equal(16, Lines.Length);
        Assert.Contains(Lines, line => line.Markers.Length < line.Sentences.Length);
        Assert.All(Lines, line =>
        {
            var input = _reader.Lay(line.Question, line.Sentences);
            Assert.Equal(line.InputIds, input.Ids);
            Assert.Equal(line.TokenTypeIds, line.InputIds.Select((_, i) => i < input.SecondSegment ? 0 : 1));
            Assert.Equal(line.Markers, input.Markers);
        });
    }

    [Fact]
    public void Logits_are_the_references_but_for_rounding_and_sentences_beyond_the_window_have_none()
    {
        var relevance = new List<double>();
        var sentences = new List<double>();
        foreach (var line in Lines)
        {
            var logits = _reader.ReadLogits(line.Question, line.Sentences);
            Assert.Equal(line.Sentences.Length, logits.Sentences.Length);
            Assert.All(logits.Sentences.Skip(line.SentenceLogits.Length), logit => Assert.True(double.IsNaN(logit)));
            relevance.Add(Math.Abs(line.RelevanceLogit - logits.Relevance));
            sentences.AddRange(line.SentenceLogits.Zip(logits.Sentences, (expected, found) => Math.Abs(expected - found)));
        }

        Assert.Equal(197, sentences.Count);
        Assert.All([relevance, sentences], off =>
        {
            Assert.InRange(off.Average(), 0, MeanTolerance);
            Assert.InRange(off.Max(), 0, WorstTolerance);
            Assert.InRange(off.Count(d => d <= UsualTolerance) / (double)off.Count, UsualShare, 1);
        });
    }

    [Fact]
    public void Probabilities_are_the_sigmoids_of_the_logits()
    {
        var (answers, sentences) = _reader.Read(Lines[14].Question, Lines[14].Sentences);
        var logits = _reader.ReadLogits(Lines[14].Question, Lines[14].Sentences);

        Assert.Equal(logits.Relevance, Math.Log(answers / (1 - answers)), 1e-9);
        Assert.Equal(logits.Sentences.Length, sentences.Length);
        Assert.True(double.IsNaN(sentences[^1]));
        Assert.All(logits.Sentences.Zip(sentences).SkipLast(1), pair => Assert.Equal(pair.First, Math.Log(pair.Second / (1 - pair.Second)), 1e-6));
    }

    [Fact]
    public void Many_passages_are_read_as_each_alone()
    {
        SpokenSentence[][] passages = [.. Lines.Take(4).Select(line => line.Sentences)];

        var together = _reader.ReadAll("why are chips made in Taiwan?", passages);

        Assert.Equal(passages.Select(p => _reader.ReadLogits("why are chips made in Taiwan?", p).Relevance), together.Select(l => l.Relevance));
    }

    [Fact]
    public void A_name_stands_where_the_speaker_is_another_than_before()
    {
        SpokenSentence[] passage = [new("Ann", "yes"), new("Ann", "no"), new("Bob", "yes"), new(null, "no"), new("", "no")];

        var ids = _reader.Lay("why", passage).Ids;

        // The vocabulary's lines, from 0: yes 2748, no 2053, ann 5754, bob 3960, the colon 1024, why 2339.
        Assert.Equal([101, 2339, 102, 2, 5754, 1024, 2748, 2, 2053, 2, 3960, 1024, 2748, 2, 2053, 2, 2053, 102], ids);
    }

    [Fact]
    public void Long_questions_and_sentences_are_cut_and_the_window_is_never_exceeded()
    {
        var input = _reader.Lay(string.Join(' ', Enumerable.Repeat("why", 100)),
            [.. Enumerable.Repeat(new SpokenSentence(null, string.Join(' ', Enumerable.Repeat("no", 200))), 5)]);

        // [CLS], 48 of the question, [SEP]; two sentences of a marker and 96; a third would need 97 of the remaining 75 and [SEP].
        Assert.Equal(50, input.SecondSegment);
        Assert.Equal([50, 147], input.Markers);
        Assert.Equal(50 + 2 * 97 + 1, input.Ids.Length);
    }

    [Fact]
    public void A_sentence_fits_that_fills_the_window_to_the_last_token()
    {
        SpokenSentence[] passage =
            [.. Enumerable.Range(0, 4).Select(i => new SpokenSentence(null, string.Join(' ', Enumerable.Repeat("no", i < 3 ? 96 : 22))))];

        // [CLS] why [SEP], three of 97, one of 23 and [SEP] are 318; with 24 words it is 320, and with 25 one too many.
        Assert.Equal(318, _reader.Lay("why", passage).Ids.Length);
        passage[3] = new SpokenSentence(null, string.Join(' ', Enumerable.Repeat("no", 24)));
        Assert.Equal(320, _reader.Lay("why", passage).Ids.Length);
        passage[3] = new SpokenSentence(null, string.Join(' ', Enumerable.Repeat("no", 25)));
        Assert.Equal(295, _reader.Lay("why", passage).Ids.Length);
    }

    [Fact]
    public void Markers_in_a_text_are_plain_text()
    {
        var input = _reader.Lay("[SEP] [unused1]", [new SpokenSentence("[unused1]", "[unused1] and [SEP]")]);

        Assert.Single(input.Ids, 2);
        Assert.Equal(2, input.Ids.Count(id => id == 102));
        Assert.Single(input.Markers);
    }

    [Fact]
    public void Nothing_to_read_is_no_fault()
    {
        Assert.Empty(_reader.ReadLogits("why?", []).Sentences);
        Assert.Single(_reader.ReadLogits("", [new SpokenSentence(null, "")]).Sentences, double.IsFinite);
    }

    [Fact]
    public void Cancellation_stays_cancellation()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _reader.Read("why?", [], source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _reader.ReadAll("why?", [[]], source.Token));
    }

    public void Dispose() => _reader.Dispose();
}
