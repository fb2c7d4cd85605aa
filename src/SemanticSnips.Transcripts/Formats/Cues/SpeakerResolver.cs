namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Finds speakers that are written into the cues' text, as <c>Ann: text</c>, <c>(Ann) text</c> or <c>&gt;&gt; text</c>.</summary>
/// <remarks>
/// A label counts when it recurs, or when the very first line has one: then the file plainly labels its speakers. It holds until the next label,
/// because the profile of Podcasting 2.0 for SRT names a speaker only where the speaker changes.
/// </remarks>
internal static class SpeakerResolver
{
    /// <summary>The cues with labels moved from text to speaker, split where a cue holds several speakers. Cues that have a speaker are left alone.</summary>
    public static IReadOnlyList<Cue> Resolve(IReadOnlyList<Cue> cues)
    {
        var names = FindNames(cues);
        var resolved = new List<Cue>(cues.Count);
        string? speaker = null;
        foreach (var cue in cues)
        {
            if (cue.Speaker is not null)
            {
                resolved.Add(cue);
                continue;
            }

            var isFirst = true;
            foreach (var line in Lines(cue))
            {
                var marked = TrySplitMark(line, out var unmarked);
                var named = TrySplitName(unmarked, out var name, out var text) && names.Contains(name);
                if (named) speaker = name;
                else if (marked) speaker = null;
                var part = cue with { Speaker = speaker, Text = named ? text : unmarked, StartsTurn = marked || (isFirst && cue.StartsTurn), IsGlued = isFirst && cue.IsGlued && !named };
                if (!isFirst && !marked && !named) resolved[^1] = resolved[^1] with { Text = resolved[^1].Text + "\n" + part.Text };
                else resolved.Add(part);
                isFirst = false;
            }
        }

        return resolved;
    }

    private static HashSet<string> FindNames(IReadOnlyList<Cue> cues)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var labelsFirst = false;
        var isFirst = true;
        foreach (var cue in cues)
        {
            if (cue.Speaker is not null) continue;
            foreach (var line in Lines(cue))
            {
                TrySplitMark(line, out var unmarked);
                if (TrySplitName(unmarked, out var name, out _))
                {
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                    labelsFirst |= isFirst && !unmarked.StartsWith('(');
                }

                isFirst = false;
            }
        }

        return counts.Where(count => labelsFirst || count.Value > 1).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static string[] Lines(Cue cue) => cue.Text.Split('\n');

    /// <summary>Chevrons mark a change of speaker in broadcast captions.</summary>
    private static bool TrySplitMark(string line, out string text)
    {
        text = line.Trim();
        if (!text.StartsWith(">>", StringComparison.Ordinal)) return false;
        text = text.TrimStart('>').TrimStart();
        return true;
    }

    private static bool TrySplitName(string line, out string name, out string text)
    {
        if (SpeakerLabel.TrySplit(line, out name, out text)) return true;
        if (!line.StartsWith('(')) return false;
        var close = line.IndexOf(')');
        if (close < 2) return false;
        (name, text) = (line[1..close].Trim(), line[(close + 1)..].TrimStart(':', ' '));
        return SpeakerLabel.IsName(name);
    }
}
