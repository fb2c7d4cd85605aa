using System.Security.Cryptography;
using System.Text;

namespace SemanticSnips.Indexing;

/// <summary>Tells snips of one episode, and the same moment in two formats.</summary>
internal static class EquivalenceKey
{
    /// <summary>A title shorter than this is equal only to itself: "Introduction" begins many.</summary>
    private const int MinPrefix = 12;

    /// <summary>The episode, normalised: equal keys are one episode. A title that says little counts together with its show.</summary>
    public static string Episode(Snip snip)
    {
        var title = Normalise(snip.Episode.Title);
        var name = title.Length == 0 ? Normalise(snip.Episode.Url ?? snip.Source)
            : title.Length < MinPrefix ? title + " " + Normalise(snip.Episode.Show) : title;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 8);
    }

    /// <summary>The range, the episode's title and the show as "start-end title show"; empty where the source gives no range or title.</summary>
    public static string Of(Snip snip) =>
        snip.Start is { } start && snip.End is { } end && Normalise(snip.Episode.Title) is { Length: > 0 } title
            ? $"{Math.Round(start.TotalSeconds)}-{Math.Round(end.TotalSeconds)} {title} {Normalise(snip.Episode.Show)}"
            : "";

    /// <summary>The range and as much of the title as keys that match have in common, for look-up.</summary>
    public static string LookupOf(string key)
    {
        var title = key.IndexOf(' ', StringComparison.Ordinal) + 1;
        return title == 0 ? "" : key[..Math.Min(key.IndexOf(' ', title), title + MinPrefix)];
    }

    /// <summary>Whether two keys mean the same moment: equal ranges, shows that do not contradict, and equal titles or one the other's beginning (exports cut
    /// titles).</summary>
    public static bool Match(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return false;
        Span<Range> first = stackalloc Range[3], second = stackalloc Range[3];
        a.AsSpan().Split(first, ' ');
        b.AsSpan().Split(second, ' ');
        if (!a.AsSpan(first[0]).SequenceEqual(b.AsSpan(second[0]))) return false;
        var titleA = a.AsSpan(first[1]);
        var titleB = b.AsSpan(second[1]);
        var showA = a.AsSpan(first[2]);
        var showB = b.AsSpan(second[2]);
        if (!showA.IsEmpty && !showB.IsEmpty && !showA.SequenceEqual(showB)) return false;
        return titleA.SequenceEqual(titleB)
            || (Math.Min(titleA.Length, titleB.Length) >= MinPrefix && (titleA.StartsWith(titleB) || titleB.StartsWith(titleA)));
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
