using System.Globalization;
using System.Text;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>Names of speakers as text transcripts write them, beyond those that are a name beyond doubt (<see cref="SpeakerLabel"/>).</summary>
internal static class SpokenName
{
    private const int LongestName = 60;
    private const int MaxSmallWords = 3;

    private static readonly HashSet<string> Headings = new(StringComparer.OrdinalIgnoreCase)
    {
        "ad", "ads", "action item", "action items", "agenda", "attendees", "bell", "break", "chime", "closing",
            "commercial", "commercial break", "created", "duration", "end", "ending", "guests", "hosts",
        "intro", "introduction", "invited", "jingle", "keywords", "length", "location", "meeting", "meeting id",
            "meeting title", "members", "music break", "next steps", "opening", "organizer", "outro",
        "part", "participants", "pause", "questions", "read more", "recap", "recorded", "recording",
            "section", "segment", "speakers", "sponsor", "sponsors", "start", "started", "summary keywords",
        "takeaways", "theme", "theme music", "timestamp", "timestamps", "topic", "topics", "transcription", "when", "where", "word count",
    };

    /// <summary>Whether the words head a part of the page or recording rather than what a person says, as "Break:" does.</summary>
    public static bool IsHeading(string words) => Headings.Contains(words.Trim());

    /// <summary>The name without Markdown, a colon, and signs before it (an emoji, @); empty where nothing is left.</summary>
    public static string Clean(string name)
    {
        var bare = SpeakerLabel.Clean(name).AsSpan();
        while (!bare.IsEmpty && Rune.DecodeFromUtf16(bare, out var rune, out var length) == System.Buffers.OperationStatus.Done
            && !Rune.IsLetterOrDigit(rune) && rune.Value is not ('(' or '[' or '\'' or '’' or '"' or '“')) bare = bare[length..];
        return bare.Trim().TrimEnd("-–—|·,").TrimEnd().ToString();
    }

    /// <summary>Whether it could be a name where the line leaves no doubt that a name stands there: with something in brackets behind it, or a few words in
    /// small letters.</summary>
    public static bool IsName(string candidate)
    {
        if (candidate.Length is 0 or > LongestName || IsHeading(candidate)) return false;
        if (SpeakerLabel.IsName(candidate)) return true;
        var core = candidate;
        if (candidate[^1] is ')' or ']' && candidate.IndexOfAny(['(', '[']) is > 0 and var open) core = candidate[..open].TrimEnd();
        return core.Length > 0 && (SpeakerLabel.IsName(core) || IsSmallName(core));
    }

    /// <summary>Whether it could be a name in small letters, or a handle: one to three words of letters, digits, dots, dashes and underscores.</summary>
    public static bool IsSmallName(string candidate)
    {
        var words = candidate.Split(' ');
        if (words.Length > MaxSmallWords || !char.IsLetter(candidate[0]) || IsHeading(candidate)) return false;
        foreach (var c in candidate)
        {
            if (!(char.IsLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' or '\'' or '’' or '@'
                || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)) return false;
        }

        // The names that are none in capitals are none in small letters either.
        return SpeakerLabel.IsName(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(candidate.Replace('@', 'a')));
    }

    /// <summary>Splits <c>name: words</c> where the name may be in small letters or have signs around it.</summary>
    public static bool TrySplit(ReadOnlySpan<char> line, out string name, out string text)
    {
        (name, text) = ("", "");
        var colon = line[..Math.Min(line.Length, LongestName + 8)].IndexOfAny(':', '：');
        if (colon <= 0) return false;
        var after = line[(colon + 1)..];
        if (line[colon] == ':' && after.Length > 0 && !char.IsWhiteSpace(after[0]) && after[0] is not ('"' or '“')) return false;
        name = Clean(line[..colon].ToString());
        text = after.Trim().ToString();
        return name.Length > 0 && (IsHeading(name) || IsName(name));
    }
}
