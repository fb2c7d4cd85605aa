using AngleSharp.Dom;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>The HTML of the Podcasting 2.0 namespace: <c>&lt;cite&gt;Ann:&lt;/cite&gt;&lt;time&gt;0:09&lt;/time&gt;&lt;p&gt;text&lt;/p&gt;</c>.</summary>
internal sealed class HtmlTranscript : ITranscriptFormat
{
    public string Name => "Podcasting 2.0 HTML";

    public bool Recognizes(SourceText source) =>
        HtmlText.IsPage(source.Text) && source.Text.Contains("<cite", StringComparison.OrdinalIgnoreCase)
            && source.Text.Contains("<p", StringComparison.OrdinalIgnoreCase) && HtmlSource.Escape(source.Text) is not null;

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var page = HtmlText.Parse(source.Text);
        var cues = new List<Cue>();
        string? speaker = null;
        TimeSpan? time = null;
        var root = HtmlText.TranscriptOf(page, out _);
        for (var node = HtmlText.Next(root, root, enter: true); node is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isParagraph = false;
            if (node is IElement element)
            {
                isParagraph = element.LocalName == "p" || HtmlText.IsSilent(element);
                if (element.LocalName == "cite") speaker = SpeakerLabel.Clean(HtmlText.Words(element)) is { Length: > 0 } name ? name : null;
                else if (element.LocalName == "time" && Timecode.TryParse(HtmlText.Words(element), out var at)) time = at;
                else if (element.LocalName == "p") AddParagraph(element);
            }

            node = HtmlText.Next(node, root, enter: !isParagraph);
        }

        return TranscriptSnips.From(source, new Episode { Title = HtmlText.TitleOf(page) }, cues, log);

        void AddParagraph(IElement paragraph)
        {
            // A name and a time may stand in the paragraph itself, before its words; within a sentence they are a citation and a date like any other words.
            HtmlText.TakeLead(paragraph, ref speaker, ref time);
            var text = string.Join('\n', HtmlText.Lines(paragraph)).Trim();
            if (text.Length == 0) return;
            cues.Add(new Cue(speaker, text, time));
            time = null;
        }
    }
}
