namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Finds speakers that are written into the cues' text, as <c>Ann: text</c>, <c>(Ann) text</c>, <c>[Ann] text</c>, <c>&gt;&gt; text</c>, or as a
/// first line of their own.</summary>
/// <remarks>
/// It holds until the next label, because the profile of Podcasting 2.0 for SRT names a speaker only where the speaker changes; a mark that names nobody
/// (<c>&gt;&gt;</c>, <c>(speaker ?)</c>, <c>[SPEAKER_TURN]</c>) ends it.
/// </remarks>
internal sealed class SpeakerResolver
{
    private const string TurnMark = "[SPEAKER_TURN]";

    private readonly SpeakerLabels _labels;
    private string? _speaker;
    private bool _turnEnded;

    private SpeakerResolver(SpeakerLabels labels) => _labels = labels;

    /// <summary>The cues with labels moved from text to speaker, split where a cue holds several speakers. Cues that have a speaker are left alone.</summary>
    /// <param name="cues">Enumerated once here, and once whenever the result is.</param>
    /// <param name="isPunctuated">As in <see cref="SpeakerLabels.In"/>.</param>
    public static IEnumerable<Cue> Resolve(IEnumerable<Cue> cues, out bool isPunctuated)
    {
        var labels = SpeakerLabels.In(cues, out isPunctuated);
        return Resolve(cues, labels);
    }

    private static IEnumerable<Cue> Resolve(IEnumerable<Cue> cues, SpeakerLabels labels)
    {
        var resolver = new SpeakerResolver(labels);
        foreach (var cue in cues)
        {
            if (cue.Speaker is not null)
            {
                yield return cue;
                continue;
            }

            foreach (var part in resolver.Parts(cue)) yield return part;
        }
    }

    /// <summary>The cues of one cue.</summary>
    private IEnumerable<Cue> Parts(Cue cue)
    {
        Cue? pending = null;
        foreach (var line in SpeakerLabels.Lines(cue.Text))
        {
            var text = line;
            var marked = SpeakerLabels.TrySplitMark(text, out text) | _turnEnded;
            _turnEnded = text.Contains(TurnMark, StringComparison.Ordinal);
            if (_turnEnded) text = text.Replace(TurnMark, "", StringComparison.Ordinal).TrimEnd();
            var named = _labels.TrySplit(text, out var name, out var said);
            if (named) _speaker = name;
            else if (marked) _speaker = null;
            if (named) text = said;
            var breaks = marked || (named && name is null);
            var isFirst = pending is null;
            if (!isFirst && !breaks && !named)
            {
                pending = pending!.Value with { Text = pending.Value.Text + "\n" + text };
                continue;
            }

            if (pending is { } ready) yield return ready;
            pending = cue with
            {
                Speaker = _speaker,
                Text = text,
                StartsTurn = breaks
                || (isFirst && cue.StartsTurn),
                IsGlued = isFirst && cue.IsGlued && !named
            };
        }

        if (pending is { } last) yield return last;
    }
}
