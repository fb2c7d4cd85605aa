using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>SubRip captions (.srt), with the profile of Podcasting 2.0: a name is given only where the speaker changes.</summary>
internal sealed class SubRipFormat : ITranscriptFormat
{
    private const int LinesToSearch = 10;

    public string Name => "SubRip captions";

    public bool Recognizes(SourceText source)
    {
        var seen = 0;
        for (var i = 0; i < source.LineCount && seen < LinesToSearch; i++)
        {
            if (CaptionTiming.TryParse(source.Line(i), out _, out _)) return true;
            if (!source.Line(i).IsWhiteSpace()) seen++;
        }

        return false;
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var file = new CaptionFile(told => CaptionBlocks.Read(source, isWebVtt: false, told, cancellationToken), log);
        return TranscriptSnips.From(source, new Episode(), file.Cues(), log);
    }
}
