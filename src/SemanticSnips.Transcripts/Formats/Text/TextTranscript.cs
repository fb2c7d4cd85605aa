using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Text in which lines name a speaker, a time or both: what Otter, Riverside, Descript, Zoom, YouTube's panel, whisper.cpp and people write.</summary>
internal sealed class TextTranscript : ITranscriptFormat
{
    public string Name => "Text transcript";

    public bool Recognizes(SourceText source) => TextLayout.Of(source) is not null;

    public IReadOnlyList<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellation)
    {
        if (TextLayout.Of(source) is not { } layout)
        {
            log.Skip("No lines name a speaker or a time.");
            return [];
        }

        var head = new EpisodeLines(headline: true);
        var cues = new List<Cue>();
        Header? header = null;
        var body = new List<string>();
        for (var i = 0; i < source.LineCount; i++)
        {
            var line = source.Line(i).Trim();
            if (layout.Match(line) is { } next)
            {
                cancellation.ThrowIfCancellationRequested();
                AddTurn();
                header = next;
            }
            else if (header is null)
            {
                head.Take(line);
            }
            else if (!line.StartsWith("Transcribed by http", StringComparison.OrdinalIgnoreCase))
            {
                body.Add(line.ToString());
            }
        }

        AddTurn();
        return TranscriptSnips.From(source, head.Episode, cues, log);

        void AddTurn()
        {
            if (header is not null) cues.AddRange(Turn(header, body));
            body.Clear();
        }
    }

    /// <summary>The paragraphs of a turn; the header's time is the time of the first.</summary>
    private static IEnumerable<Cue> Turn(Header header, List<string> body)
    {
        var speaker = header.Speaker;
        var paragraphs = string.Join('\n', body.Prepend(header.Text)).Split("\n\n").Select(paragraph => paragraph.Trim()).Where(paragraph => paragraph.Length > 0).ToList();
        if (header is { Text: "", Speaker: null } && paragraphs.Count > 0 && NameOnOwnLine(paragraphs[0]) is { } name)
        {
            speaker = name;
            paragraphs[0] = paragraphs[0][(paragraphs[0].IndexOf('\n') + 1)..];
        }

        for (var i = 0; i < paragraphs.Count; i++)
        {
            yield return new Cue(speaker, paragraphs[i], i == 0 ? header.Start : null, i == paragraphs.Count - 1 && (i == 0 || header.Start is null) ? header.End : null);
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
