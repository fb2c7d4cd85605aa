namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>The last step of every format that reads a whole transcript: cues become turns, turns become segments.</summary>
internal static class TranscriptSnips
{
    /// <summary>The segments of the transcript, made as they are asked for; none, with a reason in the log, when nothing is said in
    /// it.</summary>
    /// <param name="source">Gives the episode's title where the transcript has none: the file's name without extension.</param>
    /// <param name="episode">What the transcript says about itself.</param>
    /// <param name="cues">In the source's order. Enumerated twice each time, so that a large source need not be held as cues: what each enumeration costs is
    /// the caller's choice.</param>
    /// <param name="log">Told when nothing is left.</param>
    /// <param name="audioUrl">As <see cref="Snip.AudioUrl"/>.</param>
    public static IEnumerable<Snip> From(SourceText source, Episode episode, IEnumerable<Cue> cues, ReadLog log, string? audioUrl = null)
    {
        var spoken = cues.Select(cue => cue with { Text = NonSpeech.Remove(cue.Text) });
        var resolved = SpeakerResolver.Resolve(spoken, out var isPunctuated);
        var turns = TurnBuilder.Build(MarkChapters(resolved, episode.Chapters), isPunctuated);
        episode = source.Defaults.FillIn(episode);
        episode = episode with { Title = episode.Title ?? TitleFrom(source.Name) };
        var isEmpty = true;
        foreach (var snip in Segmenter.Cut(episode, turns, source.File, source.LastWrite))
        {
            isEmpty = false;
            yield return audioUrl is null ? snip : snip with { AudioUrl = audioUrl };
        }

        if (isEmpty) log.Skip("The transcript has times or structure but no words.");
    }

    /// <summary>Begins a turn with each chapter, so that segments can begin there.</summary>
    private static IEnumerable<Cue> MarkChapters(IEnumerable<Cue> cues, IReadOnlyList<Chapter> chapters)
    {
        var next = 0;
        foreach (var cue in cues)
        {
            var before = next;
            while (next < chapters.Count && cue.Start >= chapters[next].Start) next++;
            yield return next > before ? cue with { StartsTurn = true } : cue;
        }
    }

    private static string? TitleFrom(string fileName)
    {
        var title = Path.GetFileNameWithoutExtension(fileName).Trim();
        return title is "" or "-" ? null : title;
    }
}
