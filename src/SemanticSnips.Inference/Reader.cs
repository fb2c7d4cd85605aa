using Microsoft.ML.OnnxRuntime;

namespace SemanticSnips.Inference;

/// <summary>A sentence of a passage, and who says it.</summary>
/// <param name="Speaker">The speaker's name; null where nobody knows.</param>
/// <param name="Text">What is said, without the name.</param>
internal readonly record struct SpokenSentence(string? Speaker, string Text);

/// <summary>What the reader's network says of a passage, on a scale that orders well and is no probability yet.</summary>
/// <param name="Relevance">Whether the passage answers the question at all: negative is no, positive yes.</param>
/// <param name="Sentences">
/// Whether each sentence belongs to the answer, in their order; NaN for those that did not fit into the reader's window: nothing is known of them.
/// </param>
internal sealed record ReaderLogits(double Relevance, double[] Sentences);

/// <summary>A model that reads a question and a passage together, and says of each sentence whether it belongs to the answer.</summary>
/// <remarks>
/// Thread-safe and expensive to create: load once and share. Disposing refuses new calls and frees the network after the last one that runs.
/// As for <see cref="EmbeddingModel"/>, one passage a run and one thread a run.
/// </remarks>
internal sealed class Reader : IDisposable
{
    private readonly ReaderCard _card;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly Encoder _encoder;
    private readonly int _marker;

    private Reader(ReaderCard card, WordPieceTokenizer tokenizer, Encoder encoder)
    {
        _card = card;
        _tokenizer = tokenizer;
        _encoder = encoder;
        _marker = tokenizer.IdOf(card.SentenceMarker);
    }

    /// <summary>Loads the reader in <paramref name="folder"/>: its card, vocabulary and network, both verified by SHA-256.</summary>
    /// <exception cref="InferenceException">Something is absent, corrupted or unknown.</exception>
    public static Reader Load(string folder)
    {
        var card = ReaderCard.Load(folder);
        var tokenizing = Task.Run(() => WordPieceTokenizer.Load(folder, card));
        OutputShape[] outputs = [new(card.TokenOutput, -1, -1), new(card.RelevanceOutput, -1)];
        var encoder = Encoder.Load(folder, card, outputs, typeof(Reader));
        try
        {
            return new Reader(card, tokenizing.GetAwaiter().GetResult(), encoder);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="WordPieceTokenizer.ShareOfPieces"/>
    public double ShareOfPieces(Func<char, bool> isOfKind) => _tokenizer.ShareOfPieces(isOfKind);

    /// <summary>Reads a passage for the answer to a question.</summary>
    /// <param name="question">Any text; what exceeds the card's limit is cut.</param>
    /// <param name="passage">Whole sentences in their order, as many as fit: two before and two after what matters help.</param>
    /// <param name="cancellationToken">Checked before the run; a run itself takes some tens of milliseconds.</param>
    /// <returns>
    /// The probability that the passage answers, and of each sentence that it belongs to the answer, 0 to 1; NaN for sentences beyond the window.
    /// They are the sigmoids of <see cref="ReadLogits"/>: they order well, and on long talk they are too low.
    /// </returns>
    /// <exception cref="InferenceException">The network failed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public (double Answers, double[] Sentences) Read(string question, IReadOnlyList<SpokenSentence> passage, CancellationToken cancellationToken = default)
    {
        var logits = ReadLogits(question, passage, cancellationToken);
        return (Sigmoid(logits.Relevance), Array.ConvertAll(logits.Sentences, Sigmoid));
    }

    /// <summary>Reads a passage, and leaves it to the caller to make probabilities of what it says.</summary>
    /// <inheritdoc cref="Read"/>
    public ReaderLogits ReadLogits(string question, IReadOnlyList<SpokenSentence> passage, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var input = Lay(question, passage);
        return _encoder.Run(input.Ids, input.SecondSegment, outputs =>
        {
            _encoder.RequireShape(_card.TokenOutput, outputs[0], 1, input.Ids.Length);
            _encoder.RequireShape(_card.RelevanceOutput, outputs[1], 1);
            return new ReaderLogits(outputs[1].GetTensorDataAsSpan<float>()[0], Means(outputs[0], input, passage.Count));
        });
    }

    /// <summary>Reads many passages on all cores, the longest first.</summary>
    /// <param name="question">As for <see cref="ReadLogits"/>.</param>
    /// <param name="passages">As for <see cref="ReadLogits"/>.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    /// <returns>What <see cref="ReadLogits"/> gives for each passage, in their order.</returns>
    /// <exception cref="InferenceException">The network failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public ReaderLogits[] ReadAll(string question, IReadOnlyList<IReadOnlyList<SpokenSentence>> passages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passages);
        return OneByOne.Run(passages.Count, i => passages[i].Sum(s => s.Text.Length), i =>
            ReadLogits(question, passages[i], cancellationToken), null, cancellationToken);
    }

    /// <summary>Frees the network as soon as no call runs. Later calls fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _encoder.Dispose();

    /// <summary>[CLS] question [SEP] marker Name : sentence marker sentence ... [SEP]; a name stands where the speaker is another than before.</summary>
    internal ReaderInput Lay(string question, IReadOnlyList<SpokenSentence> passage)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passage);
        List<int> ids = [_tokenizer.Cls, .. _tokenizer.Pieces(question).Take(_card.MaxQuestionTokens), _tokenizer.Sep];
        var secondSegment = ids.Count;
        List<int> markers = [];
        string? speaker = null;
        foreach (var sentence in passage)
        {
            var isNamed = sentence.Speaker is { Length: > 0 } && sentence.Speaker != speaker;
            var pieces = _tokenizer.Pieces(isNamed ? $"{sentence.Speaker} : {sentence.Text}" : sentence.Text);
            var length = Math.Min(pieces.Count, _card.MaxSentenceTokens);

            // The marker before it and the [SEP] at the end need room too. What is behind one that does not fit is beyond the window.
            if (ids.Count + 1 + length + 1 > _card.MaxTokens) break;
            markers.Add(ids.Count);
            ids.Add(_marker);
            ids.AddRange(pieces.Take(length));
            speaker = sentence.Speaker;
        }

        ids.Add(_tokenizer.Sep);
        return new ReaderInput([.. ids], secondSegment, [.. markers]);
    }

    /// <summary>A sentence's logit is the mean of its tokens', marker included.</summary>
    private static double[] Means(OrtValue tokens, ReaderInput input, int count)
    {
        var logits = tokens.GetTensorDataAsSpan<float>();
        var means = new double[count];
        Array.Fill(means, double.NaN);
        for (var s = 0; s < input.Markers.Length; s++)
        {
            var end = s + 1 < input.Markers.Length ? input.Markers[s + 1] : input.Ids.Length - 1;
            var sum = 0.0;
            foreach (var logit in logits[input.Markers[s]..end]) sum += logit;
            means[s] = sum / (end - input.Markers[s]);
        }

        return means;
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}

/// <summary>What the reader's network sees of a question and a passage.</summary>
/// <param name="Ids">[CLS] ... [SEP].</param>
/// <param name="SecondSegment">Where the passage begins.</param>
/// <param name="Markers">Where each sentence begins, those that fit.</param>
internal sealed record ReaderInput(int[] Ids, int SecondSegment, int[] Markers);
