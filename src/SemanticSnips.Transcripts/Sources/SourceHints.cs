using System.Text.RegularExpressions;

namespace SemanticSnips.Transcripts.Sources;

/// <summary>What the place of a file says: its folder is a show, and a date in its name the day of publication.</summary>
internal static partial class SourceHints
{
    // Where things lie that have nothing else in common.
    private static readonly HashSet<string> GeneralFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "archive", "archives", "audio", "backup", "captions", "data", "desktop", "docs",
            "documents", "download", "downloads", "episodes", "export", "exports", "files", "home",
        "import", "imports", "inbox", "input", "inputs", "library", "media", "meetings", "new",
            "notes", "obsidian", "out", "output", "podcast", "podcasts", "readwise", "recordings",
        "root", "shared", "snipd", "snips", "srt", "subtitles", "temp", "text", "texts", "tmp", "transcript",
            "transcription", "transcriptions", "transcripts", "txt", "unsorted", "vault", "vtt",
    };

    /// <summary>The defaults with what the place of a source adds to them.</summary>
    public static SourceDefaults With(this SourceDefaults defaults, RawSource raw) => defaults with
    {
        Show = defaults.Show ?? (raw.Folder is { } folder && !GeneralFolders.Contains(folder) && !IsDate(folder) ? folder : null),
        Date = defaults.Date ?? DateIn(raw.Name),
    };

    /// <summary>The first date of a name, as year, month and day; null where there is none.</summary>
    public static DateOnly? DateIn(string name)
    {
        foreach (Match match in Date().Matches(name))
        {
            var (year, month, day) = (Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3]));
            if (year is >= 1950 and < 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
                return new DateOnly(year, month, day);
        }

        return null;
    }

    private static readonly System.Buffers.SearchValues<char> DateCharacters = System.Buffers.SearchValues.Create("0123456789-_. ");

    private static bool IsDate(string folder) => folder.AsSpan().IndexOfAnyExcept(DateCharacters) < 0;

    private static int Number(Group group) => int.Parse(group.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![0-9])((?:19|20)[0-9]{2})[-_. ]?([0-9]{2})[-_. ]?([0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
