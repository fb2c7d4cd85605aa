using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>WebVTT captions (https://www.w3.org/TR/webvtt1/), read as loosely as they are written.</summary>
internal sealed class WebVttFormat : ITranscriptFormat
{
    private const string Signature = "WEBVTT";

    public string Name => "WebVTT captions";

    public bool Recognizes(SourceText source)
    {
        var first = source.Line(0);
        return first.StartsWith(Signature, StringComparison.Ordinal) && (first.Length == Signature.Length || !char.IsLetterOrDigit(first[Signature.Length]));
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var file = new CaptionFile(told => CaptionBlocks.Read(source, isWebVtt: true, told, cancellationToken), log);
        var said = Describe(source);
        return TranscriptSnips.From(source, said.Episode, file.Cues(), log, said.AudioUrl);
    }

    /// <summary>The title behind the signature; else what the lines below it, or a first NOTE, say as <c>Title: …</c>.</summary>
    private static (Episode Episode, string? AudioUrl) Describe(SourceText source)
    {
        var said = new EpisodeLines();
        for (var i = 1; i < source.LineCount; i++)
        {
            var line = source.Line(i);
            if (line.Contains(CaptionTiming.Arrow, StringComparison.Ordinal)) break;
            said.Take(line.StartsWith("NOTE ", StringComparison.Ordinal) ? line[5..] : line);
        }

        var title = source.Line(0)[Signature.Length..].Trim().TrimStart("-–— \t").ToString();
        var isTitle = title.Length > 0 && !title.StartsWith("Kind:", StringComparison.OrdinalIgnoreCase)
            && !title.StartsWith("Language:", StringComparison.OrdinalIgnoreCase);
        return (isTitle ? said.Episode with { Title = title } : said.Episode, said.AudioUrl);
    }
}
