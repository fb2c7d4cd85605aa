using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SemanticSnips.Testing;

namespace SemanticSnips.Embedding.Tests;

/// <summary>A copy of the tiny model that a test may bend.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelFolder()
    {
        foreach (var name in new[] { "model.json", "model.onnx", "vocab.txt" })
            File.Copy(Repository.File("tests", "golden", "tiny-bert", name), _folder.File(name));
    }

    public string Path => _folder.Path;

    public string FileIn(string name) => _folder.File(name);

    /// <summary>Changes the card; a null value takes the setting away.</summary>
    public ModelFolder With(string setting, JsonNode? value)
    {
        var path = _folder.File("model.json");
        var card = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        if (value is null) card.Remove(setting);
        else card[setting] = value;
        File.WriteAllText(path, card.ToJsonString());
        return this;
    }

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
