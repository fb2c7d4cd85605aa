using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Markup;

/// <summary>What has been read of a document of timed paragraphs.</summary>
internal sealed class MarkupReading
{
    private readonly record struct Element(string Name, TimeSpan? Start, TimeSpan? End, string? Speaker, int From, int Words);

    private readonly Dictionary<string, string> _agents = new(StringComparer.Ordinal);
    private readonly Stack<Element> _open = new();
    private readonly StringBuilder _text = new();
    private readonly List<Cue> _words = [];
    private Element? _paragraph;
    private string? _agent;
    private double _ticksPerSecond = 10_000_000;
    private double _framesPerSecond = 30;
    private bool _isMilliseconds;

    public List<Cue> Cues { get; } = [];

    public string? Title { get; private set; }

    public void Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = reader.IsEmptyElement;
                Open(reader);
                if (isEmpty) Close();
                break;
            case XmlNodeType.EndElement:
                Close();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                Text(reader.Value);
                break;
        }
    }

    /// <summary>Closes what the document left open.</summary>
    public void Finish()
    {
        while (_open.Count > 0) Close();
    }

    private void Open(XmlReader reader)
    {
        var name = reader.LocalName;
        if (_open.Count == 0) Root(reader);
        if (name == "agent") _agent = Attribute(reader, "id");
        if (name == "br") Text("\n");
        var parent = _open.Count > 0 ? _open.Peek() : default;
        var isWord = Attribute(reader, "unit") == "word";
        if (isWord && _paragraph is not null && _text.Length > 0 && !char.IsWhiteSpace(_text[^1])) _text.Append(' ');
        var start = Start(reader, parent, isWord: name == "s");
        var end = End(reader, start, parent);
        var agent = Attribute(reader, "agent") ?? Attribute(reader, "speaker");
        var element = new Element(name, start, end, agent, _text.Length, _words.Count);
        if (_paragraph is null && name is "p" or "text")
        {
            _text.Clear();
            _words.Clear();
            element = element with
            {
                From = 0,
                Words = 0,
                Speaker = agent ?? _open.Select(outer => outer.Speaker)
                .FirstOrDefault(speaker => speaker is not null)
            };
            _paragraph = element;
        }

        _open.Push(element);
    }

    private void Close()
    {
        var element = _open.Pop();
        if (element.Name == "agent") _agent = null;
        if (_paragraph is not { } paragraph) return;
        if (element == paragraph)
        {
            AddCues(paragraph);
            _paragraph = null;
        }
        else if (element.Name is "s" or "span" && (element.Start is not null || element.Speaker is not null) && element.From < _text.Length)
        {
            // A sentence around timed words says nothing new.
            if (_words.Count == element.Words)
                _words.Add(new Cue(NameOf(element.Speaker), _text.ToString(element.From, _text.Length - element.From), element.Start, element.End));
        }
    }

    private void Text(string text)
    {
        if (_paragraph is not null) _text.Append(text);
        else if (_open.Count > 0 && _open.Peek().Name is "title" && !string.IsNullOrWhiteSpace(text)) Title ??= text.Trim();
        else if (_open.Count > 0 && _open.Peek().Name is "name" && _agent is not null && !string.IsNullOrWhiteSpace(text)) _agents[_agent] = text.Trim();
    }

    private void AddCues(Element paragraph)
    {
        // YouTube escapes twice.
        var text = WebUtility.HtmlDecode(_text.ToString());
        if (string.IsNullOrWhiteSpace(text)) return;
        var (start, end) = (paragraph.Start, paragraph.End);
        start ??= _words.FirstOrDefault(word => word.Start is not null).Start;
        var cue = new Cue(NameOf(paragraph.Speaker), NonSpeech.Remove(text), start, end < start ? null : end);
        if (_words.Count == 0) Cues.Add(cue);
        else Cues.AddRange(TimedWords.Split(cue, [.. _words.Select(word => word with { Text = WebUtility.HtmlDecode(word.Text) })]));
    }

    private string? NameOf(string? agent) => agent is null ? null : _agents.GetValueOrDefault(agent, agent);

    private void Root(XmlReader reader)
    {
        _isMilliseconds = reader.LocalName == "timedtext";
        if (Number(Attribute(reader, "tickRate")) is > 0 and var ticks) _ticksPerSecond = ticks;
        if (Number(Attribute(reader, "frameRate")) is > 0 and var frames) _framesPerSecond = frames;
    }

    private TimeSpan? Start(XmlReader reader, Element parent, bool isWord)
    {
        if (Attribute(reader, "begin") is { } begin) return Time(begin) is { } time && time < parent.Start ? time + parent.Start : Time(begin);
        if (Attribute(reader, "start") is { } start) return Timecode.FromSeconds(Number(start));
        if (Attribute(reader, "t") is not { } t) return isWord ? parent.Start : null;
        // In YouTube's third version words count from their paragraph.
        return isWord ? parent.Start + Timecode.FromMilliseconds(Number(t)) : Timecode.FromMilliseconds(Number(t));
    }

    private TimeSpan? End(XmlReader reader, TimeSpan? start, Element parent)
    {
        if (Attribute(reader, "end") is { } end) return Time(end) is { } time && time < parent.Start ? time + parent.Start : Time(end);
        if (Attribute(reader, "d") is { } d) return start + Timecode.FromMilliseconds(Number(d));
        if (Attribute(reader, "dur") is not { } dur) return null;
        return start + (_isMilliseconds ? Timecode.FromMilliseconds(Number(dur)) : Time(dur));
    }

    /// <summary>A TTML time: <c>1.5</c>, <c>1.5s</c>, <c>1:02.5</c>, <c>00:00:01:12</c> (frames), <c>36f</c>, <c>1500ms</c>, <c>15000000t</c>.</summary>
    private TimeSpan? Time(string value)
    {
        value = value.Trim();
        if (value.EndsWith('t')) return Timecode.FromSeconds(Number(value[..^1]) / _ticksPerSecond);
        if (value.EndsWith('f')) return Timecode.FromSeconds(Number(value[..^1]) / _framesPerSecond);
        if (value.EndsWith('m')) return Timecode.FromSeconds(Number(value[..^1]) * 60);
        if (value.EndsWith('h')) return Timecode.FromSeconds(Number(value[..^1]) * 3600);
        if (Timecode.TryParse(value, out var clock))
        {
            var frames = value.Count(c => c == ':') == 3 ? Number(value[(value.LastIndexOf(':') + 1)..]) : 0;
            return clock + TimeSpan.FromSeconds(frames is { } count && count < _framesPerSecond ? count / _framesPerSecond : 0);
        }

        return SourceTime.Parse(value, 1) is { IsDate: false } time ? time.In(1, 0) : null;
    }

    private static string? Attribute(XmlReader reader, string name)
    {
        if (!reader.HasAttributes) return null;
        string? value = null;
        while (value is null && reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name) value = reader.Value;
        }

        reader.MoveToElement();
        return value;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
