using System.Globalization;
using System.Text.Json;
using SemanticSnips.Inference;
using SemanticSnips.Ranking;

namespace SemanticSnips;

/// <summary>Reads a ranking profile strictly: what is mistyped, unknown, twice there, missing of a group or out of its range is refused with file, line and
/// field, and so is a profile that changed after its checksum was made.</summary>
internal sealed class ProfileReader
{
    private const string Profile = "a ranking profile";

    /// <summary>Far above whatever was learnt; what lies beyond would drown every other term.</summary>
    private const double Most = 1e6;

    private readonly string _file;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private ProfileReader(string file, byte[] json)
    {
        _file = file;
        FindLines(json);
    }

    /// <summary>Reads a profile; what the file leaves out has its default.</summary>
    /// <exception cref="ModelException">The file is no profile.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static RankingProfile Read(string file)
    {
        var json = File.ReadAllBytes(file);
        if (json.AsSpan().StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            using var given = JsonDocument.Parse(json);
            return new ProfileReader(file, json).Read(given.RootElement);
        }
        catch (JsonException e)
        {
            throw Refuse(file, (int)(e.LineNumber ?? 0) + 1, $"this is no JSON object: {FirstSentence(e.Message)}", null, Profile);
        }
    }

    private RankingProfile Read(JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Object)
            throw Refuse(_file, 1, $"this is no JSON object: It holds {given.ValueKind}.", null, Profile);
        var profile = ReadProfile(new Settings(this, given, ""));
        if (given.TryGetProperty(SettingsChecksum.Name, out var written) && SettingsChecksum.Of(given) is var made && written.GetString() != made)
        {
            throw Refuse(SettingsChecksum.Name, "a setting changed after the checksum was made: it is",
                written.GetRawText(), $"\"{made}\" of the settings as they are, or no checksum");
        }

