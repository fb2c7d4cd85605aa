using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace SemanticSnips.Inference;

/// <summary>Reads a card strictly: a setting that is missing, mistyped or unknown is refused by name, never guessed.</summary>
internal sealed class CardReader
{
    private const string DefaultKind = "embedding";

    /// <summary>Far above any model's window; memory is taken for a text of that length when the model is loaded.</summary>
    private const int MostTokens = 1 << 20;

    /// <summary>What a vector segment holds at most.</summary>
    private const int MostDimensions = 65_536;

    private readonly string _path;
    private readonly string _parent;
    private readonly Dictionary<string, Setting> _unread = [];
    private readonly int _line;
    private string? _checksum;

    private CardReader(string path, string parent, ref Utf8JsonReader json, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _parent = parent;
        _line = Line(bytes, json.TokenStartIndex);
        if (json.TokenType != JsonTokenType.StartObject) throw Refuse(_line, "not a card", $"a JSON {json.TokenType}", "an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var line = Line(bytes, json.TokenStartIndex);
            var name = TextOf(ref json, line);
            json.Read();
            if (json.TokenType == JsonTokenType.String) TextOf(ref json, line);
            var setting = json.TokenType == JsonTokenType.StartObject
                ? new Setting(line, default, new CardReader(path, Name(name) + ".", ref json, bytes))
                : new Setting(line, JsonElement.ParseValue(ref json), null);
            if (!_unread.TryAdd(name, setting)) throw Refuse(line, $"\"{Name(name)}\"", "it twice", "it once");
        }
    }

