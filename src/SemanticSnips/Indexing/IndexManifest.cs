using System.Globalization;
using System.Text.Json;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>What a commit says of itself; stored as Lucene's commit user data, so that both stores change at one moment.</summary>
internal sealed record IndexManifest
{
    /// <summary>The version of the layout that this code writes: fields, doc values, text layout, segment format and what is embedded, together.</summary>
    public const int CurrentFormat = 3;

    /// <summary>The oldest version that this code still reads; the next writer brings it to the current one.</summary>
    public const int OldestFormat = 2;

    private static readonly IReadOnlyDictionary<string, KeptReading> AllByDefault = new Dictionary<string, KeptReading>();

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

    /// <summary>What of a passage is embedded, see <see cref="PassageRule"/>.</summary>
    public required string Passages { get; init; }

    /// <summary>The vector segments of this commit, oldest first.</summary>
    public IReadOnlyList<VectorSegmentInfo> Segments { get; init; } = [];

    /// <summary>Files and folders that were imported, as absolute paths.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>How roots are read that are not read in the default way: what their import said that they cannot say of themselves.</summary>
    internal IReadOnlyDictionary<string, KeptReading> Reading { get; init; } = AllByDefault;

    /// <summary>The file in <see cref="VectorFolder"/> that knows size and time of what was imported; null where nothing is known.</summary>
    internal string? Ledger { get; init; }

    /// <summary>Whether a ranking profile stood beside the model at the commit: where it is gone since, answers would be others, and nobody would
    /// know.</summary>
    internal bool HasProfile { get; init; }

    /// <summary>The folder of the keyword index below an index folder.</summary>
    public static string KeywordFolder(string folder) => Path.Combine(folder, "keywords");

    /// <summary>The folder of the vector segments below an index folder.</summary>
    public static string VectorFolder(string folder) => Path.Combine(folder, "vectors");

    /// <summary>Files beside these folders that the program writes for the user.</summary>
    public static IReadOnlyList<string> OwnFiles { get; } = [Marks.FileName, SourceLog.FileName, "review.json", "searches.json"];

