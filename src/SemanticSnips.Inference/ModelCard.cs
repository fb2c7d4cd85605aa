using SemanticSnips.Inference;
namespace SemanticSnips;

/// <summary>What a model folder says about itself in <c>model.json</c>: every setting that decides what the model gives.</summary>
/// <remarks>
/// All properties must be present in the file under their camelCase names, and no others; <c>ortFile</c> and <c>ortSha256</c> may be left out together.
/// <c>kind</c> says which kind of card it is: <c>embedding</c>, or <c>reader</c>; without it, <c>embedding</c>. <c>checksum</c> may hold the SHA-256 of all
/// other settings, which then must agree.
/// </remarks>
public abstract record ModelCard
{
    /// <summary>The card's file name within a model folder.</summary>
    internal const string FileName = "model.json";

    private protected ModelCard()
    {
    }

    /// <summary>The model's name, such as <c>bge-small-en-v1.5</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The ONNX file, a name within the folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of <see cref="File"/>, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The same network in ONNX Runtime's own format, optimised beforehand, a name within the folder: it is loaded in place of <see cref="File"/>
    /// where it is there, gives the same and takes a third of the time. Null for none.</summary>
    public string? OrtFile { get; init; }

    /// <summary>SHA-256 of <see cref="OrtFile"/>, 64 hexadecimal digits in lower case; null where there is none.</summary>
    public string? OrtSha256 { get; init; }

    /// <summary>The network's files that are there with their hashes, the one that is loaded first; <see cref="File"/> where none is.</summary>
    /// <param name="folder">The model's folder.</param>
    internal IReadOnlyList<(string Path, string Sha256)> NetworksIn(string folder)
    {
        (string Path, string Sha256) onnx = (Path.Combine(folder, File), Sha256);
        (string Path, string Sha256)[] both = OrtFile is null ? [onnx] : [(Path.Combine(folder, OrtFile), OrtSha256!), onnx];
        (string Path, string Sha256)[] there = [.. both.Where(n => System.IO.File.Exists(n.Path))];
        return there.Length > 0 ? there : [onnx];
    }

    /// <summary>The tokenizer: <c>bert-uncased</c> (the one meant where the card does not say) or <c>bert-cased</c>.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>The word pieces, one a line, a file name within the folder.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>SHA-256 of <see cref="Vocabulary"/>, 64 hexadecimal digits in lower case.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>The model's window in tokens, [CLS] and [SEP] included, at least 3.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The licence of the weights, an SPDX name where there is one.</summary>
    public required string License { get; init; }

    /// <summary>Where the weights come from.</summary>
    public required string Origin { get; init; }
}

/// <summary>The card of a model that embeds.</summary>
public sealed record EmbeddingCard : ModelCard
{
    /// <summary>Floats per vector, at least 1.</summary>
    public required int Dimensions { get; init; }

    /// <summary>How token vectors become one vector.</summary>
    public required Pooling Pooling { get; init; }

    /// <summary>Whether vectors are scaled to unit length, so that a dot product is a cosine.</summary>
    public required bool Normalize { get; init; }

    /// <summary>Put before a query, as the model was trained; may be empty.</summary>
    public required string QueryPrefix { get; init; }

    /// <summary>Put before a passage, as the model was trained; may be empty.</summary>
    public required string PassagePrefix { get; init; }

    /// <summary>What the network reads for <paramref name="text"/>.</summary>
    internal string WithPrefix(string text, bool isQuery)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (isQuery ? QueryPrefix : PassagePrefix) + text;
    }

    /// <summary>Reads <c>model.json</c> in <paramref name="folder"/>; opens no other file.</summary>
    /// <exception cref="InferenceException">The card is absent, malformed, of another kind, or asks for something unknown.</exception>
    internal static EmbeddingCard Load(string folder) => CardReader.Open(folder, "embedding").ReadEmbedding();
}

/// <summary>The card of a model that reads a question and a passage together.</summary>
internal sealed record ReaderCard : ModelCard
{
    /// <summary>Tokens of a question at most, at least 1.</summary>
    public required int MaxQuestionTokens { get; init; }

    /// <summary>Tokens of a sentence at most, its marker aside, at least 1.</summary>
    public required int MaxSentenceTokens { get; init; }

    /// <summary>The word piece that stands before every sentence.</summary>
    public required string SentenceMarker { get; init; }

    /// <summary>The network's output of a logit a token.</summary>
    public required string TokenOutput { get; init; }

    /// <summary>The network's output of one logit for the passage.</summary>
    public required string RelevanceOutput { get; init; }

    /// <inheritdoc cref="EmbeddingCard.Load"/>
    internal static ReaderCard Load(string folder) => CardReader.Open(folder, "reader").ReadReader();
}
