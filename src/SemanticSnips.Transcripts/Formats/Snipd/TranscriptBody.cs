using System.Text;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>The lines of a transcript, and the turns in them. Speakers stand in bold, or alone on a line between blank lines.</summary>
internal sealed class TranscriptBody
{
    private const int MaxSpeakerLength = 60;
    private const int MaxSpeakerWords = 6;

    // People may write their names small; longer lines in small letters are the rest of a sentence.
    private const int MaxSmallNameWords = 3;

    // Bold names become this, which no line of text begins with.
    private const char SpeakerSign = '\u0001';

    private readonly List<string> _lines = [];

    /// <summary>Whether the first line names a speaker, as it does under "Click to expand".</summary>
    public bool BeginsWithSpeaker { get; set; }

    public bool IsEmpty => _lines.Count == 0;

    private bool HasMarkedSpeakers { get; set; }

    /// <summary>Takes a line, blank ones too.</summary>
    public void Add(ReadOnlySpan<char> line)
    {
        line = SnipdText.Unquote(line).Trim();
        if (line.IsEmpty)
        {
            if (_lines.Count > 0) _lines.Add("");
            return;
        }

        foreach (var part in SnipdText.BreakHtml(line.ToString())) AddPart(part.AsSpan().Trim());
    }

    /// <summary>Names that stand alone on a line, with how often, over the bodies of one episode.</summary>
    public void CountNames(Dictionary<string, int> names)
    {
        if (HasMarkedSpeakers) return;
        CountSmallNames(names);
        for (var i = 0; i < _lines.Count; i++)
        {
            if (!IsAlone(i) || (char.IsLower(_lines[i][0]) && !(i == 0 && BeginsWithSpeaker))) continue;
            // The first under "Click to expand" is certain, so it counts as if it recurred.
            names[_lines[i]] = names.GetValueOrDefault(_lines[i]) + (i == 0 && BeginsWithSpeaker ? 2 : 1);
        }
    }

    /// <summary>Where a name in small letters stands first, those in its place stand in every other line.</summary>
    private void CountSmallNames(Dictionary<string, int> names)
    {
        if (!BeginsWithSpeaker || _lines.Count == 0 || !char.IsLower(_lines[0][0]) || !IsAlone(0)) return;
        var place = 0;
        for (var i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].Length == 0) continue;
            if (place++ % 2 == 0 && i > 0 && IsAlone(i)) names[_lines[i]] = names.GetValueOrDefault(_lines[i]) + 2;
        }
    }

    /// <summary>The turns.</summary>
    /// <param name="names">As <see cref="CountNames"/> gave them; a name that stands alone twice is a speaker's.</param>
    public IReadOnlyList<Turn> Turns(Dictionary<string, int> names)
    {
        var turns = new List<Turn>();
        var text = new StringBuilder();
        string? speaker = null;
        var justNamed = false;
        for (var i = 0; i < _lines.Count; i++)
        {
            var line = _lines[i];
            if (line.Length == 0) continue;
            var isName = line[0] == SpeakerSign || (!HasMarkedSpeakers && !justNamed && IsAlone(i) && IsSpeaker(line, names, i == 0));
            if (isName)
            {
                Close(turns, speaker, text);
                speaker = line[0] == SpeakerSign ? line[1..] : line;
            }
            else
            {
                if (text.Length > 0) text.Append(' ');
                text.Append(line);
            }

            justNamed = isName;
        }

        Close(turns, speaker, text);
        return turns;
    }

    private static void Close(List<Turn> turns, string? speaker, StringBuilder text)
    {
        // Entities may stand for white space, even for line ends.
        var words = SnipdText.Decode(MarkdownSpeech.Plain(text.ToString())).Replace('\n', ' ').Trim();
        if (words.Length > 0) turns.Add(new Turn(string.IsNullOrEmpty(speaker) ? null : speaker, words));
        text.Clear();
    }

    private void AddPart(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty) return;
        if (line.StartsWith("**") && line[2..].IndexOf("**") is > 0 and <= MaxSpeakerLength + 1 and var length)
        {
            var name = line.Slice(2, length);
            var rest = line[(length + 4)..];
            if (rest.IsEmpty || rest[0] == ':' || name[^1] == ':')
            {
                HasMarkedSpeakers = true;
                _lines.Add(SpeakerSign + (SnipdText.Value(name.TrimEnd(": ")) ?? "").ToString());
                line = rest.TrimStart(": ");
            }
        }

        if (line.Length > 0) _lines.Add(line.TrimStart(SpeakerSign).ToString());
    }

    private bool IsSpeaker(string line, Dictionary<string, int> names, bool isFirst) =>
        (isFirst && BeginsWithSpeaker) || (line.StartsWith("Speaker ", StringComparison.Ordinal) && char.IsAsciiDigit(line[^1])) ||
        (BeginsWithSpeaker && names.GetValueOrDefault(line) > 1);

    /// <summary>Whether the line stands alone and could be a name: short, few words, no end of a sentence, and words follow.</summary>
    private bool IsAlone(int index)
    {
        var line = _lines[index];
        if (line.Length is 0 or > MaxSpeakerLength || (char.IsLower(line[0]) && (!BeginsWithSpeaker || line.AsSpan().Count(' ') >= MaxSmallNameWords))
            || !(char.IsLetterOrDigit(line[^1]) || line[^1] is ')' or '.')) return false;
        if (line[^1] == '.' && !(line.Length > 2 && line[^3] is ' ' or '.') && !line.EndsWith("Jr.", StringComparison.Ordinal)) return false;
        if (index > 0 && _lines[index - 1].Length > 0) return false;
        if (index + 1 < _lines.Count && _lines[index + 1].Length > 0 && index > 0 && !line.StartsWith("Speaker ", StringComparison.Ordinal)) return false;
        return line.AsSpan().Count(' ') < MaxSpeakerWords && _lines.Count > index + 1;
    }
}
