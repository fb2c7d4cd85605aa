namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>The last step of every format that reads a whole transcript: cues become turns, turns become segments.</summary>
internal static class TranscriptSnips
{
    /// <summary>The segments of the transcript; none, with a reason in the log, when nothing is said in it.</summary>
    /// <param name="source">Gives the episode's title where the transcript has none: the file's name without extension.</param>
    /// <param name="episode">What the transcript says about itself.</param>
    /// <param name="cues">In the source's order.</param>
    /// <param name="log">Told when nothing is left.</param>
    public static IReadOnlyList<Snip> From(SourceText source, Episode episode, IReadOnlyList<Cue> cues, ReadLog log)
    {
        var spoken = cues.Select(cue => cue with { Text = NonSpeech.Remove(cue.Text) });
        var turns = TurnBuilder.Build(MarkChapters(SpeakerResolver.Resolve([.. spoken]), episode.Chapters));
        if (turns.Count == 0)
        {
            log.Skip("The transcript has times or structure but no words.");
            return [];
        }

        episode = source.Defaults.FillIn(episode);
        return Segmenter.Cut(episode with { Title = episode.Title ?? TitleFrom(source.Name) }, turns, source.File, source.LastWrite);
    }

    /// <summary>Begins a turn with each chapter, so that segments can begin there.</summary>
    private static IReadOnlyList<Cue> MarkChapters(IReadOnlyList<Cue> cues, IReadOnlyList<Chapter> chapters)
    {
        if (chapters.Count == 0) return cues;
        var next = 0;
        var marked = new List<Cue>(cues.Count);
        foreach (var cue in cues)
        {
            var before = next;
            while (next < chapters.Count && cue.Start >= chapters[next].Start) next++;
            marked.Add(next > before ? cue with { StartsTurn = true } : cue);
        }

        return marked;
    }

    private static string? TitleFrom(string fileName)
    {
        var title = Path.GetFileNameWithoutExtension(fileName).Trim();
        return title is "" or "-" ? null : title;
    }
}
