using System.Text.Json;
using System.Text.Json.Serialization;
using SemanticSnips.Inference;
using SemanticSnips.Ranking;

namespace SemanticSnips;

/// <summary>
/// The constants of ranking, relevance, relatedness and quoting: whatever was learnt on development data for one model. A model's folder may hold its own
/// as ranking.json.
/// </summary>
/// <remarks>Immutable. A file may name some constants alone, inside of a group too: the others keep their defaults.</remarks>
public sealed record RankingProfile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private const double UnlearntLikely = 0.5;

    /// <summary>The name of the file beside a model's card.</summary>
    public const string FileName = "ranking.json";

    /// <summary>w in score = cosine + w * coverage, where coverage is BM25 as a share of the query's ceiling.</summary>
    public double CoverageWeight { get; init; } = 0.4;

    /// <summary>What a passage gains in which the query's words stand side by side; less of it, the farther apart they stand.</summary>
    public double ProximityWeight { get; init; } = 0.1;

    /// <summary>The share of what the score of the passage before lies above the mean that a passage's score gains.</summary>
    public double PreviousWeight { get; init; } = 0.4;

    /// <summary>The same of the passage after.</summary>
    public double NextWeight { get; init; } = 0.2;

    /// <summary>What the passages two before and two after count, as a share of those next to it.</summary>
    public double SecondNeighbourShare { get; init; } = 0.5;

    /// <summary>The share of its gain that a passage gets which is better than both of its neighbours already.</summary>
    public double PeakShare { get; init; } = 0.25;

    /// <summary>What a missing neighbour is taken to lie above the mean, as a share of what the passage itself does.</summary>
    public double MissingNeighbourShare { get; init; } = 0.3;

    /// <summary>How many of the best passages' mean neighbours' scores are measured from; 0 for the mean of all.</summary>
    public int BackgroundDepth { get; init; }

    /// <summary>What a passage gains that is spoken by somebody whose words are asked for ("what did Ann say about tea"), by that speaker's share of
    /// it.</summary>
    public double SpeakerLift { get; init; } = 0.15;

    /// <summary>What the reader's logit that a passage answers counts beside the score, where hits are read.</summary>
    public double RerankWeight { get; init; } = 0.02;

    /// <summary>BM25's k1.</summary>
    public double K1 { get; init; } = 0.9;

    /// <summary>BM25's b.</summary>
    public double B { get; init; } = 0.4;

    /// <summary>Taken from passages that hold nothing of their snip's own but the episode's name.</summary>
    public double EpisodeOnlyPenalty { get; init; } = 0.15;

    /// <summary>Weight of the dense leg in the convex fusion, in [0, 1].</summary>
    public double ConvexDenseWeight { get; init; } = 0.9;

    /// <summary>k of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009).</summary>
    public int RrfK { get; init; } = 60;

    /// <summary>How scores become probabilities; null where nothing was learnt for the model.</summary>
    [JsonInclude]
    internal RelevanceModel? Relevance { get; init; }

    /// <summary>How nearness becomes the probability that two snips are related.</summary>
    [JsonInclude]
    internal RelatednessModel Relatedness { get; init; } = new();

    /// <summary>What speaks for a sentence of a passage to be quoted.</summary>
    [JsonInclude]
    internal QuotationWeights Quotation { get; init; } = new();

    /// <summary>How what the reader says becomes a probability; null where nothing was learnt for a reader beside the model.</summary>
    [JsonInclude]
    internal ReadingModel? Reading { get; init; }

    /// <summary>How the profile was made: command, data, figures.</summary>
    public string? MadeBy { get; init; }

    /// <summary>The profile in a model's folder, else the defaults.</summary>
    /// <exception cref="InvalidDataException">The file is not a profile; the message names it.</exception>
    public static RankingProfile Load(string modelFolder) =>
        IsIn(modelFolder) ? Read(Path.Combine(modelFolder, FileName)) : new RankingProfile();

    /// <summary>Whether a model's folder holds a profile.</summary>
    internal static bool IsIn(string modelFolder) => File.Exists(Path.Combine(modelFolder, FileName));

    /// <summary>Reads a profile; what the file leaves out has its default.</summary>
    /// <exception cref="ModelException">The file is not a profile: the message says which line and field, what was found and expected.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static RankingProfile Read(string file) => ProfileReader.Read(file);

    /// <summary>The probability below which nothing answers; 0 where nothing was learnt for the model.</summary>
    internal double Threshold => Relevance?.Threshold ?? 0;

    /// <summary>How sure it is that something answers: the one rule, for hits and for answers, through every door.</summary>
    /// <param name="probability">
    /// That the passage is relevant, in [0, 1]. Where nothing was learnt it is the share of the query's information that the passage's words hold: half of it
    /// speaks for the passage, but less than that against none, since what a cosine of the model means is not known.
    /// </param>
    internal Confidence ConfidenceOf(double probability)
    {
        if (probability < Threshold) return Confidence.None;
        return probability < (Relevance?.Likely ?? UnlearntLikely) ? Confidence.Unsure : Confidence.Likely;
    }

    /// <summary>The probability that what is quoted from a passage answers.</summary>
    /// <param name="probability">That the passage is relevant.</param>
    internal double QuotedProbability(double probability) => probability * (Relevance?.QuotationShare ?? 1);

    /// <summary>Writes the profile, with a checksum of its constants: whoever changes one by hand takes that line out.</summary>
    public void Save(string file)
    {
        var json = JsonSerializer.SerializeToNode(this, RankingJson.Default.RankingProfile)!.AsObject();
        using (var written = JsonDocument.Parse(json.ToJsonString())) json[SettingsChecksum.Name] = SettingsChecksum.Of(written.RootElement);
        File.WriteAllText(file, json.ToJsonString(Indented) + "\n");
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RankingProfile))]
internal sealed partial class RankingJson : JsonSerializerContext;
