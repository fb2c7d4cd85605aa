using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>A web page that holds a transcript: the words of its transcript element, read as text.</summary>
internal sealed class HtmlPage : ITranscriptFormat
{
    public string Name => "Web page";

    public bool Recognizes(SourceText source)
    {
        if (!HtmlText.IsPage(source.Text)) return false;
        var lines = Lines(source, out _, out var isTranscript);
        return TextLayout.Of(lines, source.IsTranscript) is not null || ((isTranscript || source.IsTranscript) && lines.Sum(line =>
            Words.Count(line)) >= FewestWords);
    }

    // A page with fewer words is a frame without its content.
    private const int FewestWords = 20;

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var lines = Lines(source, out var title, out _);
        var head = new EpisodeLines();
        var cues = TextLayout.Of(lines, source.IsTranscript) is { } layout
            ? TextTranscript.Cues(lines, layout, head, cancellationToken)
            : [.. lines.Where(line => line.Length > 0).Select(line => new Cue(null, line) { StartsTurn = true })];
        return TranscriptSnips.From(source, head.Episode with { Title = head.Episode.Title ?? title }, cues, log);
    }

    private static List<string> Lines(SourceText source, out string? title, out bool isTranscript)
    {
        var page = HtmlText.Parse(source.Text);
        title = HtmlText.TitleOf(page);
        return [.. HtmlText.Lines(HtmlText.TranscriptOf(page, out isTranscript))];
    }
}
