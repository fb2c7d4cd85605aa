namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>How a text file begins its turns; found once a file, from its first lines.</summary>
internal sealed class TextLayout
{
    private const int LinesToSearch = 200;
    private const int FewestHeaders = 3;

    // A handful of lines cannot hold three headers and what is said below them.
    private const int ShortFileLines = 8;

    private readonly HeaderPattern? _pattern;
    private readonly HashSet<string> _names;

    private TextLayout(HeaderPattern? pattern, HashSet<string> names) => (_pattern, _names) = (pattern, names);

    /// <summary>Whether turns have times.</summary>
    public bool IsTimed => _pattern is not null;

    /// <summary>Reads a bare line; null where it begins no turn. A header without name, text and end is a mark of time alone.</summary>
    public Header? Match(string line)
    {
        if (line.Length == 0) return null;
        if (_pattern?.Match(line) is { } header)
        {
            if (header.Speaker is not null) _names.Add(header.Speaker);
            return header;
        }

        if (_pattern is { IsLoose: false } && Other(line) is { Speaker: { } known } other && _names.Contains(known)) return other;
        return Named(line);
    }

    /// <summary>The layout with the most turns; null where the file is no transcript: prose without speakers and times, notes, data.</summary>
    /// <param name="lines">Bare lines.</param>
    /// <param name="isTranscript">Whether the user says that it is a transcript, so that a few words a turn will do.</param>
    public static TextLayout? Of(IReadOnlyList<string> lines, bool isTranscript)
    {
        var candidates = HeaderPattern.All.Select(pattern => new TextLayout(pattern, [])).ToList();
        var names = SpokenNames.Find(lines);
        if (names.Count > 0) candidates.Add(new TextLayout(null, names));
        var counts = candidates.Select(layout => (Layout: layout, Turns: layout.CountTurns(lines, isTranscript))).Where(item => item.Turns > 0).ToList();
        return counts.Count == 0 ? null : counts.MaxBy(item => item.Turns).Layout;
    }

    /// <summary>Bare lines of a source from a line on.</summary>
    public static List<string> Lines(SourceText source, int from = 0)
    {
        var lines = new List<string>(source.LineCount);
        for (var i = from; i < source.LineCount; i++) lines.Add(TextLine.Bare(source.Line(i)));
        return lines;
    }

    private static Header? Other(string line) => HeaderPattern.All.Where(pattern => !pattern.IsLoose)
        .Select(pattern => pattern.Match(line)).FirstOrDefault(header => header is not null);

    private Header? Named(string line)
    {
        if (_pattern is null && HeaderPattern.IsTimeAlone(line, out var alone)) return new Header(null, alone, null, "");
        if (!SpokenName.TrySplit(line, out var name, out var text))
            return _pattern is { IsLoose: false } && _names.Contains(line) ? new Header(line, null, null, "") : null;
        if (_names.Contains(name)) return new Header(name, null, null, text);
        if (_pattern is not null || !SpokenName.IsHeading(name)) return null;
        if (HeaderPattern.IsTimeAlone(text, out var time)) return new Header(null, time, null, "");
        return text.Length == 0 || text is ['[', .., ']'] ? new Header(null, null, null, "") : null;
    }

    /// <summary>The turns that begin in the first lines; 0 where they are too few or too unlike speech.</summary>
    private int CountTurns(IReadOnlyList<string> all, bool isTranscript)
    {
        var (lines, paragraphs, turns, words, disorder, empty) = (0, 0, 0, 0, 0, 0);
        var (inParagraph, isEmpty) = (false, false);
        var names = new HashSet<string>(StringComparer.Ordinal);
        TimeSpan? latest = null;
        for (var i = 0; i < all.Count && lines < LinesToSearch; i++)
        {
            var line = all[i];
            if (string.IsNullOrWhiteSpace(line))
            {
                inParagraph = false;
                continue;
            }

            lines++;
            if (!inParagraph) paragraphs++;
            inParagraph = true;
            if (Match(line) is not { } header)
            {
                if (turns > 0) words += Words.Count(line);
                isEmpty = false;
                continue;
            }

            // A mark of time is no turn.
            if (_pattern is null && header.Speaker is null) continue;
            turns++;
            if (isEmpty) empty++;
            isEmpty = header.Text.Length == 0;
            if (header.Speaker is not null) names.Add(header.Speaker);
            words += Words.Count(header.Text);
            if (header.Start < latest) disorder++;
            latest = header.Start ?? latest;
        }

        var fewest = lines <= ShortFileLines ? 2 : FewestHeaders;
        var wordsPerTurn = !isTranscript && (!IsTimed || _pattern!.IsLoose) ? 4 : 2;
        // Names that stand with nothing below them, none twice, are a table of contents.
        var isList = empty * 3 > turns || (turns > 5 && names.Count == turns && empty > 0);
        var isSpeech = turns >= fewest && words >= wordsPerTurn * turns && disorder * 10 <= turns && !isList && (IsTimed || turns * 5 >= paragraphs * 2);
        return isSpeech ? turns : 0;
    }
}