        return profile;
    }

    private static RankingProfile ReadProfile(Settings given)
    {
        var otherwise = new RankingProfile();
        var profile = new RankingProfile
        {
            CoverageWeight = given.Number("coverageWeight", otherwise.CoverageWeight, 0),
            ProximityWeight = given.Number("proximityWeight", otherwise.ProximityWeight, 0),
            PreviousWeight = given.Number("previousWeight", otherwise.PreviousWeight, 0),
            NextWeight = given.Number("nextWeight", otherwise.NextWeight, 0),
            SecondNeighbourShare = given.Number("secondNeighbourShare", otherwise.SecondNeighbourShare, 0, 1),
            PeakShare = given.Number("peakShare", otherwise.PeakShare, 0, 1),
            MissingNeighbourShare = given.Number("missingNeighbourShare", otherwise.MissingNeighbourShare, 0, 1),
            BackgroundDepth = given.Whole("backgroundDepth", otherwise.BackgroundDepth),
            SpeakerLift = given.Number("speakerLift", otherwise.SpeakerLift, 0),
            RerankWeight = given.Number("rerankWeight", otherwise.RerankWeight, 0),
            K1 = given.Number("k1", otherwise.K1, 0),
            B = given.Number("b", otherwise.B, 0, 1),
            EpisodeOnlyPenalty = given.Number("episodeOnlyPenalty", otherwise.EpisodeOnlyPenalty, 0),
            ConvexDenseWeight = given.Number("convexDenseWeight", otherwise.ConvexDenseWeight, 0, 1),
            RrfK = given.Whole("rrfK", otherwise.RrfK),
            Relevance = given.OptionalGroup("relevance") is { } relevance ? ReadRelevance(relevance) : null,
            Relatedness = given.Group("relatedness") is { } relatedness ? ReadRelatedness(relatedness, otherwise.Relatedness) : otherwise.Relatedness,
            Quotation = given.Group("quotation") is { } quotation ? ReadQuotation(quotation, otherwise.Quotation) : otherwise.Quotation,
            Reading = given.OptionalGroup("reading") is { } reading ? ReadReading(reading, new ReadingModel()) : null,
            MadeBy = given.Text("madeBy", isOptional: true),
        };
        given.Text(SettingsChecksum.Name, isOptional: false);
        given.Finish();
        return profile;
    }

    private static RelevanceModel ReadRelevance(Settings given)
    {
        var onTopic = given.RequiredGroup("onTopic");
        var standsOut = given.RequiredGroup("standsOut");
        var otherwise = new RelevanceModel(
            new OnTopicModel(onTopic.RequiredNumber("intercept"), onTopic.RequiredNumber("cosine"), onTopic.RequiredNumber("coverage")),
            new StandsOutModel(standsOut.RequiredNumber("intercept"), standsOut.RequiredNumber("lead"), standsOut.OptionalNumber("backgroundScore")));
        var model = otherwise with
        {
            Threshold = given.Number("threshold", otherwise.Threshold, 0, 1),
            QuotationShare = given.Number("quotationShare", otherwise.QuotationShare, 0, 1),
            Likely = given.Number("likely", otherwise.Likely, 0, 1),
        };
        onTopic.Finish();
        standsOut.Finish();
        given.Finish();
        return model;
    }

    private static RelatednessModel ReadRelatedness(Settings given, RelatednessModel otherwise)
    {
        var model = new RelatednessModel
        {
            SameEpisode = given.Group("sameEpisode") is { } same ? ReadCurve(same, otherwise.SameEpisode) : otherwise.SameEpisode,
            OtherEpisode = given.Group("otherEpisode") is { } other ? ReadCurve(other, otherwise.OtherEpisode) : otherwise.OtherEpisode,
            OtherEpisodeBonus = given.Number("otherEpisodeBonus", otherwise.OtherEpisodeBonus),
        };
        given.Finish();
        return model;
    }

    private static LogisticCurve ReadCurve(Settings given, LogisticCurve otherwise)
    {
        var curve = new LogisticCurve(given.Number("slope", otherwise.Slope), given.Number("midpoint", otherwise.Midpoint));
        given.Finish();
        return curve;
    }

    private static QuotationWeights ReadQuotation(Settings given, QuotationWeights otherwise)
    {
        var weights = new QuotationWeights
        {
            Terms = given.Number("terms", otherwise.Terms),
            Length = given.Number("length", otherwise.Length),
            Forward = given.Number("forward", otherwise.Forward),
        };
        given.Finish();
        return weights;
    }

    private static ReadingModel ReadReading(Settings given, ReadingModel otherwise)
    {
        var model = new ReadingModel
        {
            Intercept = given.Number("intercept", otherwise.Intercept),
            Logit = given.Number("logit", otherwise.Logit),
            Relevance = given.Number("relevance", otherwise.Relevance),
            Words = given.Number("words", otherwise.Words),
            Score = given.Number("score", otherwise.Score),
            Tenfold = given.Number("tenfold", otherwise.Tenfold),
            Threshold = given.Number("threshold", otherwise.Threshold, 0, 1),
            Likely = given.Number("likely", otherwise.Likely, 0, 1),
        };
        given.Finish();
        return model;
    }

    /// <summary>The line of each field, from 1; a parsed document does not keep it.</summary>
    private void FindLines(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var names = new Stack<string>();
        var parents = new Stack<string>();
        while (reader.Read())
        {
            var line = 1 + json.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            var text = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? TextOf(ref reader, line) : null;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                names.Push((parents.TryPeek(out var parent) && parent.Length > 0 ? parent + "." : "") + text);
                if (!_lines.TryAdd(names.Peek(), line))
                    throw Refuse(_file, line, $"\"{names.Peek()}\" is there twice; expected it once", "it twice", "it once");
            }
            else if (reader.TokenType == JsonTokenType.StartObject)
            {
                parents.Push(names.TryPop(out var name) ? name : "");
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                parents.Pop();
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                // No setting is an array; whatever is inside of one has no name.
                reader.Skip();
                names.TryPop(out _);
            }
            else
            {
                names.TryPop(out _);
            }
        }
    }

    /// <summary>A name or text; bytes that are no UTF-8, or half a surrogate pair, are none.</summary>
    private string? TextOf(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw Refuse(_file, line, $"this is no JSON object: {e.Message}", null, Profile);
        }
    }

    private ModelException Refuse(string name, string fault, string found, string expected) =>
        Refuse(_file, LineOf(name), $"{fault} {found}; expected {expected}", found, expected);

    private int LineOf(string name) => _lines.GetValueOrDefault(name, 1);

    private static ModelException Refuse(string file, int line, string what, string? found, string expected)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
        return new ModelException($"{place}: {what}{(what.EndsWith('.') ? "" : ".")}") { Place = place, Found = found, Expected = expected };
    }

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].TrimEnd();

    /// <summary>An object of the file: its fields are asked for by name, and <see cref="Finish"/> refuses one that nobody asked for.</summary>
    private sealed class Settings(ProfileReader file, JsonElement given, string parent)
    {
        private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

        public double Number(string name, double otherwise, double least = -Most, double most = Most) =>
            Find(name) is { } value ? Number(name, value, "a number", least, most) : otherwise;

        public double RequiredNumber(string name) => Number(name, Require(name), "a number", -Most, Most);

        public double? OptionalNumber(string name) =>
            Find(name) is { ValueKind: not JsonValueKind.Null } value ? Number(name, value, "a number", -Most, Most) : null;

        /// <summary>A whole number that is not negative.</summary>
        public int Whole(string name, int otherwise)
        {
            if (Find(name) is not { } value) return otherwise;
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var whole)) throw Refuse(name, value, "a whole number");
            Number(name, value, "a whole number", 0, int.MaxValue);
            return whole;
        }

        public string? Text(string name, bool isOptional)
        {
            if (Find(name) is not { } value || (isOptional && value.ValueKind == JsonValueKind.Null)) return null;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Refuse(name, value, "text");
        }

        /// <summary>The group of a name; null where there is none.</summary>
        public Settings? Group(string name) => Find(name) is { } value ? Group(name, value) : null;

        /// <summary>As <see cref="Group(string)"/>, and null where it is null.</summary>
        public Settings? OptionalGroup(string name) => Find(name) is { ValueKind: not JsonValueKind.Null } value ? Group(name, value) : null;

        public Settings RequiredGroup(string name) => Group(name, Require(name));

        public void Finish()
        {
            foreach (var field in given.EnumerateObject())
            {
                if (!_asked.Contains(field.Name)) throw Refuse(field.Name, field.Value, "no such field");
            }
        }

        private Settings Group(string name, JsonElement value) =>
            value.ValueKind == JsonValueKind.Object ? new Settings(file, value, $"{parent}{name}.") : throw Refuse(name, value, "an object");

        private double Number(string name, JsonElement value, string what, double least, double most)
        {
            if (value.ValueKind != JsonValueKind.Number) throw Refuse(name, value, what);
            if (value.GetDouble() is var number && number >= least && number <= most) return number;
            throw Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"{what} from {least:#,0} to {most:#,0}"));
        }

        private JsonElement? Find(string name)
        {
            _asked.Add(name);
            return given.TryGetProperty(name, out var value) ? value : null;
        }

        private JsonElement Require(string name) => Find(name)
            ?? throw file.Refuse(parent.TrimEnd('.'), $"\"{parent}{name}\" is", "not there", "a number or group in its place");

        private ModelException Refuse(string name, JsonElement value, string expected)
        {
            var text = value.GetRawText();
            return ProfileReader.Refuse(file._file, file.LineOf(parent + name), $"\"{parent}{name}\" is {text}; expected {expected}", text,
                expected == "no such field" ? Profile : expected);
        }
    }
}
