using SemanticSnips.Transcripts.Formats.Cues;
using SemanticSnips.Transcripts.Formats.Snipd;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Text in which lines name a speaker, a time or both: what Otter, Zoom, Meet, Teams, Fathom, Riverside, Descript, YouTube's panel, whisper.cpp and
/// people write.</summary>
internal sealed class TextTranscript : ITranscriptFormat
{
    // Zoom's captions have the time of the day; no recording begins with so long a silence.
    private static readonly TimeSpan EarliestTimeOfDay = TimeSpan.FromHours(6);

    public string Name => "Text transcript";

    public bool Recognizes(SourceText source) => Layout(source, new EpisodeDraft()).Layout is not null;

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var draft = new EpisodeDraft();
        var (layout, lines) = Layout(source, draft);
        if (layout is null)
        {
            log.Skip("No lines name a speaker or a time.");
            return [];
        }

        var head = new EpisodeLines(headline: true);
        var cues = Cues(lines, layout, head, cancellationToken);
        var fields = draft.Build();
        var episode = head.Episode;
        episode = fields with
        {
            Title = fields.Title ?? episode.Title,
            Show = fields.Show ?? episode.Show,
            Host = fields.Host ?? episode.Host,
            Url = fields.Url ?? episode.Url,
            Published = fields.Published ?? episode.Published,
            Chapters = episode.Chapters,
        };
        return TranscriptSnips.From(source, episode, cues, log, draft.AudioUrl ?? head.AudioUrl);
    }

    /// <summary>What people call things in the front matter of a note.</summary>
    public static string Meaning(string field) => field switch
    {
        "date" => "published",
        "url" or "link" or "source" => "episode url",
        "audio url" or "audio file" or "media" or "mp3" => "audio",
        _ => field,
    };

    private static (TextLayout? Layout, List<string> Lines) Layout(SourceText source, EpisodeDraft draft)
    {
        var lines = TextLayout.Lines(source, FrontMatter.Read(source, draft, Meaning));
        return (TextLayout.Of(lines, source.IsTranscript), lines);
    }

    /// <summary>What is said, line for line.</summary>
    public static List<Cue> Cues(IReadOnlyList<string> lines, TextLayout layout, EpisodeLines head, CancellationToken cancellationToken)
    {
        var cues = new List<Cue>();
        Header? header = null;
        TimeSpan? clock = null;
        var body = new List<string>();
        foreach (var line in lines)
        {
            if (TextLine.IsRule(line) || TextLine.IsFooter(line)) continue;
            if (layout.Match(line) is { } next)
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddTurn();
                header = next;
            }
            else if (header is null)
            {
                head.Take(line);
            }
            else
            {
                body.Add(line);
            }
        }

        AddTurn();
        if (cues.Find(cue => cue.Start is not null).Start is { } first && first >= EarliestTimeOfDay)
        {
            for (var i = 0; i < cues.Count; i++) cues[i] = cues[i] with { Start = cues[i].Start - first, End = cues[i].End - first };
        }

        // Where only marks between turns have times, what comes before the first of them begins with the recording.
        if (!layout.IsTimed && cues.Count > 0 && cues[0].Start is null && cues.Exists(cue => cue.Start is not null))
            cues[0] = cues[0] with { Start = TimeSpan.Zero };
        return cues;

        void AddTurn()
        {
            if (header is { Speaker: null, Text: "" } && body.TrueForAll(string.IsNullOrWhiteSpace))
            {
                // A time between turns is the next one's.
                clock = header.Start ?? clock;
            }
            else if (header is not null)
            {
                cues.AddRange(Turn(header with { Start = header.Start ?? clock }, body));
                clock = null;
            }

            body.Clear();
        }
    }

    /// <summary>The paragraphs of a turn; the header's time is the time of the first.</summary>
    private static IEnumerable<Cue> Turn(Header header, List<string> body)
    {
        var speaker = header.Speaker;
        var paragraphs = string.Join('\n', body.Prepend(header.Text)).Split("\n\n")
            .Select(paragraph => paragraph.Trim()).Where(paragraph => paragraph.Length > 0).ToList();
        if (header is { Text: "", Speaker: null } && paragraphs.Count > 0 && NameOnOwnLine(paragraphs[0]) is { } name)
        {
            speaker = name;
            paragraphs[0] = paragraphs[0][(paragraphs[0].IndexOf('\n') + 1)..];
        }

        if (header is { Text: "", Speaker: null } && paragraphs.Count > 0) paragraphs[0] = SpelledTime.Without(paragraphs[0], header.Start);
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var end = i == paragraphs.Count - 1 && (i == 0 || header.Start is null) ? header.End : null;
            foreach (var cue in InlineTimes.Split(new Cue(speaker, paragraphs[i], i == 0 ? header.Start : null, end))) yield return cue;
        }
    }

    /// <summary>The name that stands alone below a time, as in DaVinci's export.</summary>
    private static string? NameOnOwnLine(string paragraph)
    {
        var end = paragraph.IndexOf('\n');
        if (end < 0) return null;
        var name = SpeakerLabel.Clean(paragraph[..end]);
        return SpeakerLabel.IsName(name) ? name : null;
    }
}
