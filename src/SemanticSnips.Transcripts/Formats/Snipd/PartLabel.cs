namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>What the lines under a label are.</summary>
internal enum Part
{
    /// <summary>Directly under a heading, with no label.</summary>
    Body,
    Fields,
    ShowNotes,
    Summary,
    Note,
    Quote,
    Transcript,
    FullTranscript,
    Snips,

    /// <summary>Behind a transcript: what the user added by hand.</summary>
    After,

    /// <summary>"Click to expand": the transcript follows, and begins with a speaker.</summary>
    Expand,
}

/// <summary>Recognises labels: headings, bold lines, callout and summary lines, with or without emoji.</summary>
internal static class PartLabel
{
    private const int MaxLength = 80;

    /// <summary>The part that the line announces; null where the line is content.</summary>
    /// <param name="line">Trimmed.</param>
    /// <param name="isBareAllowed">Whether a word without any mark may be a label, as in text that was copied from a rendered page.</param>
    public static Part? Read(ReadOnlySpan<char> line, bool isBareAllowed)
    {
        if (line.Length is 0 or > MaxLength) return null;
        var word = SnipdText.Unquote(line);
        var isCallout = word.StartsWith("[!");
        if (isCallout && word.IndexOf(']') is > 0 and var close) word = word[(close + 1)..].TrimStart("-+ ");
        if (word.IsEmpty) return null;
        var isMarked = isCallout || word[0] is '#' or '*' or '<' || char.IsSurrogate(word[0]) || char.IsSymbol(word[0]);
        word = Untag(word);
        // Emoji and Markdown signs go from both ends, so that no list of emoji is needed.
        int from = 0, to = word.Length;
        while (from < to && !char.IsLetter(word[from])) from++;
        while (to > from && !char.IsLetter(word[to - 1])) to--;
        word = word[from..to];
        if (word.Length is 0 or > 40) return null;
        Span<char> lower = stackalloc char[word.Length];
        word.ToLowerInvariant(lower);
        return lower switch
        {
            "click to expand" => Part.Expand, // Nobody says that.
            _ when !isMarked && !isBareAllowed => null,
            "transcript" => Part.Transcript,
            "full episode transcript" => Part.FullTranscript,
            "quote" => Part.Quote,
            "key takeaways" or "key takeaway" or "summary" or "ai notes" or "ai summary" => Part.Summary,
            "private note" or "private notes" or "note" or "notes" or "my note" or "my notes" => Part.Note,
            "show notes" => Part.ShowNotes,
            "episode metadata" or "metadata" => Part.Fields,
            "snips" => Part.Snips,
            _ => null,
        };
    }

    private static ReadOnlySpan<char> Untag(ReadOnlySpan<char> line)
    {
        while (line.StartsWith('<') && line.IndexOf('>') is > 0 and var open) line = line[(open + 1)..];
        while (line.EndsWith('>') && line.LastIndexOf('<') is >= 0 and var close) line = line[..close];
        return line;
    }
}
