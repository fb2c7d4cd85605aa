using System.Globalization;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Collects what a transcript's head says about the episode, in lines such as <c>Title: …</c>, <c># Title</c> or <c>12:34 A chapter</c>.</summary>
/// <param name="headline">Whether a first line that is no sentence and no <c>Key: value</c> is the title.</param>
internal sealed class EpisodeLines(bool headline = false)
{
    private const int LongestHeadline = 150;

    // A single line with a time is a remark; a list of them is a table of contents.
    private const int FewestChapters = 3;

    private readonly List<Chapter> _chapters = [];
    private Episode _episode = new();
    private bool _isFirst = true;

    /// <summary>What the lines so far say.</summary>
    public Episode Episode => _chapters.Count < FewestChapters ? _episode : _episode with { Chapters = [.. _chapters.OrderBy(chapter => chapter.Start)] };

    /// <summary>The address of the audio, where the lines name one.</summary>
    public string? AudioUrl { get; private set; }

    /// <summary>Takes a line; one that says nothing about the episode is passed over.</summary>
    public void Take(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        var isHeadline = headline && _isFirst && line.Length <= LongestHeadline;
        if (line.Length > 0) _isFirst = false;
        if (line.Length is 0 or > 1000 || TakeChapter(line) || (isHeadline && TakeMeeting(line))) return;
        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            if (_episode.Title is null) _episode = _episode with { Title = line[2..].Trim().ToString() };
            return;
        }

        var colon = line.IndexOf(':');
        if (colon < 0 && isHeadline && char.IsLetterOrDigit(line[0]) && !Words.EndsSentence(line)) _episode = _episode with { Title = line.ToString() };
        if (colon <= 0) return;
        var value = line[(colon + 1)..].Trim("* \t").ToString();
        if (value.Length == 0) return;
        var key = line[..colon].Trim("*- \t");
        if (IsAudio(key) && AudioAddress.From(value) is { } audio) AudioUrl ??= audio;
        _episode = line[..colon].Trim("*- \t").ToString().ToUpperInvariant() switch
        {
            "TITLE" or "EPISODE" or "EPISODE TITLE" => _episode with { Title = _episode.Title ?? value },
            "SHOW" or "PODCAST" or "SHOW TITLE" => _episode with { Show = _episode.Show ?? value },
            "HOST" or "HOSTS" => _episode with { Host = _episode.Host ?? value },
            "URL" or "LINK" or "EPISODE URL" => _episode with { Url = _episode.Url ?? value },
            "DATE" or "EPISODE DATE" or "PUBLISHED" or "PUBLISHING DATE" when TryParseDay(value, out var day) =>
                _episode with { Published = _episode.Published ?? day },
            _ => _episode,
        };
    }

    /// <summary>Takes the first line of what Google Meet writes: <c>Weekly (2025-03-12 14:00 GMT+1) - Transcript</c>.</summary>
    private bool TakeMeeting(ReadOnlySpan<char> line)
    {
        if (!line.EndsWith("Transcript", StringComparison.Ordinal)) return false;
        var title = line[..^"Transcript".Length].TrimEnd();
        if (title.IsEmpty || title[^1] is not ('-' or '–' or '—')) return false;
        title = title[..^1].TrimEnd();
        if (title.EndsWith(")") && title.LastIndexOf('(') is > 0 and var open && TryParseDay(title[(open + 1)..^1].ToString(), out var day))
        {
            _episode = _episode with { Published = _episode.Published ?? day };
            title = title[..open].TrimEnd();
        }

        _episode = _episode with { Title = title.ToString() };
        return true;
    }

    private static bool IsAudio(ReadOnlySpan<char> key) =>
        key.Equals("audio", StringComparison.OrdinalIgnoreCase) || key.Equals("audio url", StringComparison.OrdinalIgnoreCase)
            || key.Equals("media", StringComparison.OrdinalIgnoreCase);

    private bool TakeChapter(ReadOnlySpan<char> line)
    {
        var space = line.IndexOfAny(' ', '\t');
        if (space < 0 || !Timecode.TryParse(line[..space].Trim("()[]"), out var start)) return false;
        var title = line[space..].TrimStart(" \t-–—:").TrimEnd();
        if (title.Length > 0) _chapters.Add(new Chapter(start, title.ToString()));
        return true;
    }

    private static bool TryParseDay(string value, out DateOnly day) =>
        DateOnly.TryParseExact(value, ["yyyy-MM-dd", "MMMM d, yyyy", "MMM d, yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        || DateOnly.TryParseExact(value.AsSpan(0, Math.Min(10, value.Length)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
