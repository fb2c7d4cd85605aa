using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SemanticSnips.Evaluation;

/// <summary>What tuning found: the profile, and how it does on questions that it was not learnt from.</summary>
public sealed record TuningResult
{
    /// <summary>The profile learnt from all questions.</summary>
    public required RankingProfile Profile { get; init; }

    /// <summary>The probability below which that profile says that nothing answers.</summary>
    [JsonIgnore]
    public double Threshold => Profile.Threshold;

    /// <summary>The profile that was there before.</summary>
    public required RankingProfile Before { get; init; }

    /// <summary>Each collection's figures.</summary>
    public required IReadOnlyList<TunedSet> Collections { get; init; }

    /// <summary>Folds of the cross-validation.</summary>
    public required int Folds { get; init; }

    /// <summary>The mean over the collections of the gain in nDCG@10 on held-out questions.</summary>
    public required double HeldOutGain { get; init; }

    /// <summary>Its 95 % interval, by a bootstrap over groups of questions.</summary>
    public required Interval HeldOutGainInterval { get; init; }

    /// <summary>Whether what was found is taken: its held-out gain is above 0 with its whole interval, and nobody asked to keep what there was.</summary>
    public required bool IsTaken { get; init; }

    /// <summary>How documents are cut under <see cref="Profile"/>.</summary>
    public required ChunkerOptions Chunking { get; init; }

    /// <summary>The ways to cut that were tried, in their order.</summary>
    public required IReadOnlyList<TriedChunking> Chunkings { get; init; }

    /// <summary>The constants, by name, that each fold's training chose; that they agree is a sign that the choice is no accident.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, double>> FoldConstants { get; init; }

    /// <summary>How well relevance is calibrated on held-out questions.</summary>
    public required RelevanceFigures Relevance { get; init; }

    /// <summary>The profile with a sentence on how it was made.</summary>
    /// <param name="command">The command that made it.</param>
    /// <param name="day">When.</param>
    public RankingProfile Sign(string command, DateOnly day)
    {
        var cut = Chunkings.Count > 1
            ? FormattableString.Invariant($"; documents cut at {Chunking.MaxTokens} tokens, overlap {Chunking.OverlapSentences}") : "";
        return Profile with
        {
            MadeBy = string.Create(CultureInfo.InvariantCulture,
                $"{command}, {day:yyyy-MM-dd}: constants {(IsTaken ? "taken" : "kept")}{cut}; held-out gain of the search {HeldOutGain:0.0000} " +
                    $"[{HeldOutGainInterval.Low:0.0000}, {HeldOutGainInterval.High:0.0000}] nDCG@10; relevance held out: AUROC {Relevance.Auroc:0.000}, ECE " +
                    $"{Relevance.ExpectedCalibrationError:0.000}"),
        };
    }
}

/// <summary>One way to cut documents that was tried.</summary>
/// <param name="Chunking">How they were cut.</param>
/// <param name="Passages">Passages in all indexes together.</param>
/// <param name="NdcgBefore">The mean over collections of nDCG@10 with the constants before.</param>
/// <param name="NdcgTuned">The same with the constants that are best for all questions cut so; not held out.</param>
/// <param name="Folds">How many folds' training chose it.</param>
public sealed record TriedChunking(ChunkerOptions Chunking, int Passages, double NdcgBefore, double NdcgTuned, int Folds);

/// <summary>One collection before and after tuning.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="Queries">Judged questions.</param>
/// <param name="WithinGroup">Whether each question ranked only its own group.</param>
/// <param name="NdcgBefore">nDCG@10 with the profile before.</param>
/// <param name="NdcgHeldOut">nDCG@10, each question ranked with weights that were chosen without its group.</param>
/// <param name="NdcgAfter">nDCG@10 with the weights chosen on all questions; these figures are not held out.</param>
/// <param name="MrrBefore">MRR@10 with the profile before.</param>
/// <param name="MrrHeldOut">MRR@10, held out.</param>
/// <param name="GainInterval">The 95 % interval of the held-out gain in nDCG@10.</param>
public sealed record TunedSet(
    string Name, int Queries, bool WithinGroup, double NdcgBefore, double NdcgHeldOut,
        double NdcgAfter, double MrrBefore, double MrrHeldOut, Interval GainInterval);

/// <summary>How well relevance is calibrated, all on held-out questions.</summary>
public sealed record RelevanceFigures
{
    /// <summary>Hits learnt from.</summary>
    public required int Hits { get; init; }

    /// <summary>How often a relevant hit has the higher relevance than one that is not.</summary>
    public required double Auroc { get; init; }

    /// <summary>Expected calibration error over all hits, two thirds of which or so are of questions without answer.</summary>
    [JsonPropertyName("ece")]
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>The same over the hits of answerable questions alone: what users see who ask about what is there.</summary>
    [JsonPropertyName("eceAnswerable")]
    public required double AnswerableCalibrationError { get; init; }

    /// <summary>The mean squared gap between relevance and truth.</summary>
    public required double Brier { get; init; }

    /// <summary>Relevance against frequency, in ten bins.</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }

    /// <summary>Share of answerable questions that are refused: the mean over the collections.</summary>
    public required double FalseRefusals { get; init; }

    /// <summary>Share of masked questions, the hard kind, that are answered all the same: the mean over the collections.</summary>
    public required double FalseAnswersMasked { get; init; }

    /// <summary>Share of other collections' questions, the easy kind, that are answered all the same: the mean over the collections.</summary>
    public required double FalseAnswersOffTopic { get; init; }

    /// <summary>Each collection's figures.</summary>
    public required IReadOnlyList<CollectionRelevance> Collections { get; init; }
}

/// <summary>Refusal on one collection, on held-out questions.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="AurocMasked">Answerable questions against the same with their judged documents hidden, by the first hit's relevance.</param>
/// <param name="AurocMaskedScore">The same by the raw score.</param>
/// <param name="AurocOffTopic">Answerable questions against those of other collections; null where there are none.</param>
/// <param name="FalseRefusals">Share of answerable questions that are refused.</param>
/// <param name="FalseAnswersMasked">Share of masked questions that are answered.</param>
/// <param name="FalseAnswersOffTopic">Share of other collections' questions that are answered; null where there are none.</param>
public sealed record CollectionRelevance(
    string Name, double AurocMasked, double AurocMaskedScore, double? AurocOffTopic,
        double FalseRefusals, double FalseAnswersMasked, double? FalseAnswersOffTopic);

/// <summary>The JSON of <c>snips tune --json</c>.</summary>
public static class TuningJson
{
    private static readonly TuningJsonContext Context =
        new(new JsonSerializerOptions(TuningJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes indented JSON.</summary>
    public static string Write(TuningResult result) => JsonSerializer.Serialize(result, Context.TuningResult);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(TuningResult))]
internal sealed partial class TuningJsonContext : JsonSerializerContext;
