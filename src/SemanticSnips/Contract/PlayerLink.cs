using System.Globalization;
using System.Text;

namespace SemanticSnips.Contract;

/// <summary>Where a moment plays: the snip's own link, else its audio from there on, else the episode's page in the form that its host understands.</summary>
/// <remarks>Pure functions. A link is an http or https address or null, whatever a source claims: nothing else is ever opened by a click.</remarks>
public static class PlayerLink
{
    /// <summary>Where YouTube keeps videos besides /watch?v=ID.</summary>
    private static readonly string[] VideoFolders = ["/live/", "/shorts/", "/embed/"];

    /// <summary>The address that plays a moment; null where none is known.</summary>
    /// <param name="snip">The snip that the moment is in.</param>
    /// <param name="start">When the moment starts within the episode; null where unknown.</param>
    /// <param name="end">When it ends.</param>
    public static string? Of(Snip snip, TimeSpan? start, TimeSpan? end)
    {
        ArgumentNullException.ThrowIfNull(snip);
        if (WebAddress(snip.Url) is not null) return snip.Url;
        if (WebAddress(snip.AudioUrl) is not null) return WithFragment(snip.AudioUrl!, start, end);
        return WebAddress(snip.Episode.Url) is { } page ? AtHost(page, snip.Episode.Url!, start) : null;
    }

    /// <summary>The audio with the moment's range as a media fragment (W3C Media Fragments URI 1.0): an http or https address, or a path of this machine; null
    /// where none is known.</summary>
    /// <param name="snip">The snip that the moment is in.</param>
    /// <param name="start">When the moment starts within the episode; null where unknown.</param>
    /// <param name="end">When it ends.</param>
    public static string? AudioOf(Snip snip, TimeSpan? start, TimeSpan? end)
    {
        ArgumentNullException.ThrowIfNull(snip);
        return snip.AudioUrl is { } audio && (WebAddress(audio) is not null || IsPath(audio)) ? WithFragment(audio, start, end) : null;
    }

    /// <summary>Whether audio lies on this machine.</summary>
    internal static bool IsPath(string audio)
    {
        if (string.IsNullOrWhiteSpace(audio) || audio.Any(char.IsControl)) return false;

        // A rooted path parses as a file address on the systems whose paths it is like; a scheme of one letter is a drive.
        var colon = audio.IndexOf(':', StringComparison.Ordinal);
        return Path.IsPathRooted(audio) || colon is < 0 or 1;
    }

    private static Uri? WebAddress(string? address) =>
        address is not null && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : null;

    private static string WithFragment(string audio, TimeSpan? start, TimeSpan? end)
    {
        var isWeb = WebAddress(audio) is not null;
        var hash = isWeb ? audio.IndexOf('#', StringComparison.Ordinal) : -1;
        var bare = hash < 0 ? audio : audio[..hash];
        return start is not { } from ? bare : $"{bare}#t={Fraction(from)}{(end > from ? $",{Fraction(end.Value)}" : "")}";
    }

    private static string AtHost(Uri page, string asGiven, TimeSpan? start)
    {
        if (start is not { } from || from < TimeSpan.Zero) return asGiven;
        return HostOf(page) switch
        {
            "share.snipd.com" when page.AbsolutePath.StartsWith("/episode/", StringComparison.Ordinal) => Snipd(page, from),
            "youtube.com" or "m.youtube.com" or "music.youtube.com" or "youtu.be" => YouTube(page, from),
            "open.spotify.com" when page.AbsolutePath.Contains("/episode/", StringComparison.Ordinal) => Spotify(page, from),
            "podcasts.apple.com" => Apple(page, from),
            "overcast.fm" when page.AbsolutePath.StartsWith("/+", StringComparison.Ordinal) => Overcast(page, from),
            "pca.st" => PocketCasts(page, from),
            _ => asGiven,
        };
    }

    private static string Snipd(Uri page, TimeSpan start) => WithQuery(page, "t", Whole(start));

    private static string YouTube(Uri page, TimeSpan start)
    {
        var isShort = HostOf(page) == "youtu.be";
        var isVideo = isShort ? page.AbsolutePath.Length > 1 : page.AbsolutePath is "/watch"
            || VideoFolders.Any(f => page.AbsolutePath.StartsWith(f, StringComparison.Ordinal));
        return isVideo ? WithQuery(page, "t", isShort ? Whole(start) : Whole(start) + "s", "start") : page.OriginalString;
    }

    private static string Spotify(Uri page, TimeSpan start) => WithQuery(page, "t", Whole(start));

    /// <summary>An address without an episode's number is a show's.</summary>
    private static string Apple(Uri page, TimeSpan start) =>
        Pairs(page).Any(p => NameOf(p) == "i") ? WithQuery(page, "t", Whole(start)) : page.OriginalString;

    /// <summary>The time is a part of the path: /+ID/MM:SS.</summary>
    private static string Overcast(Uri page, TimeSpan start)
    {
        var id = page.AbsolutePath.Split('/')[1];
        var seconds = (long)start.TotalSeconds;
        var clock = seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return $"{page.Scheme}://{page.Authority}/{id}/{clock}";
    }

    private static string PocketCasts(Uri page, TimeSpan start) => WithQuery(page, "t", Whole(start));

    private static string HostOf(Uri page) => page.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? page.IdnHost[4..] : page.IdnHost;

    /// <summary>The address with a setting in its query, in the place of the same setting and of others that mean the same.</summary>
    private static string WithQuery(Uri page, string name, string value, params string[] alike)
    {
        var query = new StringBuilder();
        foreach (var pair in Pairs(page).Where(p => NameOf(p) != name && !alike.Contains(NameOf(p)))) query.Append(pair).Append('&');
        return $"{page.GetLeftPart(UriPartial.Path)}?{query}{name}={value}";
    }

    private static string[] Pairs(Uri page) => page.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(string pair) => pair.Split('=')[0];

    private static string Whole(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string Fraction(TimeSpan time) => Math.Round(time.TotalSeconds, 3).ToString("0.###", CultureInfo.InvariantCulture);
}