    /// <summary>Whether an absolute path is, or lies below, what the index in a folder writes: it may stand among the sources, but is none.</summary>
    public static bool Owns(string folder, string path) =>
        OwnFiles.Any(f => path.StartsWith(Path.Combine(Path.GetFullPath(folder), f), StringComparison.Ordinal))
        || new[] { KeywordFolder(folder), VectorFolder(folder) }
            .Any(f => $"{path}{Path.DirectorySeparatorChar}".StartsWith($"{Path.GetFullPath(f)}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>The size on disk of what the index itself wrote into a folder; what else lies there is not counted. Files that vanish meanwhile count
    /// nothing.</summary>
    internal static long BytesOf(string folder) => new[] { KeywordFolder(folder), VectorFolder(folder) }
        .Where(Directory.Exists)
        .Sum(f => new DirectoryInfo(f).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0));

    /// <summary>The manifest of an empty index.</summary>
    internal static IndexManifest For(EmbeddingCard card, ChunkerOptions chunker, PassageRule passages) => new()
    {
        Model = card.Id,
        ModelSha256 = card.Sha256,
        ModelSettings = SettingsOf(card),
        Dimensions = card.Dimensions,
        Chunker = chunker.ToString(),
        Passages = PassageRules.IdOf(passages),
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
        ["passages"] = Passages,
        ["ledger"] = Ledger ?? "",
        ["profile"] = HasProfile ? RankingProfile.FileName : "",
        // So that whoever looks for files that no commit names knows it for the index's own; it changes without a commit.
        ["sourceLog"] = SourceLog.FileName,
        ["reading"] = JsonSerializer.Serialize(Reading, SnipJson.Default.IReadOnlyDictionaryStringKeptReading),
        ["segments"] = JsonSerializer.Serialize(Segments, SnipJson.Default.IReadOnlyListVectorSegmentInfo),
        ["roots"] = JsonSerializer.Serialize(Roots, SnipJson.Default.IReadOnlyListString),
    };

    /// <summary>Reads the manifest of a commit. An index of another format is refused before anything else of it is read, which may be laid out
    /// otherwise.</summary>
    /// <exception cref="IndexException">The format is another, or none is named, or the manifest is damaged.</exception>
    internal static IndexManifest Read(string folder, IReadOnlyDictionary<string, string> data)
    {
        if (!data.TryGetValue("format", out var format))
        {
            throw new IndexException(
                IndexFault.Damaged, $"The Lucene index in '{folder}' was not written by SemanticSnips: its commit names no format.")
            { Place = folder };
        }

        if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version is < OldestFormat or > CurrentFormat)
        {
            var writer = version > CurrentFormat ? "a newer version of snips wrote" : "an older version of snips wrote";
            throw new IndexException(IndexFault.OtherFormat,
                $"The index in '{folder}' has format {format}, which {writer}; this one reads the formats {OldestFormat} to {CurrentFormat}.")
            {
                Place = folder,
                Found = $"format {format}",
                Expected = $"format {OldestFormat} to {CurrentFormat}",
            };
        }

        try
        {
            return new IndexManifest
            {
                Format = version,
                Generation = long.Parse(data["generation"], CultureInfo.InvariantCulture),
                Model = data["model"],
                ModelSha256 = data["modelSha256"],
                ModelSettings = data.GetValueOrDefault("modelSettings", ""),
                Dimensions = int.Parse(data["dimensions"], CultureInfo.InvariantCulture),
                Chunker = data["chunker"],
                Passages = version == OldestFormat ? PassageRules.IdOf(PassageRules.OfFormat2) : data["passages"],
                Ledger = data.GetValueOrDefault("ledger") is { Length: > 0 } ledger ? ledger : null,
                HasProfile = data.GetValueOrDefault("profile", "").Length > 0,
                Segments = JsonSerializer.Deserialize(data["segments"], SnipJson.Default.IReadOnlyListVectorSegmentInfo) ?? [],
                Roots = JsonSerializer.Deserialize(data["roots"], SnipJson.Default.IReadOnlyListString) ?? [],
                // Nearly always empty, and then its serializer need not be made.
                Reading = data.GetValueOrDefault("reading", "{}") is var reading and not "{}"
                    ? JsonSerializer.Deserialize(reading, SnipJson.Default.IReadOnlyDictionaryStringKeptReading) ?? AllByDefault : AllByDefault,
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or OverflowException)
        {
            throw new IndexException(IndexFault.Damaged, $"The commit of the index in '{folder}' cannot be read: {e.Message}", e) { Place = folder };
        }
    }

    /// <summary>Refuses an index whose vectors are of another model.</summary>
    /// <exception cref="IndexException">The models differ.</exception>
    internal void RequireModel(string folder, EmbeddingCard card)
    {
        var settings = SettingsOf(card);
        if (ModelSha256 == card.Sha256 && Dimensions == card.Dimensions && ModelSettings == settings) return;
        var found = $"{Model} (SHA-256 {ModelSha256[..Math.Min(12, ModelSha256.Length)]}…, {ModelSettings})";
        var expected = $"{card.Id} (SHA-256 {card.Sha256[..12]}…, {settings})";
        throw new IndexException(IndexFault.OtherModel, $"The index in '{folder}' was made with the model {found}, but the model in use is {expected}.")
        {
            Place = folder,
            Found = found,
            Expected = expected,
        };
    }

    /// <summary>Refuses a model's folder that has lost the ranking profile that stood there.</summary>
    /// <exception cref="ModelException">The profile is missing.</exception>
    internal void RequireProfile(string folder, string modelFolder)
    {
        if (!HasProfile || RankingProfile.IsIn(modelFolder)) return;
        throw new ModelException(
            $"There is no {RankingProfile.FileName} in '{modelFolder}', and there was when the index in '{folder}' was last written: ranks and " +
            "percentages would be others.")
        {
            Place = Path.Combine(modelFolder, RankingProfile.FileName),
            Found = "no such file",
            Expected = "the ranking profile that comes with the model, or that snips tune made",
        };
    }

    /// <summary>Refuses to add chunks that were cut, or are embedded, by other rules.</summary>
    /// <exception cref="IndexException">The rules differ.</exception>
    internal void RequireChunker(string folder, string chunker, PassageRule passages)
    {
        // What an older format embeds is another matter anyway: it is brought to the rule of this one.
        var rule = Format < CurrentFormat ? Passages : PassageRules.IdOf(passages);
        if (Chunker == chunker && Passages == rule) return;
        var found = Chunker != chunker ? Chunker : Passages;
        var expected = Chunker != chunker ? chunker : rule;
        throw new IndexException(
            IndexFault.OtherChunker,
                $"The chunks of the index in '{folder}' were {(Chunker != chunker ? "cut" : "embedded")} by '{found}', but the rules in use are '{expected}'.")
        {
            Place = folder,
            Found = found,
            Expected = expected,
        };
    }

    private static string SettingsOf(EmbeddingCard card) =>
        $"{card.Pooling} pooling, {(card.Normalize ? "unit" : "raw")} vectors, {card.MaxTokens} tokens, prefix '{card.PassagePrefix}'";
}
