using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SemanticSnips.Inference;

/// <summary>A checksum that a file of settings may carry of all its other settings: a letter that decayed would otherwise be a setting like any
/// other.</summary>
/// <remarks>Layout does not count: it is made of the settings by name, in ordinal order. A file without one is taken as it is.</remarks>
internal static class SettingsChecksum
{
    /// <summary>The setting that holds it.</summary>
    public const string Name = "checksum";

    /// <summary>SHA-256 of the settings, 64 hexadecimal digits in lower case.</summary>
    /// <param name="settings">The file's object.</param>
    public static string Of(JsonElement settings)
    {
        var lines = new List<string>();
        Collect(settings, "", lines);
        lines.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static void Collect(JsonElement group, string parent, List<string> lines)
    {
        foreach (var setting in group.EnumerateObject())
        {
            var name = parent + setting.Name;
            if (name == Name) continue;
            if (setting.Value.ValueKind == JsonValueKind.Object) Collect(setting.Value, name + ".", lines);
            else lines.Add($"{name}={setting.Value.GetRawText()}");
        }
    }
}
