using System.Security.Cryptography;
using System.Text;

namespace SemanticSnips.Transcripts;

/// <summary>Makes ids for snips whose source has none.</summary>
internal static class SnipId
{
    /// <summary>A stable id: the same content has the same id in every import, on every machine.</summary>
    /// <returns>Twelve lower-case hexadecimal digits.</returns>
    public static string FromContent(string? show, string? episode, TimeSpan? start, TimeSpan? end, string? title)
    {
        var key = string.Join('\u001f', show, episode, start?.Ticks, end?.Ticks, title);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0, 6);
    }
}
