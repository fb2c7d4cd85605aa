namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>The labels that one transcript writes before what is said.</summary>
/// <remarks>
/// A label counts when it recurs, or when the very first line has one: then the file plainly labels its speakers. A name in small letters counts only
/// where the file begins with such a label and goes on with them.
/// </remarks>
internal sealed class SpeakerLabels
{
    // A file of a million captions has a handful of speakers.
    private const int MostVoices = 1000;

    private readonly HashSet<string> _names;
    private readonly bool _haveOwnLines;

    private SpeakerLabels(HashSet<string> names, bool haveOwnLines) => (_names, _haveOwnLines) = (names, haveOwnLines);

    /// <summary>The labels of a transcript.</summary>
    /// <param name="cues">Enumerated once.</param>
    /// <param name="isPunctuated">Receives whether sentences end often enough in it to be cut there.</param>
    public static SpeakerLabels In(IEnumerable<Cue> cues, out bool isPunctuated)
    {
        var (words, ends) = (0, 0);
        var (named, small, alone) = (new Counter(), new Counter(), new Counter());
        var (labelsFirst, smallFirst, isFirst) = (false, false, true);
        var open = 0;
        var voices = new HashSet<string>(StringComparer.Ordinal);
        var roles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cue in cues)
        {
            words += Words.Count(cue.Text);
            ends += Words.CountSentenceEnds(cue.Text);
            if (cue.Speaker is not null && voices.Count < MostVoices) voices.Add(cue.Speaker);
            if (cue.Speaker is not null || string.IsNullOrWhiteSpace(cue.Text)) continue;
            open++;
            if (OwnLine(cue.Text) is { } own) alone.Add(own);
            foreach (var line in Lines(cue.Text))
            {
                TrySplitMark(line, out var unmarked);
                if (TrySplitName(unmarked, out var name, out _, anyCase: false))
                {
                    named.Add(name);
                    labelsFirst |= isFirst && unmarked[0] is not ('(' or '[');
                    if (IsNumberedRole(name)) roles.Add(name);
                }
                else if (TrySplitName(unmarked, out name, out _, anyCase: true))
                {
                    small.Add(name);
                    smallFirst |= isFirst;
                }

                isFirst = false;
            }
        }

        isPunctuated = Words.ArePunctuated(words, ends);
        var haveOwnLines = open > 0 && alone.Total * 5 >= open * 4 && alone.Recurring.Any();
        if (haveOwnLines) return new SpeakerLabels([.. alone.All], true);
        var names = (labelsFirst ? named.All : named.Recurring).ToHashSet(StringComparer.Ordinal);
        names.UnionWith(roles);
        names.UnionWith(named.All.Where(voices.Contains));
        if (smallFirst || labelsFirst) names.UnionWith(small.Recurring);
        return new SpeakerLabels(names, false);
    }

    /// <summary>The lines of a cue; a chevron inside a line begins another.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        var isWhole = !text.Contains('\n', StringComparison.Ordinal);
        if (isWhole && !text.Contains(" >>", StringComparison.Ordinal))
        {
            yield return text;
            yield break;
        }

        foreach (var line in text.Split('\n'))
        {
            var from = 0;
            for (var at = line.IndexOf(" >>", StringComparison.Ordinal); at >= 0; at = line.IndexOf(" >>", at + 3, StringComparison.Ordinal))
            {
                if (line.AsSpan(from, at - from).IsWhiteSpace()) continue;
                yield return line[from..at];
                from = at + 1;
            }

            yield return line[from..];
        }
    }

    /// <summary>Chevrons mark a change of speaker in broadcast captions.</summary>
    public static bool TrySplitMark(string line, out string text)
    {
        text = line.Trim();
        if (!text.StartsWith(">>", StringComparison.Ordinal)) return false;
        text = text.TrimStart('>').TrimStart();
        return true;
    }

    /// <summary>Splits a label of this transcript from what is said behind it.</summary>
    /// <param name="line">A line without chevrons.</param>
    /// <param name="name">The speaker; null where the label says that nobody knows who.</param>
    /// <param name="text">What is said.</param>
    public bool TrySplit(string line, out string? name, out string text)
    {
        name = null;
        if (_haveOwnLines)
        {
            text = "";
            if (!_names.Contains(SpeakerLabel.Clean(line))) return false;
            name = SpeakerLabel.Clean(line);
            return true;
        }

        if (TrySplitUnknown(line, out text)) return true;
        if (!TrySplitName(line, out var found, out text, anyCase: true) || !_names.Contains(found)) return false;
        name = found;
        return true;
    }

    /// <summary>Nobody says "SPEAKER_00:"; it need not recur.</summary>
    private static bool IsNumberedRole(string name) => char.IsAsciiDigit(name[^1]) && SpeakerLabel.IsRole(name);

    /// <summary>whisper.cpp writes <c>(speaker ?)</c> where both channels are as loud.</summary>
    private static bool TrySplitUnknown(string line, out string text)
    {
        text = "";
        if (line is not ['(' or '[', ..]) return false;
        var close = line.AsSpan().IndexOfAny(')', ']');
        if (close < 0 || !line.AsSpan(1, close - 1).Equals("speaker ?", StringComparison.OrdinalIgnoreCase)) return false;
        text = line[(close + 1)..].TrimStart(':', ' ');
        return true;
    }

    private static bool TrySplitName(string line, out string name, out string text, bool anyCase)
    {
        if (SpeakerLabel.TrySplit(line, out name, out text, anyCase)) return true;
        if (line is not ['(' or '[', ..]) return false;
        var close = line.IndexOf(line[0] == '(' ? ')' : ']');
        if (close < 2) return false;
        (name, text) = (line[1..close].Trim(), line[(close + 1)..].TrimStart(':', ' '));
        return SpeakerLabel.IsName(name);
    }

    /// <summary>The name that stands alone above what is said.</summary>
    private static string? OwnLine(string text)
    {
        var end = text.IndexOf('\n');
        return end > 0 && SpeakerLabel.IsName(SpeakerLabel.Clean(text[..end])) ? SpeakerLabel.Clean(text[..end]) : null;
    }

    private sealed class Counter
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        public int Total { get; private set; }

        public IEnumerable<string> All => _counts.Keys;

        public IEnumerable<string> Recurring => _counts.Where(count => count.Value > 1).Select(count => count.Key);

        public void Add(string name)
        {
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
            Total++;
        }
    }
}
