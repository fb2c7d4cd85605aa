using System.Globalization;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Tells a speaker's name before a colon from the other words that people put there.</summary>
internal static class SpeakerLabel
{
    private const int LongestName = 60;

    private static readonly HashSet<string> NeverNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "A", "Added", "Also", "Answer", "Applause", "Author", "Bonus", "Cc", "Changed", "Commit", "Deprecated", "Fixed", "Removed",
            "Security", "Sent", "But", "Caution", "Chapter", "Chapters", "Copyright", "Date", "Debug", "Description", "Disclaimer",
        "Duration", "Edit", "Email", "Episode", "Error", "Example", "Fatal", "First", "From", "Hint", "However", "Http", "Https", "Important", "Info", "Kind",
        "Language", "Laughter", "Laughs", "License", "Licence", "Link", "Links", "Music",
            "NB", "Note", "Notes", "Podcast", "Published", "PS", "Q", "Question", "Re",
        "Region", "Remember", "Sadly", "Second", "Show", "Silence", "Source", "Sources",
            "Status", "Style", "Subject", "Summary", "Tags", "Third", "Time", "Tip",
        "Title", "To", "Todo", "Trace", "Transcript", "Transcribed by", "Update", "Url",
            "Usage", "Version", "Warn", "Warning", "Website", "Yes", "No", "So", "And",
    };

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el", "ibn", "la", "le", "of", "the", "van", "von", "y", "zu",
    };

    private static readonly HashSet<string> SmallWords = new(StringComparer.Ordinal)
    {
        "a", "about", "all", "also", "and", "are", "as", "at", "because", "but", "by", "can", "could",
            "do", "does", "for", "from", "he", "here", "how", "however", "i", "if", "in", "is", "it",
        "like", "me", "my", "not", "of", "on", "one", "or", "our", "said", "says", "she", "so", "that",
            "the", "then", "there", "these", "they", "thing", "things", "this", "to", "us", "was", "we",
        "were", "what", "when", "where", "which", "who", "why", "with", "would", "you", "your",
    };

    private static readonly HashSet<string> Roles =
        new(StringComparer.OrdinalIgnoreCase) { "speaker", "spk", "host", "guest", "interviewer", "interviewee", "narrator" };

    /// <summary>Splits <c>Ann Lee: text</c>; the name may be bold and the colon inside or outside of the bold.</summary>
    /// <param name="line">A line.</param>
    /// <param name="name">The name.</param>
    /// <param name="text">What stands behind the colon.</param>
    /// <param name="anyCase">Whether one to three words in small letters may be a name too; the caller then needs other evidence.</param>
    public static bool TrySplit(string line, out string name, out string text, bool anyCase = false)
    {
        (name, text) = ("", "");
        var colon = line.AsSpan(0, Math.Min(line.Length, LongestName + 8)).IndexOfAny(':', '：');
        if (colon <= 0) return false;
        var after = line.AsSpan(colon + 1);
        if (line[colon] == ':' && after.Length > 0 && !char.IsWhiteSpace(after[0]) && after[0] is not ('*' or '_')) return false;
        name = Clean(line[..colon]);
        text = after.TrimStart("*_").Trim().ToString();
        return IsName(name) || (anyCase && IsSmallName(name));
    }

    /// <summary>Whether the words could be a name that somebody writes in small letters: one to three words of letters, none of which opens remarks.</summary>
    public static bool IsSmallName(string candidate)
    {
        if (candidate.Length is < 2 or > 30 || NeverNames.Contains(candidate)) return false;
        var words = candidate.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= 3
            && words.All(word => char.IsLetter(word[0]) && !SmallWords.Contains(word)
            && IsNameWord(char.ToUpperInvariant(word[0]) + word[1..], isFirst: false));
    }

    /// <summary>Removes Markdown emphasis, brackets and a colon from around a name.</summary>
    public static string Clean(string name)
    {
        var bare = name.Trim().Trim('*', '_').Trim().TrimEnd(':', '：').TrimEnd('*', '_').Trim();
        return bare is ['(', .., ')'] or ['[', .., ']'] ? bare[1..^1].Trim() : bare;
    }

    /// <summary>Whether the words could be a person's name or a label such as <c>SPEAKER_00</c>: at most five, capitalised, no sentence.</summary>
    public static bool IsName(string candidate)
    {
        if (candidate.Length is 0 or > LongestName || NeverNames.Contains(candidate)) return false;
        var words = candidate.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 5) return false;
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsNameWord(words[i], isFirst: i == 0)) return false;
        }

        return true;
    }

    /// <summary>Whether the words are a role and its number, as recognisers number speakers: <c>Speaker 1</c>, <c>SPEAKER_00</c>.</summary>
    public static bool IsRole(string candidate) => Roles.Contains(candidate.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_', '-', ' '));

    private static bool IsNameWord(string word, bool isFirst)
    {
        foreach (var c in word)
        {
            if (!char.IsLetterOrDigit(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                && c is not ('.' or '\'' or '’' or '-' or '_' or '&' or '(' or ')' or ',' or '·')) return false;
        }

        var start = word.TrimStart('(', '\'', '’');
        if (start.Length == 0) return false;
        if (char.IsUpper(start[0]) || char.GetUnicodeCategory(start[0]) is UnicodeCategory.OtherLetter or UnicodeCategory.TitlecaseLetter) return true;
        if (isFirst) return Roles.Contains(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_', '-'));
        return char.IsAsciiDigit(start[0]) || start is "&" or "-" || Particles.Contains(start) || Roles.Contains(start.TrimEnd(')'));
    }
}
