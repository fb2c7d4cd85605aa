using System.Globalization;
using System.Text.Json;
using SemanticSnips.Chunking;
using SemanticSnips.Inference;
using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>What a commit says of itself; stored as Lucene's commit user data, so that both stores change at one moment.</summary>
public sealed record IndexManifest
{
    /// <summary>The version of the layout that this code writes and reads: fields, doc values, text layout and segment format together.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The layout's version.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Counts the commits.</summary>
    public long Generation { get; init; }

    /// <summary>The embedding model's id.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model's file, in lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The settings of the model's card that its passages' vectors depend on.</summary>
    public required string ModelSettings { get; init; }

    /// <summary>Components of a vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>How chunks were cut, see <see cref="ChunkerOptions.ToString"/>.</summary>
    public required string Chunker { get; init; }

    /// <summary>The vector segments of this commit, oldest first.</summary>
    public IReadOnlyList<VectorSegmentInfo> Segments { get; init; } = [];

    /// <summary>Files and folders that were imported, as absolute paths.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>The folder of the keyword index below an index folder.</summary>
    public static string KeywordFolder(string folder) => Path.Combine(folder, "keywords");

    /// <summary>The folder of the vector segments below an index folder.</summary>
    public static string VectorFolder(string folder) => Path.Combine(folder, "vectors");

    /// <summary>Whether an absolute path is, or lies below, what the index in a folder writes: it may stand among the sources, but is none.</summary>
    public static bool Owns(string folder, string path) =>
        new[] { KeywordFolder(folder), VectorFolder(folder) }.Any(f => $"{path}{Path.DirectorySeparatorChar}".StartsWith($"{Path.GetFullPath(f)}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>The manifest of an empty index.</summary>
    internal static IndexManifest For(EmbeddingCard card, ChunkerOptions chunker) => new()
    {
        Model = card.Id,
        ModelSha256 = card.Sha256,
        ModelSettings = SettingsOf(card),
        Dimensions = card.Dimensions,
        Chunker = chunker.ToString(),
    };

    internal IReadOnlyDictionary<string, string> ToUserData() => new Dictionary<string, string>
    {
        ["format"] = Format.ToString(CultureInfo.InvariantCulture),
        ["generation"] = Generation.ToString(CultureInfo.InvariantCulture),
        ["model"] = Model,
        ["modelSha256"] = ModelSha256,
        ["modelSettings"] = ModelSettings,
        ["dimensions"] = Dimensions.ToString(CultureInfo.InvariantCulture),
        ["chunker"] = Chunker,
        ["segments"] = JsonSerializer.Serialize(Segments, SnipJson.Default.IReadOnlyListVectorSegmentInfo),
        ["roots"] = JsonSerializer.Serialize(Roots, SnipJson.Default.IReadOnlyListString),
    };

    /// <summary>Refuses an index of another format, before anything of it is read that may be laid out otherwise.</summary>
    /// <exception cref="IndexException">The format is another, or none is named.</exception>
    /// <exception cref="KeywordIndexException">The commit cannot be read.</exception>
    internal static void RequireFormat(string folder)
    {
        var data = KeywordIndex.ReadUserData(KeywordFolder(folder));
        if (!data.TryGetValue("format", out var format))
        {
            throw new IndexException(IndexFault.Damaged, $"The Lucene index in '{folder}' was not written by SemanticSnips: its commit names no format. Choose another folder with --index.");
        }

        if (format != CurrentFormat.ToString(CultureInfo.InvariantCulture))
        {
            throw new IndexException(
                IndexFault.OtherFormat,
                $"The index in '{folder}' has format {format}; this version of snips reads format {CurrentFormat}. Delete the folder and run 'snips index' again, or use the version that wrote it.");
        }
    }

    /// <summary>Reads the manifest of a commit whose format was accepted.</summary>
    /// <exception cref="IndexException">It is damaged.</exception>
    internal static IndexManifest Read(string folder, KeywordIndex keywords)
    {
        var data = keywords.UserData;
        try
        {
            return new IndexManifest
            {
                Generation = long.Parse(data["generation"], CultureInfo.InvariantCulture),
                Model = data["model"],
                ModelSha256 = data["modelSha256"],
                ModelSettings = data.GetValueOrDefault("modelSettings", ""),
                Dimensions = int.Parse(data["dimensions"], CultureInfo.InvariantCulture),
                Chunker = data["chunker"],
                Segments = JsonSerializer.Deserialize(data["segments"], SnipJson.Default.IReadOnlyListVectorSegmentInfo) ?? [],
                Roots = JsonSerializer.Deserialize(data["roots"], SnipJson.Default.IReadOnlyListString) ?? [],
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or OverflowException)
        {
            throw new IndexException(IndexFault.Damaged, $"The commit of the index in '{folder}' cannot be read: {e.Message} Delete the folder and run 'snips index' again.", e);
        }
    }

    /// <summary>Refuses an index whose vectors are of another model.</summary>
    /// <exception cref="IndexException">The models differ.</exception>
    internal void RequireModel(string folder, EmbeddingCard card)
    {
        var settings = SettingsOf(card);
        if (ModelSha256 == card.Sha256 && Dimensions == card.Dimensions && ModelSettings == settings) return;
        throw new IndexException(
            IndexFault.OtherModel,
            $"The index in '{folder}' was made with the model {Model} (SHA-256 {ModelSha256[..12]}…, {ModelSettings}), but the model in use is {card.Id} (SHA-256 {card.Sha256[..12]}…, {settings}). "
            + "Name the index's model with --model, choose another folder with --index, or run 'snips index --rebuild' to embed everything again with this one.");
    }

    /// <summary>Refuses to add chunks that were cut by other rules.</summary>
    /// <exception cref="IndexException">The rules differ.</exception>
    internal void RequireChunker(string folder, string chunker)
    {
        if (Chunker == chunker) return;
        throw new IndexException(
            IndexFault.OtherChunker,
            $"The chunks of the index in '{folder}' were cut by '{Chunker}', but the rules in use are '{chunker}'. Run 'snips index --rebuild' to cut them again; unchanged text keeps its vectors.");
    }

    private static string SettingsOf(EmbeddingCard card) =>
        $"{card.Pooling} pooling, {(card.Normalize ? "unit" : "raw")} vectors, {card.MaxTokens} tokens, prefix '{card.PassagePrefix}'";
}
