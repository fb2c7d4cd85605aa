using System.Text.Json;

namespace SemanticSnips.Embedding;

/// <summary>What a model folder says about itself in <c>model.json</c>: every setting that decides the vectors.</summary>
/// <remarks>All properties must be present in the file under their camelCase names, and no others.</remarks>
public sealed record ModelCard
{
    /// <summary>The card's file name within a model folder.</summary>
    internal const string FileName = "model.json";

    /// <summary>The model's name, such as <c>bge-small-en-v1.5</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The ONNX file, a name within the folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of <see cref="File"/>, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The tokenizer; <c>bert-uncased</c> is the one there is.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>The word pieces, one a line, a file name within the folder.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>SHA-256 of <see cref="Vocabulary"/>, 64 hexadecimal digits in lower case.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>Floats per vector, at least 1.</summary>
    public required int Dimensions { get; init; }

    /// <summary>How token vectors become one vector.</summary>
    public required Pooling Pooling { get; init; }

    /// <summary>Whether vectors are scaled to unit length, so that a dot product is a cosine.</summary>
    public required bool Normalize { get; init; }

    /// <summary>The model's window in tokens, [CLS] and [SEP] included, at least 3.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Put before a query, as the model was trained; may be empty.</summary>
    public required string QueryPrefix { get; init; }

    /// <summary>Put before a passage, as the model was trained; may be empty.</summary>
    public required string PassagePrefix { get; init; }

    /// <summary>The licence of the weights, an SPDX name.</summary>
    public required string License { get; init; }

    /// <summary>Where the weights come from.</summary>
    public required string Origin { get; init; }

    /// <summary>Reads <c>model.json</c> in <paramref name="folder"/>; opens no other file.</summary>
    /// <exception cref="ModelException">The card is absent, malformed, or asks for something unknown.</exception>
    public static ModelCard Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder, FileName);
        try
        {
            using var json = JsonDocument.Parse(ModelFile.Read(path));
            return new CardReader(path, json.RootElement).Read();
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path} is no JSON: {e.Message} Restore the card from where the model came from.", e);
        }
    }
}
