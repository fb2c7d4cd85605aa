using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
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

    private static readonly Dictionary<string, (double Least, double Most)> Ranges = new(StringComparer.Ordinal)
    {
        ["coverageWeight"] = (0, Most),
        ["previousWeight"] = (0, Most),
        ["nextWeight"] = (0, Most),
        ["secondNeighbourShare"] = (0, 1),
        ["peakShare"] = (0, 1),
        ["missingNeighbourShare"] = (0, 1),
        ["backgroundDepth"] = (0, int.MaxValue),
        ["speakerLift"] = (0, Most),
        ["k1"] = (0, Most),
        ["b"] = (0, 1),
        ["episodeOnlyPenalty"] = (0, Most),
        ["convexDenseWeight"] = (0, 1),
        ["rrfK"] = (0, int.MaxValue),
        ["relevance.threshold"] = (0, 1),
        ["relevance.likely"] = (0, 1),
        ["relevance.quotationShare"] = (0, 1),
        ["reading.threshold"] = (0, 1),
        ["reading.likely"] = (0, 1),
    };

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
        Check(given, RankingJson.Default.RankingProfile, "");
        if (given.TryGetProperty(SettingsChecksum.Name, out var written) && SettingsChecksum.Of(given) is var made && written.GetString() != made)
        {
            throw Refuse(SettingsChecksum.Name, "a setting changed after the checksum was made: it is",
                written.GetRawText(), $"\"{made}\" of the settings as they are, or no checksum");
        }

        // Generated readers leave what is missing at zero, whatever the property's initializer says; hence the defaults underneath.
        var whole = JsonSerializer.SerializeToNode(new RankingProfile(), RankingJson.Default.RankingProfile)!.AsObject();
        if (given.TryGetProperty("reading", out var reading) && reading.ValueKind == JsonValueKind.Object)
            whole["reading"] = JsonSerializer.SerializeToNode(new ReadingModel(), RankingJson.Default.ReadingModel);
        Lay(given, whole);
        whole.Remove(SettingsChecksum.Name);
        RequireAll(whole, RankingJson.Default.RankingProfile, "");
        return whole.Deserialize(RankingJson.Default.RankingProfile)!;
    }

    private void Check(JsonElement group, JsonTypeInfo type, string parent)
    {
        var known = type.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var setting in group.EnumerateObject())
        {
            var name = parent + setting.Name;
            if (known.TryGetValue(setting.Name, out var property)) Check(setting.Value, property, name);
            else if (name != SettingsChecksum.Name) throw Refuse(name, setting.Value, "no such field");
            else if (setting.Value.ValueKind != JsonValueKind.String) throw Refuse(name, setting.Value, "text");
        }
    }

    /// <summary>Refuses a group that has no defaults and is given in part.</summary>
    private void RequireAll(JsonObject group, JsonTypeInfo type, string parent)
    {
        foreach (var property in type.Properties)
        {
            if (group[property.Name] is JsonObject inner)
                RequireAll(inner, RankingJson.Default.GetTypeInfo(property.PropertyType)!, $"{parent}{property.Name}.");
            else if (!group.ContainsKey(property.Name) && property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false })
                throw Refuse(parent.TrimEnd('.'), $"\"{parent}{property.Name}\" is", "not there", "a number or group in its place");
        }
    }

    private void Check(JsonElement value, JsonPropertyInfo property, string name)
    {
        var (type, isOptional) = Nullable.GetUnderlyingType(property.PropertyType) is { } of ? (of, true) : (property.PropertyType, property.IsGetNullable);
        if (value.ValueKind == JsonValueKind.Null && isOptional) return;
        if (type == typeof(string))
        {
            if (value.ValueKind != JsonValueKind.String) throw Refuse(name, value, "text");
        }
        else if (type == typeof(double) || type == typeof(int))
        {
            var what = type == typeof(int) ? "a whole number" : "a number";
            if (value.ValueKind != JsonValueKind.Number || (type == typeof(int) && !value.TryGetInt32(out _))) throw Refuse(name, value, what);
            var (least, most) = Ranges.GetValueOrDefault(name, (-Most, Most));
            if (value.GetDouble() is var number && !(number >= least && number <= most))
                throw Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"{what} from {least:#,0} to {most:#,0}"));
        }
        else if (value.ValueKind != JsonValueKind.Object)
        {
            throw Refuse(name, value, "an object");
        }
        else
        {
            Check(value, RankingJson.Default.GetTypeInfo(type)!, name + ".");
        }
    }

    private static void Lay(JsonElement given, JsonObject over)
    {
        foreach (var constant in given.EnumerateObject())
        {
            if (constant.Value.ValueKind == JsonValueKind.Object && over[constant.Name] is JsonObject group) Lay(constant.Value, group);
            else over[constant.Name] = JsonNode.Parse(constant.Value.GetRawText());
        }
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

    private ModelException Refuse(string name, JsonElement value, string expected) =>
        Refuse(_file, LineOf(name), $"\"{name}\" is {value.GetRawText()}; expected {expected}", value.GetRawText(), expected == "no such field"
            ? Profile : expected);

    private ModelException Refuse(string name, string fault, string found, string expected) =>
        Refuse(_file, LineOf(name), $"{fault} {found}; expected {expected}", found, expected);

    private int LineOf(string name) => _lines.GetValueOrDefault(name, 1);

    private static ModelException Refuse(string file, int line, string what, string? found, string expected)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
        return new ModelException($"{place}: {what}{(what.EndsWith('.') ? "" : ".")}") { Place = place, Found = found, Expected = expected };
    }

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].TrimEnd();
}
