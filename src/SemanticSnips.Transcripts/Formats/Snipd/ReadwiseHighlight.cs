using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>One highlight while its lines are read: title, summary, transcript, link; then tags and the user's note.</summary>
/// <param name="isLinked">Whether a time and a link end it; tags and note then come behind.</param>
internal sealed class ReadwiseHighlight(bool isLinked)
{
    private const int LongestTitle = 200;

    private readonly List<string> _summary = [];
    private readonly List<string> _note = [];
    private readonly List<string> _tags = [];
    private string? _title;
    private DateTimeOffset? _created;
    private Part _part = Part.Body;
    private bool _hasTitle;

    public TimeSpan? Time { get; set; }

    public SnipLink? Link { get; set; }

    /// <summary>Where it was saved, if not with Snipd.</summary>
    public string? Url { get; set; }

    public string? Note
    {
        get => _note.Count == 0 ? null : string.Join('\n', _note);
        set => _note.AddRange((value ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    public IReadOnlyList<string> Tags => _tags;

    public DateTimeOffset? Created
    {
        get => _created;
        set => _created ??= value;
    }

    /// <summary>Whether the link that ends a highlight was read; what follows is tags and note.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the highlight is about the whole episode.</summary>
    public bool IsEpisodeNote { get; private set; }

    public bool IsEmpty => _title is null && _summary.Count == 0 && _note.Count == 0 && Transcript.IsEmpty;

    public string? Text => _summary.Count == 0 ? null : string.Join('\n', _summary);

    public TranscriptBody Transcript { get; } = new() { BeginsWithSpeaker = true };

    public void Take(ReadOnlySpan<char> line)
    {
        line = SnipdText.Unquote(line).Trim();
        if (line.IsEmpty || TakeCreated(line)) return;
        if (TakeNamed(line, "Tags:", out var tags))
        {
            AddTags(tags);
            return;
        }

        // Before the link that ends a highlight, "Note:" is a heading of the app's summary.
        if ((IsClosed || !isLinked) && TakeNamed(line, "Note:", out var note))
        {
            _part = Part.Note;
            line = note;
        }

        var closes = TakeTimeLink(ref line, out var behind);
        // What another app than Snipd saves, Airr for one, is what was said, without title or summary.
        if (closes && Link is null && !_hasTitle) (_part, _hasTitle) = (Part.Transcript, true);
        if (!line.IsEmpty) TakeText(line);
        IsClosed |= closes;
        if (!behind.IsEmpty) Take(behind);
    }

    /// <summary>Takes tags as a table of highlights lists them.</summary>
    public void AddTags(ReadOnlySpan<char> tags) => _tags.AddRange(SnipdText.List(tags).Select(tag => tag.TrimStart('#')));

    public Snip Build(Episode episode, SourceText source, DateTimeOffset? exported, Dictionary<string, int> names) => new()
    {
        Id = Link?.Id ?? SnipId.FromContent(episode.Show, episode.Title, Time, Time, _title ?? (Time is null ? Text : null)),
        Episode = episode,
        Start = Time,
        End = Time,
        Title = _title,
        Summary = Text,
        Note = Note,
        Tags = _tags,
        Url = Link?.Url ?? Url,
        Created = _created,
        Exported = exported,
        Turns = Transcript.Turns(names),
        Source = source.File,
    };

    private void TakeText(ReadOnlySpan<char> line)
    {
        if (_part != Part.Note && line[^1] == ':' && Label(line) is { } label)
        {
            (_part, _hasTitle) = (label, true);
        }
        else if (!_hasTitle && IsSpeech(line))
        {
            // Airr saves what was said, without title or summary.
            (_part, _hasTitle) = (Part.Transcript, true);
            TakeText(line);
        }
        else if (!_hasTitle)
        {
            _title = SnipdText.Title(line);
            _hasTitle = true;
            IsEpisodeNote = line.SequenceEqual("Episode AI notes");
        }
        else if (_part == Part.Transcript)
        {
            // Speakers stand on lines of their own, but without blank lines around.
            Transcript.Add(line);
            Transcript.Add([]);
        }
        else if (_part == Part.Note || !IsClosed)
        {
            (_part == Part.Note ? _note : _summary).Add(SnipdText.Decode(line.ToString()));
        }
    }

    private static bool IsSpeech(ReadOnlySpan<char> line) =>
        line.Length > LongestTitle || (SpeakerLabel.TrySplit(line.ToString(), out _, out var words) && words.Length > 0 && line[^1] is '.' or '?' or '!');

    private static Part? Label(ReadOnlySpan<char> line) => line.Trim("*:# ") switch
    {
        "Summary" or "Key takeaways" or "Key Takeaways" or "AI notes" or "Takeaways" => Part.Summary,
        "Transcript" => Part.Transcript,
        _ => null,
    };

    /// <summary>Reads <c>[[2024-04-07]] 05:44</c>, with which one template dates a highlight.</summary>
    private bool TakeCreated(ReadOnlySpan<char> line)
    {
        if (line.Length is < 14 or > 24 || !line.StartsWith("[[") || line.IndexOf("]]") is var close && close < 0) return false;
        if (SnipdTime.Instant(string.Concat(line[2..close], line[(close + 2)..])) is not { } created) return false;
        _created ??= created;
        return true;
    }

    private static bool TakeNamed(ReadOnlySpan<char> line, string name, out ReadOnlySpan<char> value)
    {
        value = [];
        var isItem = line.StartsWith("- ") || line.StartsWith("* ");
        var text = isItem ? line[2..].TrimStart() : line;
        var isBold = text.StartsWith("**");
        text = text.TrimStart('*');
        if (!(isBold || isItem) || !text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return false;
        value = text[name.Length..].TrimStart(":* ");
        return true;
    }

    /// <summary>Whether a line is tags or a note, which belong to the highlight before.</summary>
    public static bool IsAside(ReadOnlySpan<char> line)
    {
        line = SnipdText.Unquote(line).Trim();
        return TakeNamed(line, "Tags:", out _) || TakeNamed(line, "Note:", out _);
    }

    /// <summary>Takes words that were said, where nothing says what they are.</summary>
    public void TakeSpeech(ReadOnlySpan<char> words)
    {
        (_part, _hasTitle) = (Part.Transcript, true);
        TakeText(words);
    }

    /// <summary>Takes <c>([Time 0:11:42](link))</c> off the line's end.</summary>
    private bool TakeTimeLink(ref ReadOnlySpan<char> line, out ReadOnlySpan<char> behind)
    {
        behind = [];
        var open = line.LastIndexOf("([Time ");
        if (open < 0 || line[open..].IndexOf(']') is var close && close < 0) return false;
        if (!Timecode.TryParse(line[(open + 7)..(open + close)], out var time)) return false;
        Time ??= time;
        Link ??= SnipLink.Find(line[open..]);
        Url ??= SnipdText.Url(line[(open + close)..]);
        IsEpisodeNote |= line[open..].Contains("/episode-takeaways/", StringComparison.Ordinal);
        if (line[open..].IndexOf("))") is > 0 and var end) behind = line[(open + end + 2)..].Trim();
        line = line[..open].TrimEnd();
        return true;
    }
}
