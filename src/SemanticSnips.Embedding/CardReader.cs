using System.Text.Json;

namespace SemanticSnips.Embedding;

/// <summary>Reads a card strictly: a setting that is missing, mistyped or unknown is refused by name, never guessed.</summary>
internal sealed class CardReader
{
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _unread = [];

    public CardReader(string path, JsonElement root)
    {
        _path = path;
        if (root.ValueKind != JsonValueKind.Object) throw Refusal($"is a JSON {root.ValueKind}, expected an object");
        foreach (var property in root.EnumerateObject())
        {
            if (!_unread.TryAdd(property.Name, property.Value)) throw Refusal($"has \"{property.Name}\" twice");
        }
    }

    public ModelCard Read()
    {
        var card = new ModelCard
        {
            Id = NonEmpty("id"),
            File = FileName("file"),
            Sha256 = Sha256("sha256"),
            Tokenizer = OneOf("tokenizer", WordPieceTokenizer.BertUncased),
            Vocabulary = FileName("vocabulary"),
            VocabularySha256 = Sha256("vocabularySha256"),
            Dimensions = AtLeast(1, "dimensions"),
            Pooling = OneOf("pooling", "cls", "mean") == "cls" ? Pooling.Cls : Pooling.Mean,
            Normalize = Boolean("normalize"),
            MaxTokens = AtLeast(3, "maxTokens"),
            QueryPrefix = Text("queryPrefix"),
            PassagePrefix = Text("passagePrefix"),
            License = Text("license"),
            Origin = Text("origin"),
        };
        if (_unread.Count > 0)
            throw Refusal($"has the unknown setting \"{_unread.Keys.First()}\", which could change the vectors; remove it if it does not");
        return card;
    }

    private JsonElement Take(string name) =>
        _unread.Remove(name, out var value) ? value : throw Refusal($"lacks \"{name}\"");

    private string Text(string name)
    {
        var value = Take(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, value, "a string");
    }

    private string NonEmpty(string name)
    {
        var text = Text(name);
        return text.Length > 0 ? text : throw Refusal($"has an empty \"{name}\"");
    }

    private string FileName(string name)
    {
        var text = NonEmpty(name);
        return Path.GetFileName(text) == text && text is not ("." or "..")
            ? text
            : throw Refusal($"has \"{name}\": \"{text}\", expected a file name within the folder, without a path");
    }

    private string Sha256(string name)
    {
        var text = Text(name);
        return text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw Refusal($"has \"{name}\": \"{text}\", expected 64 hexadecimal digits");
    }

    private string OneOf(string name, params string[] known)
    {
        var text = Text(name);
        return known.Contains(text)
            ? text
            : throw Refusal($"has \"{name}\": \"{text}\", which is unknown here; known: {string.Join(", ", known)}");
    }

    private int AtLeast(int least, string name)
    {
        var value = Take(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw Wrong(name, value, $"a whole number of at least {least}");
    }

    private bool Boolean(string name)
    {
        var value = Take(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(name, value, "true or false");
    }

    private ModelException Wrong(string name, JsonElement found, string expected) =>
        Refusal($"has \"{name}\": {found.GetRawText()}, expected {expected}");

    private ModelException Refusal(string fault) => new($"The model card {_path} {fault}. Correct the card.");
}
