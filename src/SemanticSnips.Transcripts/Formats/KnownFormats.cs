using SemanticSnips.Transcripts.Formats.Captions;
using SemanticSnips.Transcripts.Formats.Json;
using SemanticSnips.Transcripts.Formats.Markup;
using SemanticSnips.Transcripts.Formats.Snipd;
using SemanticSnips.Transcripts.Formats.Tables;
using SemanticSnips.Transcripts.Formats.Text;

namespace SemanticSnips.Transcripts.Formats;

/// <summary>Every format, the most telling first: the first that recognises a source reads it.</summary>
internal static class KnownFormats
{
    public static IReadOnlyList<ITranscriptFormat> All { get; } =
    [
        new SnipdBookkeeping(),
        new Readwise(),
        new ReadwiseCsv(),
        new SnipdPlugin(),
        new SnipdLogseq(),
        new SnipdMarkdown(),
        new SnipdPlainText(),
        new ShareText(),
        new WebVttFormat(),
        new NamedBlocks(),
        new SubRipFormat(),
        new SubViewerFormat(),
        new SubStationFormat(),
        new LrcFormat(),
        new MarkupCaptions(),
        new TranscriptJson(),
        new TableTranscript(),
        new HtmlTranscript(),
        new HtmlPage(),
        new TextTranscript(),
        new PlainProse(),
    ];
}
