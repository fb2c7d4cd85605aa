namespace SemanticSnips.Transcripts;

/// <summary>A stretch of a turn between two known times, or a part of one that lies between interpolated ones.</summary>
/// <param name="Turn">Index of the turn.</param>
/// <param name="From">First character in the turn's text.</param>
/// <param name="To">Character after the last.</param>
/// <param name="Start">When it begins, from the episode's start; null where nothing tells.</param>
/// <param name="End">When it ends; not before <paramref name="Start"/>; null where nothing tells.</param>
/// <param name="IsStartGiven">Whether the source itself gives <paramref name="Start"/>.</param>
/// <param name="IsInterpolated">Whether what lies behind its first character may be off by more than a line: the known times around it belong to other turns
/// or lines, or lie further apart than
/// <see cref="SpeechTimes.LongestLine"/>.</param>
internal readonly record struct TimedStretch(int Turn, int From, int To, TimeSpan? Start, TimeSpan? End, bool IsStartGiven, bool IsInterpolated)
{
    /// <summary>The time of a character, in proportion to its place; at <see cref="To"/>, when the stretch ends.</summary>
    /// <param name="position">Between <see cref="From"/> and <see cref="To"/>.</param>
    public TimeSpan? At(int position)
    {
        if (Start is not { } start || End is not { } end) return position <= From ? Start : End;
        if (To == From || position <= From) return start;
        return start + TimeSpan.FromMilliseconds(Math.Round((end - start).TotalMilliseconds * (position - From) / (To - From)));
    }

    /// <summary>Whether the time of a character is interpolated beyond the accuracy of a line.</summary>
    public bool IsApproximateAt(int position) => position <= From ? !IsStartGiven : IsInterpolated;
}

/// <summary>When each part of some turns is spoken: as the source times it, and in proportion to the characters between.</summary>
/// <remarks>
/// A line without an end lasts until the next time that is known, but no longer than its words can take: beyond that lies silence.
/// Turns and lines without a time share what lies between the known times around them.
/// </remarks>
internal static class SpeechTimes
{
    /// <summary>Within a line no longer than this a click lands near enough to what is said: times inside it do not count as interpolated.</summary>
    public static readonly TimeSpan LongestLine = TimeSpan.FromSeconds(20);

    /// <summary>The longest that words may take: a second each, which is slow speech.</summary>
    public static TimeSpan LongestFor(ReadOnlySpan<char> words) => TimeSpan.FromSeconds(Words.Count(words));

    /// <summary>The stretches of all turns that hold a word, ascending; lazily.</summary>
    /// <param name="turns">In the order in which they are spoken.</param>
    /// <param name="begin">When the first is known to begin, where its source does not say.</param>
    /// <param name="end">When the last is known to end, where its source does not say.</param>
    public static IEnumerable<TimedStretch> Of(IReadOnlyList<Turn> turns, TimeSpan? begin, TimeSpan? end)
    {
        var run = new List<Part>();
        var latest = begin;
        foreach (var part in Parts(turns))
        {
            if (run.Count > 0 && (run[^1].End is not null || part.Start is not null))
            {
                foreach (var stretch in Stretches(turns, run, latest, part.Start)) yield return stretch;
                latest = RunEnd(turns, run, latest, part.Start);
                run.Clear();
            }

            run.Add(part);
        }

        foreach (var stretch in Stretches(turns, run, latest, end)) yield return stretch;
    }

    private readonly record struct Part(int Turn, int From, int To, TimeSpan? Start, TimeSpan? End);

    private static IEnumerable<Part> Parts(IReadOnlyList<Turn> turns)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            var turn = turns[i];
            if (string.IsNullOrWhiteSpace(turn.Text)) continue;
            var lines = turn.Lines;
            if (lines.Count == 0)
            {
                yield return new Part(i, 0, turn.Text.Length, turn.Start, turn.End);
                continue;
            }

            if (lines[0].Offset > 0) yield return new Part(i, 0, lines[0].Offset, turn.Start, null);
            for (var k = 0; k < lines.Count; k++)
            {
                var isLast = k == lines.Count - 1;
                // What is said ends with its last letter, not with the space behind it.
                var to = lines[k].Offset + turn.Text.AsSpan(lines[k].Offset, (isLast ? turn.Text.Length : lines[k + 1].Offset) - lines[k].Offset)
                    .TrimEnd().Length;
                if (to > lines[k].Offset) yield return new Part(i, lines[k].Offset, to, lines[k].Start, lines[k].End ?? (isLast ? turn.End : null));
            }
        }
    }

    private static TimeSpan? RunEnd(IReadOnlyList<Turn> turns, List<Part> run, TimeSpan? latest, TimeSpan? next)
    {
        var begin = run[0].Start ?? latest;
        var end = run[^1].End ?? next;
        if (run[^1].End is null && run[0].Start is { } start)
        {
            var longest = start;
            foreach (var part in run) longest += LongestFor(turns[part.Turn].Text.AsSpan(part.From, part.To - part.From));
            // With nothing behind it that is known, a common pace is a better guess than the slowest.
            if (end is null) end = start + ((longest - start) * 0.4);
            else if (end > longest) end = longest;
        }

        return end < begin ? begin : end;
    }

    private static IEnumerable<TimedStretch> Stretches(IReadOnlyList<Turn> turns, List<Part> run, TimeSpan? latest, TimeSpan? next)
    {
        if (run.Count == 0) yield break;
        var begin = run[0].Start ?? latest;
        var end = RunEnd(turns, run, latest, next);
        var isInterpolated = run.Count > 1 || run[0].Start is null || end is null || end - begin > LongestLine;
        // Positions in the run as one text, with a character between two turns.
        var length = run.Sum(part => part.To - part.From) + run.Skip(1).Count(part => part.From == 0);
        var whole = new TimedStretch(0, 0, length, begin, end, false, false);
        var at = 0;
        foreach (var part in run)
        {
            if (at > 0 && part.From == 0) at++;
            var to = at + part.To - part.From;
            yield return new TimedStretch(part.Turn, part.From, part.To, at == 0
                ? begin : whole.At(at), to >= length ? end : whole.At(to), part.Start is not null, isInterpolated);
            at = to;
        }
    }
}
