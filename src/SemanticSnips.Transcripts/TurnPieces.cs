namespace SemanticSnips.Transcripts;

/// <summary>A turn, or whole sentences of one: the characters [From, To) of turn number Turn, and when they are said, as far as that is known or can be
/// interpolated.</summary>
internal readonly record struct Piece(int Turn, int From, int To, int Words, TimeSpan? Start = null, TimeSpan? End = null);

/// <summary>Cuts turns into pieces that a segment may begin with, and joins pieces to turns again.</summary>
internal static class TurnPieces
{
    private const int LongTurnWords = 450;
    private const int PieceWords = 100;

    /// <summary>The pieces of turns, in order, each with what is known of its times: together they hold every character once.</summary>
    /// <param name="turns">In the order in which they are spoken. Only a turn that is too long for one segment is cut, at the ends of sentences.</param>
    /// <param name="begin">When the first is known to begin, where its source does not say.</param>
    /// <param name="end">When the last is known to end, where its source does not say.</param>
    public static List<Piece> Of(IReadOnlyList<Turn> turns, TimeSpan? begin, TimeSpan? end)
    {
        var pieces = CutLongTurns(turns);
        Time(pieces, turns, begin, end);
        return pieces;
    }

    /// <summary>The turns of pieces [first, next), whole or in part.</summary>
    public static List<Turn> Join(List<Piece> pieces, IReadOnlyList<Turn> turns, int first, int next)
    {
        var parts = new List<Turn>();
        for (var i = first; i < next;)
        {
            var turn = turns[pieces[i].Turn];
            var from = pieces[i].From;
            var to = pieces[i].To;
            for (i++; i < next && pieces[i].Turn == pieces[i - 1].Turn; i++) to = pieces[i].To;
            parts.Add(from == 0 && to == turn.Text.Length ? turn : PartOf(turn, from, to));
        }

        return parts;
    }

    /// <summary>A part of a turn with what is known of its times: those of its lines, and at the turn's own ends the turn's.</summary>
    private static Turn PartOf(Turn turn, int from, int to)
    {
        var first = WordAt(turn.Text, from);
        var text = turn.Text.AsSpan(first, to - first).TrimEnd().ToString();
        var lines = turn.Lines.Where(line => line.Offset >= first && line.Offset < first + text.Length)
            .Select(line => line with { Offset = line.Offset - first }).ToArray();
        var start = lines is [{ Offset: 0 } line, ..] ? line.Start : from == 0 ? turn.Start : null;
        var end = to == turn.Text.Length ? turn.End : null;
        // A line that goes on behind the part does not end with it.
        if (end is null && lines.Length > 0 && !turn.Lines.Any(next => next.Offset == WordAt(turn.Text, to))) lines[^1] = lines[^1] with { End = null };
        else end ??= lines.Length > 0 ? lines[^1].End : null;
        return new Turn(turn.Speaker, text, start, end < start ? null : end) { Lines = lines };
    }

    /// <summary>Sets the times of all pieces.</summary>
    private static void Time(List<Piece> pieces, IReadOnlyList<Turn> turns, TimeSpan? begin, TimeSpan? end)
    {
        var (started, ended) = (0, 0);
        foreach (var stretch in SpeechTimes.Of(turns, begin, end))
        {
            for (; started < pieces.Count && pieces[started] is var piece && IsWithin(piece.Turn, FirstWord(piece, turns) + 1, stretch); started++)
            {
                if (piece.Turn == stretch.Turn) pieces[started] = piece with { Start = stretch.At(FirstWord(piece, turns)) };
            }

            for (; ended < pieces.Count && pieces[ended] is var piece && IsWithin(piece.Turn, piece.To, stretch); ended++)
            {
                if (piece.Turn == stretch.Turn) pieces[ended] = piece with { End = stretch.At(piece.To) };
            }
        }

        static bool IsWithin(int turn, int to, TimedStretch stretch) => turn < stretch.Turn || (turn == stretch.Turn && to <= stretch.To);
    }

    private static int FirstWord(Piece piece, IReadOnlyList<Turn> turns) => WordAt(turns[piece.Turn].Text, piece.From);

    private static int WordAt(string text, int position)
    {
        while (position < text.Length - 1 && char.IsWhiteSpace(text[position])) position++;
        return position;
    }

    private static List<Piece> CutLongTurns(IReadOnlyList<Turn> turns)
    {
        var pieces = new List<Piece>(turns.Count);
        for (var i = 0; i < turns.Count; i++)
        {
            var text = turns[i].Text;
            var words = Words.Count(text);
            var from = 0;
            if (words > LongTurnWords)
            {
                foreach (var to in Cuts(text))
                {
                    pieces.Add(new Piece(i, from, to, Words.Count(text.AsSpan(from, to - from))));
                    from = to;
                }
            }

            if (from == 0 || !text.AsSpan(from).IsWhiteSpace()) pieces.Add(new Piece(i, from, text.Length, Math.Max(1, Words.Count(text.AsSpan(from)))));
            else pieces[^1] = pieces[^1] with { To = text.Length };
        }

        return pieces;
    }

    /// <summary>Offsets behind a sentence's end at least <see cref="PieceWords"/> after the cut before; without sentences, between words at twice
    /// that.</summary>
    private static IEnumerable<int> Cuts(string text)
    {
        var halfWords = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            var unspaced = Words.IsUnspaced(text[i]);
            if (unspaced) halfWords++;
            else if (!char.IsWhiteSpace(text[i]) && char.IsWhiteSpace(text[i + 1])) halfWords += 2;
            var atSentenceEnd = halfWords >= 2 * PieceWords && Words.IsSentenceEnd(text, i);
            var atWordEnd = halfWords >= 4 * PieceWords && (char.IsWhiteSpace(text[i + 1]) || (unspaced && Words.IsUnspaced(text[i + 1])));
            if (!atSentenceEnd && !atWordEnd) continue;
            yield return i + 1;
            halfWords = 0;
        }
    }
}
