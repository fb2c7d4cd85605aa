using SemanticSnips.Transcripts.Formats.Cues;

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

    /// <summary>Reads a line; null where it begins no turn.</summary>
    public Header? Match(ReadOnlySpan<char> line)
    {
        if (_pattern is not null) return _pattern.Match(line);
        return SplitLabel(line, out var name, out var text) && _names.Contains(name) ? new Header(name, null, null, text) : null;
    }

    /// <summary>The layout with the most turns; null where the file is no transcript: prose without speakers and times, notes, data.</summary>
    public static TextLayout? Of(SourceText source)
    {
        var candidates = HeaderPattern.All.Select(pattern => new TextLayout(pattern, [])).ToList();
        var names = RecurringNames(source);
        if (names.Count > 0) candidates.Add(new TextLayout(null, names));
        var counts = candidates.Select(layout => (Layout: layout, Turns: layout.CountTurns(source))).Where(item => item.Turns > 0).ToList();
        return counts.Count == 0 ? null : counts.MaxBy(item => item.Turns).Layout;
    }

    private static HashSet<string> RecurringNames(SourceText source)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < source.LineCount; i++)
        {
            if (SplitLabel(source.Line(i), out var name, out _)) counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts.Where(count => count.Value > 1).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static bool SplitLabel(ReadOnlySpan<char> line, out string name, out string text)
    {
        line = line.Trim();
        (name, text) = ("", "");
        return line.Length > 2 && line[..Math.Min(line.Length, 80)].IndexOfAny(':', '：') > 0 && SpeakerLabel.TrySplit(line.ToString(), out name, out text);
    }

    /// <summary>The turns that begin in the first lines; 0 where they are too few or too unlike speech.</summary>
    private int CountTurns(SourceText source)
    {
        var (lines, paragraphs, turns, words, disorder) = (0, 0, 0, 0, 0);
        var inParagraph = false;
        TimeSpan? latest = null;
        for (var i = 0; i < source.LineCount && lines < LinesToSearch; i++)
        {
            var line = source.Line(i);
            if (line.IsWhiteSpace())
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
                continue;
            }

            turns++;
            words += Words.Count(header.Text);
            if (header.Start < latest) disorder++;
            latest = header.Start ?? latest;
        }

        var fewest = lines <= ShortFileLines ? 2 : FewestHeaders;
        var wordsPerTurn = !IsTimed || _pattern!.IsLoose ? 4 : 2;
        var isSpeech = turns >= fewest && words >= wordsPerTurn * turns && disorder * 10 <= turns && (IsTimed || turns * 5 >= paragraphs * 2);
        return isSpeech ? turns : 0;
    }
}
