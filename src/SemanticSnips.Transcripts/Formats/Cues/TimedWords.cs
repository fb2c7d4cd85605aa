namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Splits a segment whose words are timed one by one into parts of about a second, each with its own time and speaker.</summary>
internal static class TimedWords
{
    private static readonly TimeSpan Thinning = TimeSpan.FromSeconds(1);

    // A word behind such a pause has a part of its own.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>The parts of a segment; the segment alone where no word has a time or speaker.</summary>
    /// <param name="segment">Its text is kept, letter by letter.</param>
    /// <param name="words">Its words in order, each with what is known of it; a word that the text does not hold is passed over.</param>
    public static IEnumerable<Cue> Split(Cue segment, IReadOnlyList<Cue> words)
    {
        var marks = Marks(segment, words);
        if (marks.Count == 0 || (marks.Count == 1 && marks[0].Word.Speaker is null))
        {
            yield return marks.Count == 1 && segment.Start is null && string.IsNullOrWhiteSpace(segment.Text[..marks[0].Position])
                ? segment with { Start = marks[0].Word.Start, End = segment.End ?? marks[0].End } : segment;
            yield break;
        }

        var text = segment.Text;
        var segmentWords = Words.Count(text);
        for (var i = 0; i < marks.Count; i++)
        {
            var (position, word, end) = marks[i];
            var from = i == 0 ? 0 : position;
            var to = i + 1 < marks.Count ? marks[i + 1].Position : text.Length;
            var isFirst = i == 0;
            yield return segment with
            {
                Speaker = word.Speaker ?? segment.Speaker,
                Text = text[from..to],
                // The first word of a segment begins with it, unless the recogniser drew the segment over a pause.
                Start = word.Start ?? (isFirst ? segment.Start : null),
                End = end,
                Continues = !isFirst,
                SegmentWords = isFirst ? segmentWords : 0,
                IsGlued = isFirst ? segment.IsGlued : !char.IsWhiteSpace(text[position - 1]),
                StartsTurn = isFirst && segment.StartsTurn,
            };
        }
    }

    private static List<(int Position, Cue Word, TimeSpan? End)> Marks(Cue segment, IReadOnlyList<Cue> words)
    {
        var marks = new List<(int Position, Cue Word, TimeSpan? End)>();
        var at = 0;
        string? speaker = null;
        foreach (var word in words)
        {
            var said = word.Text.AsSpan().Trim();
            if (said.IsEmpty) continue;
            // What a recogniser writes differently in words and text ("12" for "twelve") must not send the search far ahead.
            var near = segment.Text.AsSpan(at, Math.Min(segment.Text.Length - at, said.Length + 60));
            var found = near.IndexOf(said, StringComparison.OrdinalIgnoreCase);
            if (found < 0) continue;
            var position = at + found;
            at = position + said.Length;
            var end = word.End < word.Start ? null : word.End;
            var isNew = marks.Count == 0 || (word.Speaker is not null && word.Speaker != speaker)
                || (word.Start is { } start && position > 0
                    && char.IsWhiteSpace(segment.Text[position - 1]) | Words.IsUnspaced(segment.Text[position]) && IsLater(marks[^1], start));
            speaker = word.Speaker ?? speaker;
            if (isNew) marks.Add((position, word with { Speaker = speaker }, end));
            else marks[^1] = marks[^1] with { End = end ?? marks[^1].End };
        }

        return marks;
    }

    private static bool IsLater((int Position, Cue Word, TimeSpan? End) mark, TimeSpan start) =>
        mark.Word.Start is not { } before || start - before >= Thinning || start - mark.End > Pause;
}
