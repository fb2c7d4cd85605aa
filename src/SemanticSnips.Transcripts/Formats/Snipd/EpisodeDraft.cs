using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>An episode while its lines are read. The first value of a field stays: front matter before bullets before headings.</summary>
internal sealed class EpisodeDraft
{
    private readonly List<string> _showNotes = [];

    public string? Title { get; set; }

    /// <summary>The title as a heading gives it; used where no field does.</summary>
    public string? Heading { get; set; }

    public string? Show { get; set; }

    public string? Host { get; set; }

    public string? Description { get; set; }

    public DateTimeOffset? Exported { get; private set; }

    /// <summary>The address of the audio, where the front matter names it.</summary>
    public string? AudioUrl { get; private set; }

    private IReadOnlyList<string> Guests { get; set; } = [];

    private IReadOnlyList<string> Books { get; set; } = [];

    private DateOnly? Published { get; set; }

    private TimeSpan? Duration { get; set; }

    private string? Url { get; set; }

    /// <summary>Takes a line of show notes, blank ones too.</summary>
    public void AddShowNotes(string line)
    {
        if (line.Length > 0 || _showNotes.Count > 0 && _showNotes[^1].Length > 0) _showNotes.Add(line);
    }

    /// <summary>Takes a field under any of the names that exports use for it.</summary>
    /// <returns>Whether the name is known.</returns>
    public bool Take(string name, string value)
    {
        switch (name)
        {
            case "episode title" or "full title": Title ??= SnipdText.Value(value); break;
            case "title" or "episode": Heading ??= SnipdText.Value(value); break;
            case "snipd" when value.Contains("/episode/", StringComparison.Ordinal): Url ??= SnipdText.Url(value); break;
            case "show" or "show title" or "podcast": Show ??= SnipdText.Value(value); break;
            case "owner / host" or "host" or "show author" or "owner": Host ??= SnipdText.Value(value); break;
            case "guests" or "guest": if (Guests.Count == 0) Guests = SnipdText.List(value); break;
            case "mentioned books" or "books": if (Books.Count == 0) Books = SnipdText.List(value); break;
            case "episode publish date" or "publish date" or "published": Published ??= SnipdTime.Day(SnipdText.Value(value)); break;
            case "episode ai description" or "episode description" or "description": Description ??= SnipdText.Value(value); break;
            case "duration" or "episode duration" or "episode duration minutes": Duration ??= Length(value, name); break;
            case "episode link" or "episode url": Url ??= SnipdText.Url(value); break;
            case "audio": AudioUrl ??= AudioAddress.From(value.Trim('"', '\'')); break;
            case "export date" or "episode export date": Exported ??= SnipdTime.Instant(SnipdText.Value(value)); break;
            case "show url" or "show notes link" or "image url" or "show image url" or "tags" or "last snip date" or "snips count" or "from snipd": break;
            default: return false;
        }

        return true;
    }

    /// <summary>Takes <c>- Key: value</c>, <c>Key:: value</c> or <c>**Key:** value</c>.</summary>
    /// <returns>Whether the line is a known field.</returns>
    public bool TakeLine(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("-*• \t");
        var colon = line[..Math.Min(line.Length, 40)].IndexOf(':');
        if (colon <= 0) return false;
        return Take(FieldName(line[..colon]), line[(colon + 1)..].TrimStart(":*").Trim().ToString());
    }

    /// <summary>Front matter, bullets and Logseq properties spell one name in three ways.</summary>
    public static string FieldName(ReadOnlySpan<char> key) =>
        key.Trim("*\"' \t").ToString().Replace('_', ' ').Replace('-', ' ').ToLowerInvariant();

    public Episode Build()
    {
        var notes = string.Join('\n', _showNotes).Trim('\n');
        return new Episode
        {
            Title = Title ?? Heading,
            Show = Show,
            Host = Host,
            Guests = Guests,
            Books = Books,
            Published = Published,
            Duration = Duration,
            Url = Url,
            Description = Description,
            ShowNotes = notes.Length == 0 ? null : notes,
            Chapters = ChapterLines.Find(_showNotes),
        };
    }

    private static TimeSpan? Length(string value, string name)
    {
        if (name.EndsWith("minutes", StringComparison.Ordinal))
            return int.TryParse(value, out var minutes) && minutes is > 0 and < 100_000 ? TimeSpan.FromMinutes(minutes) : null;
        return Timecode.TryParse(value.Trim('"', '\''), out var length) && length > TimeSpan.Zero ? length : null;
    }
}
