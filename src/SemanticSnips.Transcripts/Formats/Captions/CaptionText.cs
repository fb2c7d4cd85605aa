using System.Net;
using System.Text;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>Turns a caption's payload into cues: voices become speakers, other markup goes.</summary>
internal static class CaptionText
{
    // A tag in the wild is far shorter; a '<' without a '>' this near is a character like any other.
    private const int LongestTag = 300;

    /// <summary>The cues of a caption, one a voice, all with the caption's time.</summary>
    public static IEnumerable<Cue> Cues(Caption caption)
    {
        var payload = caption.Lines.Count == 1 ? caption.Lines[0] : string.Join('\n', caption.Lines);
        if (payload.AsSpan().IndexOfAny('<', '{', '&') < 0)
        {
            if (!string.IsNullOrWhiteSpace(payload)) yield return new Cue(null, MarkDialogue(payload.Trim()), caption.Start, caption.End);
            yield break;
        }

        string? voice = null;
        var text = new StringBuilder(payload.Length);
        for (var i = 0; i < payload.Length; i++)
        {
            var tag = TagLength(payload.AsSpan(i));
            if (tag == 0)
            {
                text.Append(payload[i]);
                continue;
            }

            var inner = payload[(i + 1)..(i + tag - 1)];
            i += tag - 1;
            if (!IsVoice(inner.TrimStart('/'))) continue;
            if (Finish() is { } cue) yield return cue;
            voice = inner[0] == '/' ? null : VoiceName(inner);
        }

        if (Finish() is { } lastCue) yield return lastCue;

        Cue? Finish()
        {
            var spoken = WebUtility.HtmlDecode(text.ToString()).Trim();
            text.Clear();
            return spoken.Length == 0 ? null : new Cue(voice, MarkDialogue(spoken), caption.Start, caption.End);
        }
    }

    /// <summary>Whether words of the line have times of their own: <c>one&lt;00:00:01.500&gt; two</c>.</summary>
    public static bool HasWordTimes(string line)
    {
        for (var tag = line.IndexOf('<'); tag >= 0 && tag + 1 < line.Length; tag = line.IndexOf('<', tag + 1))
        {
            if (char.IsAsciiDigit(line[tag + 1])) return true;
        }

        return false;
    }

    /// <summary>A line without tags and entities.</summary>
    public static string Plain(string line)
    {
        if (line.AsSpan().IndexOfAny('<', '{', '&') < 0) return line.Trim();
        // Every line of a large file comes through here, and most are short.
        var text = line.Length <= 512 ? stackalloc char[line.Length] : new char[line.Length];
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var tag = TagLength(line.AsSpan(i));
            if (tag == 0) text[length++] = line[i];
            else i += tag - 1;
        }

        return WebUtility.HtmlDecode(text[..length].Trim().ToString()).Trim();
    }

    /// <summary>The length of the tag that the text begins with: <c>&lt;i&gt;</c>, <c>&lt;00:01.500&gt;</c> or <c>{\an8}</c>; 0 for anything else.</summary>
    private static int TagLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 3) return 0;
        var near = text[..Math.Min(text.Length, LongestTag)];
        if (text[0] == '{') return text[1] == '\\' ? near.IndexOf('}') + 1 : 0;
        return text[0] == '<' && (char.IsAsciiLetterOrDigit(text[1]) || text[1] == '/') ? near.IndexOf('>') + 1 : 0;
    }

    private static bool IsVoice(string tag) => tag.Length > 0 && tag[0] == 'v' && (tag.Length == 1 || tag[1] is '.' or ' ' or '\t');

    /// <summary>The annotation of a voice tag: <c>v.loud Ann Lee</c> has classes up to the first space.</summary>
    private static string? VoiceName(string tag)
    {
        var space = tag.AsSpan().IndexOfAny(' ', '\t');
        var name = space < 0 ? "" : WebUtility.HtmlDecode(tag[(space + 1)..]).Trim().TrimEnd(':');
        return name.Length == 0 ? null : name;
    }

    /// <summary>Two lines with dashes are two people: subtitles mark dialogue so. Rewritten as chevrons, which <see cref="SpeakerResolver"/> reads.</summary>
    private static string MarkDialogue(string text)
    {
        if (!text.StartsWith('-')) return text;
        var lines = text.Split('\n');
        return lines.Length < 2 || !lines.All(line => line.StartsWith('-')) ? text : string.Join('\n', lines.Select(line => ">> " + line.TrimStart('-', ' ')));
    }
}
