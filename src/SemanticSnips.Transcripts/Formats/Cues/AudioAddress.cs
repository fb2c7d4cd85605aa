namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Tells an address that a player can open from the other strings that transcripts keep for their audio.</summary>
internal static class AudioAddress
{
    /// <summary>The http or https address, or the absolute path, without a time; null for anything else, such as a bare file name.</summary>
    public static string? From(string? value)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value) || value.Any(char.IsControl)) return null;
        var isWeb = value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || value.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (isWeb) return Uri.TryCreate(value, UriKind.Absolute, out _) ? WithoutTime(value) : null;
        return value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal) ? value : null;
    }

    private static string WithoutTime(string address)
    {
        var time = address.IndexOf("#t=", StringComparison.Ordinal);
        return time < 0 ? address : address[..time];
    }
}
