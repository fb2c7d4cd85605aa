using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.OnnxRuntime;
using SemanticSnips.Inference;

namespace SemanticSnips.Benchmarks.Networks;

/// <summary>Makes a model's network in ONNX Runtime's own format, optimised as a session would each time, and names it in the model's card.</summary>
internal static class OrtNetwork
{
    private const string FileName = "model.ort";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file and the card's lines.</summary>
    /// <param name="folder">The model's folder.</param>
    public static void Write(string folder)
    {
        var path = Path.Combine(folder, ModelCard.FileName);
        var card = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var network = Path.Combine(folder, card["file"]!.GetValue<string>());
        ModelFile.Verify(network, ModelFile.Read(network), card["sha256"]!.GetValue<string>());

        OrtTelemetry.TurnOff();

        // What any processor runs: beyond "extended" lie layouts of one kind of processor.
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
            OptimizedModelFilePath = Path.Combine(folder, FileName),
        };
        options.AddSessionConfigEntry("session.save_model_format", "ORT");
        using (new InferenceSession(network, options))
        {
            // Making the session writes the file.
        }

        card.Remove("ortFile");
        card.Remove("ortSha256");
        card.Remove(SettingsChecksum.Name);
        var place = card.IndexOf("sha256") + 1;
        card.Insert(place, "ortFile", FileName);
        card.Insert(place + 1, "ortSha256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, FileName)))));
        using (var settings = JsonDocument.Parse(card.ToJsonString(Readable))) card[SettingsChecksum.Name] = SettingsChecksum.Of(settings.RootElement);
        File.WriteAllText(path, card.ToJsonString(Readable) + "\n");
    }
}
