using SemanticSnips.Transcripts;

namespace SemanticSnips.Chunking;

/// <summary>Times inside a snip, from what its source gives.</summary>
internal static class TurnTimes
{
    /// <summary>Fills in the turns' missing times by characters between the nearest known ones, and marks them as approximate.</summary>
    /// <param name="snip">Whose range bounds the times.</param>
    /// <param name="turns">The turns' spans, ascending, with the times that the source gives.</param>
    public static List<TextPart> Interpolate(Snip snip, List<TextPart> turns)
    {
        var filled = new List<TextPart>(turns.Count);
        for (var i = 0; i < turns.Count;)
        {
            if (turns[i].Start is not null && turns[i].End is not null)
            {
                filled.Add(turns[i++]);
                continue;
            }

            // A run of turns without full times lies between the end before it and the next time that the source gives.
            var last = i;
            while (last + 1 < turns.Count && turns[last].End is null && turns[last + 1].Start is null) last++;
            var begin = turns[i].Start ?? (i > 0 ? filled[i - 1].End : snip.Start);
            var end = turns[last].End ?? (last + 1 < turns.Count ? turns[last + 1].Start : snip.End);
            var span = new TextPart(PartKind.Turn, turns[i].From, turns[last].To, null, begin, end, true);
            for (; i <= last; i++)
            {
                filled.Add(turns[i] with
                {
                    Start = turns[i].Start ?? span.TimeAt(turns[i].From),
                    End = turns[i].End ?? span.TimeAt(turns[i].To),
                    Approximate = true,
                });
            }
        }

        return filled;
    }

    /// <summary>The time of a character within a part, in proportion to its place; null where the part has no times.</summary>
    public static TimeSpan? TimeAt(this TextPart part, int position)
    {
        if (part.Start is not { } start || part.End is not { } end) return position <= part.From ? part.Start : part.End;
        if (part.To == part.From || end <= start) return start;
        var share = (double)(position - part.From) / (part.To - part.From);
        return start + TimeSpan.FromMilliseconds(Math.Round((end - start).TotalMilliseconds * share));
    }
}
