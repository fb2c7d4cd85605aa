using System.Text;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>A snip while its lines are read.</summary>
internal sealed class SnipDraft(int line)
{
    private readonly List<string> _body = [];
    private readonly List<string> _note = [];
    private readonly List<string> _summary = [];
    private readonly List<string> _quote = [];
    private Part _part = Part.Body;

    public string? Title { get; init; }

    public SnipLink? Link { get; set; }

    public string? AudioUrl { get; set; }

    public TimeSpan? HeadingTime { get; init; }

    public bool Favourite { get; init; }

    public List<string> Tags { get; init; } = [];

    public TranscriptBody Transcript { get; } = new();

    public bool HasRange => Start is not null;

    private TimeSpan? Start { get; set; }

    private TimeSpan? End { get; set; }

    /// <summary>Takes the times of a play line or, where there were none, of an audio link.</summary>
    public void SetRange(TimeSpan start, TimeSpan end, ReadLog log)
    {
        if (HasRange) return;
        if (end < start)
        {
            log.Warn(line, $"The snip's range runs backwards, from {start} to {end}; its ends were exchanged.");
            (start, end) = (end, start);
        }

        (Start, End) = (start, end);
    }

    /// <summary>Takes a line that is neither heading nor play line.</summary>
    /// <param name="text">Trimmed; empty for a blank line.</param>
    public void Take(ReadOnlySpan<char> text)
    {
        if (PartLabel.Read(text, isBareAllowed: _part != Part.Transcript) is { } label && TakeLabel(label)) return;
        if (text.StartsWith("<details") || text.SequenceEqual("</blockquote>")) return;
        if (SnipdText.IsRule(text) || text.SequenceEqual("</details>"))
        {
            if (_part == Part.Transcript && !Transcript.IsEmpty) _part = Part.After;
            return;
        }

        switch (_part)
        {
            case Part.Transcript: Transcript.Add(text); break;
            case Part.Summary: Add(_summary, text); break;
            case Part.Note or Part.After: Add(_note, text); break;
            case Part.Quote: Add(_quote, SnipdText.Unquote(text)); break;
            default: TakeBody(text); break;
        }
    }

    public Snip Build(Episode episode, SourceText source, DateTimeOffset? exported, Dictionary<string, int> names)
    {
        // Bullets directly under the heading are the app's; whatever else stands there is the user's.
        var bullets = _body.TakeWhile(line => line.Length == 0 || SnipdText.IsBullet(line)).Count();
        var start = Start ?? HeadingTime;
        var end = End ?? HeadingTime;
        return new Snip
        {
            Id = Link?.Id ?? SnipId.FromContent(episode.Show, episode.Title, start, end, Title),
            Episode = episode,
            Start = start,
            End = end,
            Title = Title,
            Note = Join(_body.Skip(bullets).Append("").Concat(_note)),
            Summary = Join(_body.Take(bullets).Append("").Concat(_summary)),
            Quote = Join(_quote),
            Tags = Tags,
            Favourite = Favourite,
            Url = Link?.Url,
            AudioUrl = AudioUrl,
            Exported = exported,
            Turns = Transcript.Turns(names),
            Source = source.File,
        };
    }

    private bool TakeLabel(Part label)
    {
        switch (label)
        {
            case Part.Expand:
                _part = Part.Transcript;
                Transcript.BeginsWithSpeaker = true;
                return true;
            case Part.Transcript or Part.Quote or Part.Summary or Part.Note:
                _part = label;
                return true;
            default:
                return false;
        }
    }

    private void TakeBody(ReadOnlySpan<char> text)
    {
        if (text.StartsWith('>')) Add(_quote, SnipdText.Unquote(text));
        else if (_body.Count > 0 || text.IsEmpty || SnipdText.Title(text) != Title) Add(_body, text);
    }

    private static void Add(List<string> lines, ReadOnlySpan<char> text)
    {
        if (text.Length > 0 || lines.Count > 0) lines.Add(SnipdText.Decode(text.ToString()));
    }

    private static string? Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        var wasBlank = false;
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                wasBlank = true;
                continue;
            }

            if (text.Length > 0) text.Append(wasBlank ? "\n\n" : "\n");
            text.Append(line);
            wasBlank = false;
        }

        return text.Length == 0 ? null : text.ToString();
    }
}
