using System.Text.RegularExpressions;

namespace SemanticSnips.Testing;

/// <summary>A card or profile that a test changes.</summary>
internal static partial class SettingsFile
{
    /// <summary>The settings without the checksum that would no longer be theirs.</summary>
    public static string WithoutChecksum(string json) => Checksum().Replace(json, "");

    [GeneratedRegex(",\\s*\"checksum\": *\"[0-9a-f]*\"")]
    private static partial Regex Checksum();
}
