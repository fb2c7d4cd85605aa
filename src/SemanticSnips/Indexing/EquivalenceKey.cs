using System.Security.Cryptography;
using System.Text;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Indexing;

/// <summary>Tells snips of one episode, and the same moment in two formats.</summary>
internal static class EquivalenceKey
{
    /// <summary>A title shorter than this is equal only to itself: "Introduction" begins many.</summary>
    private const int MinPrefix = 12;

    /// <summary>The episode, normalised: equal keys are one episode.</summary>
    public static string Episode(Snip snip)
    {
        var title = Normalise(snip.Episode.Title);
        var name = title.Length > 0 ? title : Normalise(snip.Episode.Url ?? snip.Source);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 8);
    }

    /// <summary>The range and the episode's title as "start-end title"; empty where the source gives no range.</summary>
    public static string Of(Snip snip) =>
        snip.Start is { } start && snip.End is { } end && snip.Episode.Title is not null
            ? $"{Math.Round(start.TotalSeconds)}-{Math.Round(end.TotalSeconds)} {Normalise(snip.Episode.Title)}"
            : "";

    /// <summary>The range alone, for look-up.</summary>
    public static string RangeOf(string key) => key.Length == 0 ? "" : key[..key.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Whether two keys mean the same moment: equal ranges, and equal titles or one the other's beginning (exports cut titles).</summary>
    public static bool Match(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return false;
        if (a == b) return true;
        var range = RangeOf(a);
        if (range != RangeOf(b)) return false;
        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        return shorter.Length - range.Length - 1 >= MinPrefix && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    private static string Normalise(string? text)
    {
        var words = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (char.IsLetterOrDigit(c)) words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
