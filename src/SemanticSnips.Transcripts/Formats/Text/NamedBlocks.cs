using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>What Teams writes into documents, copied as text: a range like a caption's, below it the speaker alone on a line, then the words.</summary>
internal sealed class NamedBlocks : ITranscriptFormat
{
    public string Name => "Meeting transcript";

    public bool Recognizes(SourceText source)
    {
        if (!source.Contains(" --> ") || source.Text.StartsWith("WEBVTT", StringComparison.Ordinal)) return false;
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var (blocks, numbered) = (0, 0);
        for (var i = 0; i + 2 < source.LineCount && blocks < 200; i++)
        {
            if (!IsRange(source.Line(i))) continue;
            blocks++;
            if (i > 0 && source.Line(i - 1).Trim() is { IsEmpty: false } before && before.IndexOfAnyExceptInRange('0', '9') < 0) numbered++;
            var name = source.Line(i + 1).Trim().ToString();
            if (SpokenName.IsName(name) && !source.Line(i + 2).IsWhiteSpace() && !IsRange(source.Line(i + 2))) names[name] = names.GetValueOrDefault(name) + 1;
        }

        // Two words of speech may look like a name, but not in every block, and again.
        return blocks > 1 && numbered == 0 && names.Values.Sum() * 10 >= blocks * 9 && (names.Count < names.Values.Sum() || blocks < 4);
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var cues = new List<Cue>();
        var body = new List<string>();
        Header? header = null;
        for (var i = 0; i < source.LineCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var line = source.Line(i).Trim();
            if (Range(line) is not { } next)
            {
                if (header is not null && !TextLine.IsFooter(line)) body.Add(line.ToString());
                continue;
            }

            Add();
            header = next;
        }

        Add();
        return TranscriptSnips.From(source, new Episode(), cues, log);

        void Add()
        {
            if (header is not null && body.Count > 0)
            {
                var isNamed = body.Count > 1 && SpokenName.IsName(body[0]);
                cues.Add(new Cue(isNamed ? body[0] : null, string.Join('\n', body.Skip(isNamed ? 1 : 0)), header.Start, header.End));
            }

            body.Clear();
        }
    }

    private static bool IsRange(ReadOnlySpan<char> line) => line.Contains(" --> ", StringComparison.Ordinal) && Range(line.Trim()) is not null;

    private static Header? Range(ReadOnlySpan<char> line)
    {
        var arrow = line.IndexOf(" --> ");
        return arrow > 0 && line.Length < 60 && Timecode.TryParse(line[..arrow], out var start) && Timecode.TryParse(line[(arrow + 5)..], out var end)
            ? new Header(null, start, end < start ? null : end, "") : null;
    }
}
