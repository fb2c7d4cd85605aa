namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Makes times of speech from times on the screen.</summary>
internal static class ScreenTime
{
    /// <summary>The cues, each ending where the next one starts if not before.</summary>
    public static IEnumerable<Cue> Cut(IEnumerable<Cue> cues)
    {
        Cue? previous = null;
        foreach (var cue in cues)
        {
            if (previous is { } shown) yield return shown.End > cue.Start && cue.Start >= shown.Start ? shown with { End = cue.Start } : shown;
            previous = cue;
        }

        if (previous is { } last) yield return last;
    }
}
