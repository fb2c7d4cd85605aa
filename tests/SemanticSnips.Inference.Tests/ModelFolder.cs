using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

/// <summary>A copy of the tiny model that a test may bend.</summary>
internal sealed class ModelFolder : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TemporaryFolder _folder = new();

    public ModelFolder() : this("tests", "golden", "tiny-bert")
    {
        foreach (var name in new[] { "model.onnx", "vocab.txt" })
            File.Copy(Repository.File("tests", "golden", "tiny-bert", name), _folder.File(name));
    }

    /// <summary>The card alone of another model.</summary>
    public ModelFolder(params string[] model) => File.Copy(Repository.File([.. model, "model.json"]), _folder.File("model.json"));

    public string Path => _folder.Path;

    public string FileIn(string name) => _folder.File(name);

    /// <summary>Changes the card; a null value takes the setting away.</summary>
    public ModelFolder With(string setting, JsonNode? value)
    {
        var path = _folder.File("model.json");
        var card = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        if (value is null) card.Remove(setting);
        else card[setting] = value;
        if (setting != "checksum") card.Remove("checksum");
        File.WriteAllText(path, card.ToJsonString(Indented));
        return this;
    }

    /// <summary>The line of the card on which a setting stands, from 1.</summary>
    public int LineOf(string setting) =>
        1 + Array.FindIndex(File.ReadAllLines(_folder.File("model.json")), l => l.TrimStart().StartsWith($"\"{setting}\":", StringComparison.Ordinal));

    /// <summary>Renames something inside the network, and makes the card's hash agree.</summary>
    public ModelFolder WithRenamed(string name, string sameLength)
    {
        var path = _folder.File("model.onnx");
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        return WithNetwork(Encoding.Latin1.GetBytes(text.Replace(name, sameLength, StringComparison.Ordinal)));
    }

    public ModelFolder WithNetwork(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("model.onnx"), bytes);
        return With("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public ModelFolder WithVocabulary(params string[] pieces)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', pieces));
        File.WriteAllBytes(_folder.File("vocab.txt"), bytes);
        return With("vocabularySha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public void Dispose() => _folder.Dispose();
}