    /// <summary>A name or text; one of half a surrogate pair is none.</summary>
    private string TextOf(ref Utf8JsonReader json, int line)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Refuse(line, "not a card", e.Message, "whole Unicode characters");
        }
    }

    /// <summary>Opens the card in <paramref name="folder"/>, which must be of a kind.</summary>
    public static CardReader Open(string folder, string kind)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder, ModelCard.FileName);
        var bytes = ModelFile.Read(path);
        if (!Utf8.IsValid(bytes)) throw InferenceException.At(path, "not a card", "bytes that are no UTF-8", "JSON in UTF-8");
        try
        {
            ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
            var json = new Utf8JsonReader(text);
            json.Read();
            var card = new CardReader(path, "", ref json, text);
            // Reads to the end: nothing but white space may follow.
            json.Read();
            card.Expect(kind);
            using (var settings = JsonDocument.Parse(text.ToArray())) card._checksum = SettingsChecksum.Of(settings.RootElement);
            return card;
        }
        catch (JsonException e)
        {
            var place = $"{path}:{e.LineNumber + 1}";
            throw new InferenceException($"{place}: the card is no JSON: {e.Message}", e) { Place = place, Found = e.Message, Expected = "JSON" };
        }
    }

    public EmbeddingCard ReadEmbedding()
    {
        var hasOrt = HasOrt();
        var card = new EmbeddingCard
        {
            Id = NonEmpty("id"),
            File = FileName("file"),
            Sha256 = Sha256("sha256"),
            OrtFile = hasOrt ? FileName("ortFile") : null,
            OrtSha256 = hasOrt ? Sha256("ortSha256") : null,
            Tokenizer = Tokenizer(),
            Vocabulary = FileName("vocabulary"),
            VocabularySha256 = Sha256("vocabularySha256"),
            Dimensions = Whole(1, MostDimensions, "dimensions"),
            Pooling = OneOf("pooling", "cls", "mean") == "cls" ? Pooling.Cls : Pooling.Mean,
            Normalize = Boolean("normalize"),
            MaxTokens = Whole(3, MostTokens, "maxTokens"),
            QueryPrefix = Text("queryPrefix"),
            PassagePrefix = Text("passagePrefix"),
            License = Text("license"),
            Origin = Text("origin"),
        };
        Finish();
        return card;
    }

    public ReaderCard ReadReader()
    {
        var hasOrt = HasOrt();
        var outputs = Group("outputs");
        var card = new ReaderCard
        {
            Id = NonEmpty("id"),
            File = FileName("file"),
            Sha256 = Sha256("sha256"),
            OrtFile = hasOrt ? FileName("ortFile") : null,
            OrtSha256 = hasOrt ? Sha256("ortSha256") : null,
            Tokenizer = Tokenizer(),
            Vocabulary = FileName("vocabulary"),
            VocabularySha256 = Sha256("vocabularySha256"),
            MaxTokens = Whole(3, MostTokens, "maxTokens"),
            MaxQuestionTokens = Whole(1, MostTokens, "maxQuestionTokens"),
            MaxSentenceTokens = Whole(1, MostTokens, "maxSentenceTokens"),
            SentenceMarker = NonEmpty("sentenceMarker"),
            TokenOutput = outputs.NonEmpty("tokens"),
            RelevanceOutput = outputs.NonEmpty("relevance"),
            License = Text("license"),
            Origin = Text("origin"),
        };
        outputs.Finish();
        Finish();

        // [CLS], the question, [SEP], a marker, a sentence and [SEP] must have room at their longest.
        var least = card.MaxQuestionTokens + card.MaxSentenceTokens + 4;
        return card.MaxTokens >= least
            ? card
            : throw Refuse(_line, "\"maxTokens\"", $"{card.MaxTokens}",
                $"at least {least}, for a question of {card.MaxQuestionTokens} and a sentence of {card.MaxSentenceTokens}");
    }

    private void Expect(string kind)
    {
        if (!_unread.TryGetValue("kind", out var setting))
        {
            if (kind != DefaultKind) throw Refuse(_line, "\"kind\"", $"nothing, which means \"{DefaultKind}\"", $"\"{kind}\"");
            return;
        }

        var found = OneOf("kind", "embedding", "reader");
        if (found != kind) throw Refuse(setting.Line, "\"kind\"", $"\"{found}\"", $"\"{kind}\"");
    }

    private void Finish()
    {
        var written = default(Setting);
        var hasChecksum = _checksum is not null && _unread.Remove(SettingsChecksum.Name, out written);
        if (_unread.Count == 0)
        {
            if (!hasChecksum || (written.Value.ValueKind == JsonValueKind.String && written.Value.GetString() == _checksum)) return;
            throw Refuse(written.Line, "a setting changed after the checksum was made",
                written.Group is null ? written.Value.GetRawText() : "an object", $"\"{_checksum}\" of the settings as they are, or no checksum");
        }

        var (name, setting) = _unread.First();
        throw Refuse(setting.Line, "an unknown setting, which could change what the model gives",
            $"\"{Name(name)}\"", "only the settings of this kind of card");
    }

    private Setting Take(string name, string expected) =>
        _unread.Remove(name, out var setting) ? setting : throw Refuse(_line, $"\"{Name(name)}\" is missing", "nothing", expected);

    private CardReader Group(string name)
    {
        var setting = Take(name, "an object");
        return setting.Group ?? throw Wrong(name, setting, "an object");
    }

    private bool HasOrt() => _unread.ContainsKey("ortFile") || _unread.ContainsKey("ortSha256");

    private string Tokenizer() =>
        _unread.ContainsKey("tokenizer") ? OneOf("tokenizer", WordPieceTokenizer.BertUncased, WordPieceTokenizer.BertCased) : WordPieceTokenizer.BertUncased;

    private string Text(string name) => Text(name, "a string").Text;

    private (Setting Setting, string Text) Text(string name, string expected)
    {
        var setting = Take(name, expected);
        return setting.Value.ValueKind == JsonValueKind.String ? (setting, setting.Value.GetString()!) : throw Wrong(name, setting, expected);
    }

    private string NonEmpty(string name) => Text(name, t => t.Length > 0, "a string that is not empty");

    private string FileName(string name) =>
        Text(name, t => t.Length > 0 && Path.GetFileName(t) == t && t is not ("." or ".."), "a file name within the folder, without a path");

    private string Sha256(string name) => Text(name, t => t.Length == 64 && t.All(char.IsAsciiHexDigit), "64 hexadecimal digits").ToLowerInvariant();

    private string OneOf(string name, params string[] known) => Text(name, known.Contains, $"one of {string.Join(", ", known)}");

    private string Text(string name, Func<string, bool> fits, string expected)
    {
        var (setting, text) = Text(name, expected);
        return fits(text) ? text : throw Wrong(name, setting, expected);
    }

    private int Whole(int least, int most, string name)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most:#,0}");
        var setting = Take(name, expected);
        return setting.Value.ValueKind == JsonValueKind.Number && setting.Value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, setting, expected);
    }

    private bool Boolean(string name)
    {
        var setting = Take(name, "true or false");
        return setting.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? setting.Value.GetBoolean() : throw Wrong(name, setting, "true or false");
    }

    private string Name(string name) => _parent + name;

    private InferenceException Wrong(string name, Setting setting, string expected) =>
        Refuse(setting.Line, $"\"{Name(name)}\"", setting.Group is null ? setting.Value.GetRawText() : "an object", expected);

    private InferenceException Refuse(int line, string fault, string found, string expected) =>
        InferenceException.At($"{_path}:{line}", fault, found, expected);

    private static int Line(ReadOnlySpan<byte> bytes, long offset) => bytes[..(int)offset].Count((byte)'\n') + 1;

    /// <summary>A value, or a group of settings, and where it stands.</summary>
    private readonly record struct Setting(int Line, JsonElement Value, CardReader? Group);
}
