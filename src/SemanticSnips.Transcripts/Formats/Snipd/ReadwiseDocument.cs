using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>One exported document while its lines are read: the episode's fields, then highlights.</summary>
/// <param name="isLinked">Whether a time and a link end each highlight.</param>
internal sealed class ReadwiseDocument(bool isLinked)
{
    private readonly List<ReadwiseHighlight> _highlights = [];
    private ReadwiseHighlight? _current;
    private bool _inHighlights;
    private int _baseIndent = -1;

    public EpisodeDraft Episode { get; } = new();

    public bool HasHighlights => _highlights.Count > 0;

    /// <summary>Takes the next line, with its indent.</summary>
    public void Take(ReadOnlySpan<char> raw)
    {
        raw = raw.TrimEnd();
        var line = raw.TrimStart();
        var indent = raw.Length - line.Length;
        var heading = line.StartsWith("- #") ? line[2..] : line;
        var level = SnipdText.HeadingLevel(heading);
        if (IsHighlights(level > 0 ? heading : line.StartsWith("- ") ? line[2..].Trim("*_") : []))
        {
            (_inHighlights, _baseIndent, _current) = (true, -1, null);
        }
        else if (level > 0 && TryTime(heading[level..], out var time, out var link))
        {
            _inHighlights = true;
            _highlights.Add(_current = new ReadwiseHighlight(isLinked: false) { Time = time, Link = link });
        }
        else if (!_inHighlights)
        {
            if (level == 1) Episode.Heading ??= SnipdText.Value(heading[1..]);
            else if (level == 0) TakeField(line);
        }
        else if (SnipdText.IsBullet(line) && !line.StartsWith("1") && (_baseIndent < 0 || indent <= _baseIndent) && IsFree)
        {
            _baseIndent = indent;
            _highlights.Add(_current = new ReadwiseHighlight(isLinked));
            _current.Take(line[1..].TrimStart());
        }
        else if (isLinked && _baseIndent < 0 && IsFree && !line.IsEmpty && !ReadwiseHighlight.IsAside(line))
        {
            // A template without bullets: what stands behind a link is the next highlight.
            _highlights.Add(_current = new ReadwiseHighlight(isLinked));
            _current.Take(line);
        }
        else
        {
            _current?.Take(line);
        }
    }

    /// <summary>Whether another highlight may begin.</summary>
    private bool IsFree => !(isLinked && _current is { IsClosed: false });

    /// <summary>The snips that were read.</summary>
    public IEnumerable<Snip> Build(SourceText source)
    {
        Episode.Description ??= _highlights.FirstOrDefault(highlight => highlight.IsEpisodeNote)?.Text;
        var episode = Episode.Build();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var highlight in _highlights) highlight.Transcript.CountNames(names);
        return _highlights.Where(highlight => highlight is { IsEpisodeNote: false, IsEmpty: false })
            .Select(highlight => highlight.Build(episode, source, Episode.Exported ?? source.LastWrite, names));
    }

    private static bool IsHighlights(ReadOnlySpan<char> heading) =>
        heading.TrimStart("# ") is var words && ((words.StartsWith("Highlights") && words.Length < 80) || words.StartsWith("New highlights added"));

    /// <summary>Reads <c>Time 0:07:22</c> or <c>[Time 0:07:22](link)</c>.</summary>
    private static bool TryTime(ReadOnlySpan<char> words, out TimeSpan time, out SnipLink? link)
    {
        (time, link) = (default, SnipLink.Find(words));
        words = words.Trim().TrimStart("([");
        if (!words.StartsWith("Time ")) return false;
        words = words[5..];
        return Timecode.TryParse(words[..(words.IndexOfAny(" ])") is >= 0 and var end ? end : words.Length)], out time);
    }

    private void TakeField(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("-* ");
        var colon = line[..Math.Min(line.Length, 40)].IndexOf(':');
        if (colon <= 0) return;
        Episode.Take(Readwise.Meaning(EpisodeDraft.FieldName(line[..colon])), line[(colon + 1)..].TrimStart(":*").Trim().ToString());
    }
}
