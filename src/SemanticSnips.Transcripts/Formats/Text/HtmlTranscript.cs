using System.Net;
using System.Text;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>The HTML of the Podcasting 2.0 namespace: <c>&lt;cite&gt;Ann:&lt;/cite&gt;&lt;time&gt;0:09&lt;/time&gt;&lt;p&gt;text&lt;/p&gt;</c>.</summary>
/// <remarks>A scanner for these three elements, and the page's title, wherever they stand; all other markup is passed over.</remarks>
internal sealed class HtmlTranscript : ITranscriptFormat
{
    public string Name => "Podcasting 2.0 HTML";

    public bool Recognizes(SourceText source) =>
        source.Text.AsSpan().TrimStart().StartsWith('<') && source.Text.Contains("<cite", StringComparison.OrdinalIgnoreCase) && source.Text.Contains("<p", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellation)
    {
        var page = new Page();
        var html = source.Text;
        for (var at = 0; at < html.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var open = html.IndexOf('<', at);
            if (open < 0) open = html.Length;
            page.Text(html.AsSpan(at, open - at));
            var close = open < html.Length ? html.IndexOf('>', open) : -1;
            if (close < 0) break;
            page.Tag(html.AsSpan(open + 1, close - open - 1));
            at = close + 1;
        }

        page.Tag("/p");
        return TranscriptSnips.From(source, new Episode { Title = page.Title }, page.Cues, log);
    }

    private sealed class Page
    {
        private readonly StringBuilder _paragraph = new();
        private readonly StringBuilder _inner = new();
        private bool _inParagraph;
        private bool _hasWords;
        private string? _element;
        private string? _speaker;
        private TimeSpan? _time;

        public List<Cue> Cues { get; } = [];

        public string? Title { get; private set; }

        public void Text(ReadOnlySpan<char> text)
        {
            if (_element is not null) _inner.Append(text);
            else if (_inParagraph)
            {
                _paragraph.Append(text);
                _hasWords |= !text.IsWhiteSpace();
            }
        }

        public void Tag(ReadOnlySpan<char> tag)
        {
            var length = tag.StartsWith('/') ? 1 : 0;
            while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length])) length++;
            var name = tag[..length].ToString().ToUpperInvariant();
            switch (name)
            {
                // Within a sentence these are a citation and a date like any other words.
                case "CITE" or "TIME" when _hasWords:
                    break;
                case "CITE" or "TIME" or "TITLE" or "SCRIPT" or "STYLE":
                    _element = name;
                    _inner.Clear();
                    break;
                case "/CITE" or "/TIME" or "/TITLE" or "/SCRIPT" or "/STYLE":
                    FinishElement();
                    break;
                case "P" or "/P":
                    FinishParagraph();
                    _inParagraph = name == "P";
                    break;
                case "BR":
                    Text("\n");
                    break;
            }
        }

        private void FinishElement()
        {
            var value = WebUtility.HtmlDecode(_inner.ToString()).Trim();
            if (_element == "TITLE" && value.Length > 0) Title = value;
            if (_element == "TIME" && Timecode.TryParse(value, out var time)) _time = time;
            if (_element == "CITE") _speaker = SpeakerLabel.Clean(value) is { Length: > 0 } name ? name : null;
            _element = null;
        }

        private void FinishParagraph()
        {
            // An element that nobody closed ends with its paragraph.
            FinishElement();
            var text = WebUtility.HtmlDecode(_paragraph.ToString()).Trim();
            _paragraph.Clear();
            _hasWords = false;
            if (text.Length == 0) return;
            Cues.Add(new Cue(_speaker, text, _time));
            _time = null;
        }
    }
}
