using SemanticSnips.Transcripts.Formats.Cues;
using SemanticSnips.Transcripts.Formats.Snipd;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Text of which only the user knows that it was spoken: prose without speakers and times, as recognisers write it.</summary>
internal sealed class PlainProse : ITranscriptFormat
{
    private const int LinesToSearch = 400;
    private const int FewestWords = 8;

    public string Name => "Plain text";

    public bool Recognizes(SourceText source) => source.IsTranscript && (source.IsForced || IsProse(source)) && !IsData(source.Text);

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var draft = new EpisodeDraft();
        var cues = new List<Cue>();
        var paragraph = new List<string>();
        for (var i = FrontMatter.Read(source, draft, TextTranscript.Meaning); i < source.LineCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var raw = source.Line(i).Trim();
            if (cues.Count == 0 && paragraph.Count == 0 && SnipdText.HeadingLevel(raw) == 1)
            {
                draft.Heading ??= SnipdText.Value(raw[1..]);
                continue;
            }

            var line = TextLine.Bare(raw);
            if (TextLine.IsRule(line) || TextLine.IsFooter(line)) continue;
            if (line.Length > 0) paragraph.Add(line);
            else Add();
        }

        Add();
        // What comes before the first mark of time begins with the recording.
        if (cues.Count > 0 && cues[0].Start is null && cues.Exists(cue => cue.Start is not null)) cues[0] = cues[0] with { Start = TimeSpan.Zero };
        return TranscriptSnips.From(source, draft.Build(), cues, log, draft.AudioUrl);

        void Add()
        {
            if (paragraph.Count > 0) cues.AddRange(InlineTimes.Split(new Cue(null, string.Join('\n', paragraph)) { StartsTurn = true }));
            paragraph.Clear();
        }
    }

    /// <summary>Whether most lines are sentences or their parts rather than lists, headings, tables or code.</summary>
    private static bool IsProse(SourceText source)
    {
        var (lines, prose, words) = (0, 0, 0);
        for (var i = 0; i < source.LineCount && lines < LinesToSearch; i++)
        {
            var line = source.Line(i).Trim();
            if (line.IsEmpty) continue;
            lines++;
            if (SnipdText.IsBullet(line) || SnipdText.HeadingLevel(line) > 0
                || line[0] is '|' or '{' or '}' or '<' or '@' or '#' || line[^1] is ';' or '{' or '}') continue;
            prose++;
            words += Words.Count(line);
        }

        return words >= FewestWords && prose * 4 >= lines * 3 && words >= prose * 3;
    }

    /// <summary>Whether another program should have read it: JSON, markup, tables.</summary>
    private static bool IsData(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is '{' or '<') return true;
        if (start.StartsWith('[') && start.TrimEnd().EndsWith(']')) return true;
        var line = start[..(start.IndexOf('\n') is > 0 and var end ? end : start.Length)];
        var next = start[line.Length..].TrimStart();
        next = next[..(next.IndexOf('\n') is > 0 and var to ? to : next.Length)];
        return IsRow(line, ',') && IsRow(next, ',') && line.Count(',') == next.Count(',') && !line.Contains(", ", StringComparison.Ordinal);
    }

    private static bool IsRow(ReadOnlySpan<char> line, char separator) => line.Count(separator) > 1;
}
