using System.Xml;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Markup;

/// <summary>Captions as XML: TTML (Apple Podcasts, broadcasters), and YouTube's timed text in its three versions.</summary>
/// <remarks>A stream of elements, read as far as the XML is well formed: a paragraph that has a time is a segment, what has a time inside it is a
/// word.</remarks>
internal sealed class MarkupCaptions : ITranscriptFormat
{
    private static readonly string[] Roots = ["<tt", "<transcript", "<timedtext"];

    public string Name => "TTML or YouTube XML captions";

    public bool Recognizes(SourceText source)
    {
        var text = source.Text.AsSpan().TrimStart();
        while (text.StartsWith("<?") || text.StartsWith("<!"))
        {
            var end = text.IndexOf('>');
            if (end < 0) return false;
            text = text[(end + 1)..].TrimStart();
        }

        foreach (var root in Roots)
        {
            if (text.StartsWith(root, StringComparison.Ordinal) && text.Length > root.Length
                && (text[root.Length] is '>' or ':' || char.IsWhiteSpace(text[root.Length]))) return true;
        }

        return false;
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var document = new MarkupReading();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, CheckCharacters = false };
        using var reader = XmlReader.Create(new StringReader(source.Text.TrimStart()), settings);
        try
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                document.Take(reader);
            }
        }
        catch (XmlException e)
        {
            log.Warn(e.LineNumber, "The XML is malformed or breaks off here; what stands before is read.");
        }

        document.Finish();
        return TranscriptSnips.From(source, new Episode { Title = document.Title }, ScreenTime.Cut(document.Cues), log);
    }
}
