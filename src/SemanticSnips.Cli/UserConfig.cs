using System.Globalization;
using System.Text.Json;

namespace SemanticSnips.Cli;

/// <summary>The user's file of settings, read whole: a mistake in it is told with file, line, key, what was found and what was expected.</summary>
internal sealed class UserConfig
{
    public const string FileName = "config.json";

    private const string Example = """{ "index": "~/Podcasts/snips" }""";

    /// <summary>The settings that there are, and what each holds.</summary>
    private static readonly (string Key, string Expected)[] Known =
    [
        ("index", "a folder"),
        ("library", "the address of a server, postgres://USER@HOST/DATABASE"),
        ("model", "a folder with a model.json"),
        ("color", "auto, always or never"),
        ("pager", "a command; empty for none"),
    ];

    private readonly string _path;
    private readonly string? _home;
    private readonly Dictionary<string, (string Text, int Line)> _values = [];

    private UserConfig(string path, string? home) => (_path, _home) = (path, home);

    /// <summary>Where the file is, or would be; null where the system has no place for it.</summary>
    public static string? PathOf(Host host) => host.Folders.Config is { } folder ? Path.Combine(folder, FileName) : null;

    /// <summary>Reads the file; without one nothing is set.</summary>
    /// <exception cref="UsageException">It cannot be read, or something in it is not as it should be.</exception>
    public static UserConfig Read(Host host)
    {
        var path = PathOf(host);
        var config = new UserConfig(path ?? FileName, host.Folders.Home);
        if (path is null || ReadFile(path) is not { } json) return config;
        try
        {
            config.Parse(json);
        }
        catch (JsonException e)
        {
            throw config.Mistake((int)(e.LineNumber ?? 0) + 1, $"this is no JSON: {FirstSentence(e.Message)}", null, $"one object, as in {Example}");
        }

        return config;
    }

    /// <summary>A value as it stands there; null where it is not set.</summary>
    public Setting? Find(string key) => _values.TryGetValue(key, out var value)
        ? new Setting(value.Text, SettingSource.Config, string.Create(CultureInfo.InvariantCulture, $"{_path}:{value.Line}"))
        : null;

    /// <summary>A folder, relative to the file's own; null where it is not set.</summary>
    public Setting? FindFolder(string key)
    {
        if (Find(key) is not { Value: { } typed } setting) return null;
        var path = _home is not null && (typed == "~" || typed.StartsWith("~/", StringComparison.Ordinal)) ? Path.Join(_home, typed[1..]) : typed;
        return setting with { Value = Path.GetFullPath(path, Path.GetDirectoryName(_path)!) };
    }

    private void Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Mistake(LineOf(json, reader), $"this is {Describe(reader)}", Describe(reader), $"one object, as in {Example}");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var line = LineOf(json, reader);
            reader.Read();
            Add(key, line, reader);
            reader.Skip();
        }

        if (reader.Read()) throw Mistake(LineOf(json, reader), "something follows the object", Describe(reader), "the end of the file");
    }

    private void Add(string key, int line, Utf8JsonReader value)
    {
        if (Known.FirstOrDefault(k => k.Key == key) is not { Key: not null } known)
        {
            throw Mistake(line, $"there is no setting \"{key}\"", key, $"one of {string.Join(", ", Known.Select(k => k.Key))}");
        }

        var text = value.TokenType == JsonTokenType.String ? value.GetString()! : null;
        var fits = key switch
        {
            _ when text is null => false,
            "color" => Preferences.ParseColour(text) is not null,
            "pager" => true,
            _ => !string.IsNullOrWhiteSpace(text),
        };
        if (!fits) throw Mistake(line, $"\"{key}\" is {Describe(value)}", Describe(value), known.Expected);
        if (!_values.TryAdd(key, (text!, line)))
        {
            throw Mistake(
                line, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" stands here again, after line {_values[key].Line}"), key, "each setting once");
        }
    }

    private UsageException Mistake(int line, string what, string? found, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path}:{line}: {what}; expected {expected}."), "Correct it, or move the file away.")
        {
            Place = string.Create(CultureInfo.InvariantCulture, $"{_path}:{line}"),
            Found = found,
            Expected = expected,
        };

    private static string Describe(Utf8JsonReader value) => value.TokenType switch
    {
        JsonTokenType.String => $"\"{value.GetString()}\"",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.None => "empty",
        _ => System.Text.Encoding.UTF8.GetString(value.ValueSpan),
    };

    private static int LineOf(ReadOnlySpan<byte> json, Utf8JsonReader reader) => 1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n');

    private static string FirstSentence(string message) => message.Split(" LineNumber:", 2)[0].TrimEnd('.', ' ');

    private static byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The settings in '{path}' cannot be read: {e.Message}") { Place = path };
        }
    }
}
