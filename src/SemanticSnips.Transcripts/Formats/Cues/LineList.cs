namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>The times of the cues that a turn is joined from; words that are timed one by one are thinned to about one a second.</summary>
internal sealed class LineList
{
    private static readonly TimeSpan Thinning = TimeSpan.FromSeconds(1);

    // A word behind a longer pause has a line of its own, or the one before it would reach over the pause.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly List<Line> _lines = [];

    /// <summary>Takes the next cue.</summary>
    /// <param name="offset">Where its words begin in the turn.</param>
    /// <param name="cue">The cue.</param>
    /// <param name="words">How many words it has.</param>
    public void Add(int offset, Cue cue, int words)
    {
        var end = cue.End < cue.Start ? null : cue.End;
        if (cue.Start is { } start && !Joins(start, cue, words)) _lines.Add(new Line(offset, start, end));
        else if (_lines.Count > 0) _lines[^1] = _lines[^1] with { End = end < _lines[^1].Start ? null : end };
    }

    /// <summary>The lines; none where they say no more than the turn itself.</summary>
    public IReadOnlyList<Line> Of(Turn turn) =>
        _lines.Count == 0 || (_lines is [{ Offset: 0 } only] && only.Start == turn.Start && only.End == turn.End) ? [] : _lines.ToArray();

    public void Clear() => _lines.Clear();

    private bool Joins(TimeSpan start, Cue cue, int words)
    {
        if (_lines.Count == 0) return false;
        if (cue.IsGlued) return true;
        var last = _lines[^1];
        return words <= 1 && start >= last.Start && start - last.Start < Thinning && !(start - last.End > Pause);
    }
}
