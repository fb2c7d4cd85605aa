using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>YouTube's SBV, and SubViewer, which it comes from: <c>0:00:01.000,0:00:03.000</c> above each caption.</summary>
internal sealed class SubViewerFormat : ITranscriptFormat
{
    private const int LinesToSearch = 20;

    public string Name => "SBV captions";

    public bool Recognizes(SourceText source)
    {
        var seen = 0;
        for (var i = 0; i < source.LineCount && seen < LinesToSearch; i++)
        {
            if (TryParse(source.Line(i), out _, out _)) return i + 1 < source.LineCount && !source.Line(i + 1).IsWhiteSpace();
            if (!source.Line(i).IsWhiteSpace()) seen++;
        }

        return false;
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var file = new CaptionFile(_ => Captions(source, cancellationToken), log);
        return TranscriptSnips.From(source, new Episode(), file.Cues(), log);
    }

    private static IEnumerable<Caption> Captions(SourceText source, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        (TimeSpan Start, TimeSpan? End)? timing = null;
        for (var i = 0; i < source.LineCount; i++)
        {
            if (TryParse(source.Line(i), out var start, out var end))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (timing is var (from, to)) yield return new Caption(from, to, [.. lines]);
                lines.Clear();
                timing = (start, end < start ? null : end);
            }
            else if (!source.Line(i).IsWhiteSpace())
            {
                lines.AddRange(source.Line(i).Trim().ToString().Split("[br]"));
            }
        }

        if (timing is var (first, last)) yield return new Caption(first, last, [.. lines]);
    }

    private static bool TryParse(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        (start, end) = (default, default);
        var comma = line.Length is > 6 and < 40 ? line.IndexOf(',') : -1;
        return comma > 0 && Timecode.TryParse(line[..comma], out start) && Timecode.TryParse(line[(comma + 1)..], out end);
    }
}
