using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres;

/// <summary>What a library says of itself: one row, changed in every commit's transaction, so that whoever changes it is the only one who commits.</summary>
internal sealed record LibraryRow
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Select = """
        select version, generation, manifest, snips, transcripts, passages, words, next_snip, next_passage, vectors, vector_sum, own_vectors, own_vector_sum,
            (select content from kept_file where role = '' and name = 'aliases.txt')
        from library
        """;

    /// <summary>The schema's version.</summary>
    public required int Version { get; init; }

    /// <summary>Counts the commits.</summary>
    public required long Generation { get; init; }

    /// <summary>Model, rules and roots, as an index folder's manifest says them.</summary>
    public required IndexManifest Manifest { get; init; }

    public required int Snips { get; init; }

    public required int Transcripts { get; init; }

    public required int Passages { get; init; }

    /// <summary>Words that BM25 counts, in all passages together.</summary>
    public required long Words { get; init; }

    /// <summary>The number of the next new snip.</summary>
    public required int NextSnip { get; init; }

    /// <summary>The number of the next new passage.</summary>
    public required int NextPassage { get; init; }

    /// <summary>The vectors of all passages that have one.</summary>
    public required VectorSum AllVectors { get; init; }

    /// <summary>The vectors of the passages that have words of their own.</summary>
    public required VectorSum OwnVectors { get; init; }

    /// <summary>The speakers' other names, as lines; null where none were written down. Not written with the row.</summary>
    public string? Aliases { get; init; }

    /// <summary>Words of a passage on average.</summary>
    public double AverageLength => Math.Max(1, Words) / (double)Math.Max(1, Passages);

    /// <summary>An empty library.</summary>
    public static LibraryRow Empty(IndexManifest manifest) => new()
    {
        Version = Schema.Version,
        Generation = 0,
        Manifest = manifest,
        Snips = 0,
        Transcripts = 0,
        Passages = 0,
        Words = 0,
        NextSnip = 0,
        NextPassage = 0,
        AllVectors = VectorSum.None(manifest.Dimensions),
        OwnVectors = VectorSum.None(manifest.Dimensions),
    };

    /// <summary>The row that a reader stands on.</summary>
    /// <exception cref="IndexException">The schema or the record's format is of another version.</exception>
    public static LibraryRow Read(PostgresAddress address, NpgsqlDataReader row)
    {
        if (row.GetInt32(0) != Schema.Version) throw Schema.OtherVersion(address, row.GetInt32(0));
        var manifest = JsonSerializer.Deserialize(row.GetString(2), ManifestJson.Default.DictionaryStringString) ?? [];
        manifest["generation"] = row.GetInt64(1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new LibraryRow
        {
            Version = row.GetInt32(0),
            Generation = row.GetInt64(1),
            Manifest = IndexManifest.Read(address.Place, manifest),
            Snips = row.GetInt32(3),
            Transcripts = row.GetInt32(4),
            Passages = row.GetInt32(5),
            Words = row.GetInt64(6),
            NextSnip = row.GetInt32(7),
            NextPassage = row.GetInt32(8),
            AllVectors = new VectorSum(row.GetInt32(9), row.GetFieldValue<double[]>(10)),
            OwnVectors = new VectorSum(row.GetInt32(11), row.GetFieldValue<double[]>(12)),
            Aliases = row.TextOr(13),
        };
    }

    /// <summary>Reads the row of the library and keeps others from changing it until the transaction ends; null where there is none yet.</summary>
    public static LibraryRow? Take(NpgsqlConnection connection, PostgresAddress address) =>
        connection.Rows(Select + " for update", row => Read(address, row)).FirstOrDefault();

    /// <summary>Writes the row of a library that has none; one that another writer makes meanwhile stays.</summary>
    public void WriteFirst(NpgsqlConnection connection) => Write(connection, "nothing");

    /// <summary>Writes the row within the transaction that took it.</summary>
    public void Write(NpgsqlConnection connection) => Write(
        connection,
        """
        update set version = $1, generation = $2, manifest = $3, snips = $4, transcripts = $5, passages = $6, words = $7, next_snip = $8,
            next_passage = $9, vectors = $10, vector_sum = $11, own_vectors = $12, own_vector_sum = $13
        """);

    private void Write(NpgsqlConnection connection, string onConflict) => connection.Run(
        $"""
        insert into library (version, generation, manifest, snips, transcripts, passages, words, next_snip, next_passage,
            vectors, vector_sum, own_vectors, own_vector_sum)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (one) do {onConflict}
        """,
        Version, Generation, JsonSerializer.Serialize(new Dictionary<string, string>(Manifest.ToUserData()), ManifestJson.Default.DictionaryStringString),
            Snips, Transcripts, Passages, Words, NextSnip, NextPassage,
        AllVectors.Count, AllVectors.Sum, OwnVectors.Count, OwnVectors.Sum);
}

/// <summary>The sum of some passages' vectors: what any mean is told from without a scan.</summary>
/// <param name="Count">Passages.</param>
/// <param name="Sum">Component by component.</param>
internal sealed record VectorSum(int Count, double[] Sum)
{
    public static VectorSum None(int dimensions) => new(0, new double[dimensions]);

    /// <summary>With others added, or taken away.</summary>
    /// <param name="count">How many.</param>
    /// <param name="sum">Their sum; null where there are none.</param>
    /// <param name="sign">1 or -1.</param>
    public VectorSum With(int count, float[]? sum, int sign) =>
        sum is null ? this : Count + sign * count == 0 ? None(Sum.Length) : new VectorSum(Count + sign * count, [.. Sum.Zip(sum, (a, b) => a + sign * b)]);

    /// <summary>The mean cosine of a vector and these; 0 where there are none.</summary>
    public double MeanCosine(float[] vector)
    {
        var dot = 0.0;
        for (var i = 0; i < vector.Length; i++) dot += vector[i] * Sum[i];
        return Count > 0 ? dot / Count : 0;
    }
}

/// <summary>How the manifest is stored.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ManifestJson : JsonSerializerContext;
