namespace SemanticSnips.Transcripts;

/// <summary>Cuts a long transcript into segments of a few minutes, where the subject changes.</summary>
/// <remarks>
/// A segment ends between turns; only a turn that is too long for one segment is cut, at the ends of sentences. Among all ways to cut, the one is taken whose
/// segments are nearest to <see cref="TargetWords"/> while their ends fall on chapters and on dips of lexical cohesion (see <see cref="Cohesion"/>).
/// A long silence ends a segment in any case. A segment that begins or ends inside a turn without a time there gets an interpolated one; its turn gets none.
/// Deterministic; time is linear in the transcript.
/// </remarks>
internal static class Segmenter
{
    /// <summary>About two and a half minutes of speech: long enough for a thought, short enough to listen to.</summary>
    public const int TargetWords = 350;

    /// <summary>A transcript of fewer words is one segment.</summary>
    public const int ShortWords = 500;

    /// <summary>No segment is longer, unless text has no place where it could be cut.</summary>
    public const int MaxWords = 600;

    private const int LongTurnWords = 450;
    private const int PieceWords = 100;
    private const int BeginningLength = 4096;

    // Prices against the squared relative deviation from the target: 0.25 makes up for half a target's deviation.
    private const double DepthGain = 0.25;
    private const double ChapterGain = 0.75;
    private const double QuestionPrice = 0.3;

    /// <summary>Music, a break or another recording: what lies before and behind is not one moment.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    // Players and show notes round chapters to seconds.
    private static readonly TimeSpan ChapterTolerance = TimeSpan.FromSeconds(1);

    /// <summary>The segments, in order: together they hold every turn once.</summary>
    /// <param name="episode">Its chapters are preferred boundaries and give the segments their titles.</param>
    /// <param name="turns">In the order in which they were spoken.</param>
    /// <param name="source">As <see cref="Snip.Source"/>.</param>
    /// <param name="exported">As <see cref="Snip.Exported"/>.</param>
    /// <returns>Snips with <see cref="Snip.IsSegment"/>. A segment starts with its first known time and ends with its last turn, or where the next one
    /// starts.</returns>
    public static IReadOnlyList<Snip> Cut(Episode episode, IReadOnlyList<Turn> turns, string source, DateTimeOffset? exported)
    {
        var pieces = CutLongTurns(turns);
        Time(pieces, turns, episode.Duration);
        var chapters = ChapterOfEach(pieces, episode.Chapters);
        // Transcripts that name no episode are told apart by where they are from, else by how they begin.
        var name = episode.Title ?? episode.Url ?? (turns.Count > 0 ? Beginning(turns[0].Text) : null);
        var snips = new List<Snip>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var from = 0;
        foreach (var to in Ends(pieces, turns, chapters))
        {
            var snip = Segment(from, to);
            var id = SnipId.FromContent(episode.Show, name, snip.Start, snip.End, snip.Start is null ? $"segment {snips.Count + 1}" : null);
            if (!ids.Add(id)) ids.Add(id = SnipId.FromContent(episode.Show, name, snip.Start, snip.End, $"segment {snips.Count + 1}"));
            snips.Add(snip with { Id = id });
            from = to;
        }

        return snips;

        Snip Segment(int first, int next)
        {
            var parts = TurnsOf(pieces, turns, first, next);
            var start = pieces[first].Start ?? parts.Select(turn => turn.Start).FirstOrDefault(time => time is not null);
            // How long the last words may take is no end, unless something comes after them, or the start is an estimate too.
            var isOpen = next == pieces.Count && episode.Duration is null && pieces[first].From == 0;
            var end = parts[^1].End ?? (isOpen ? null : pieces[next - 1].End);
            return new Snip
            {
                Id = "",
                Episode = episode,
                Start = start,
                End = end < start ? null : end,
                Title = MainChapter(pieces, chapters, first, next) is >= 0 and var chapter ? episode.Chapters[chapter].Title : null,
                Turns = parts,
                Exported = exported,
                Source = source,
                IsSegment = true,
            };
        }
    }

    // It goes into the id of every segment: a turn of megabytes would be read thousands of times.
    private static string Beginning(string text) => text.Length <= BeginningLength ? text : text[..BeginningLength];

    /// <summary>A turn, or whole sentences of one: the characters [From, To) of turn number Turn, and when they are said, as far as that is known or can be
    /// interpolated.</summary>
    private readonly record struct Piece(int Turn, int From, int To, int Words, TimeSpan? Start = null, TimeSpan? End = null);

    /// <summary>Sets the times of all pieces.</summary>
    private static void Time(List<Piece> pieces, IReadOnlyList<Turn> turns, TimeSpan? end)
    {
        var (started, ended) = (0, 0);
        foreach (var stretch in SpeechTimes.Of(turns, null, end))
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

    /// <summary>The exclusive end of each segment, as a number of pieces.</summary>
    private static int[] Ends(List<Piece> pieces, IReadOnlyList<Turn> turns, int[] chapters)
    {
        var prices = GapPrices(pieces, turns, chapters);
        var ends = new List<int>();
        var from = 0;
        for (var to = 1; to <= pieces.Count; to++)
        {
            if (to < pieces.Count && !(pieces[to].Start - pieces[to - 1].End >= Silence)) continue;
            AddEnds(pieces, prices, from, to, ends);
            from = to;
        }

        return [.. ends];
    }

    /// <summary>Adds the ends of the segments of pieces [first, next), between which there is no silence.</summary>
    private static void AddEnds(List<Piece> pieces, double[] prices, int first, int next, List<int> ends)
    {
        var count = next - first;
        var wordsBefore = new long[count + 1];
        for (var i = 0; i < count; i++) wordsBefore[i + 1] = wordsBefore[i] + pieces[first + i].Words;
        if (wordsBefore[^1] < ShortWords)
        {
            ends.Add(next);
            return;
        }

        var cost = new double[count + 1];
        var previous = new int[count + 1];
        for (var to = 1; to <= count; to++)
        {
            cost[to] = double.PositiveInfinity;
            for (var from = to - 1; from >= 0; from--)
            {
                var words = wordsBefore[to] - wordsBefore[from];
                if (words > MaxWords && from < to - 1) break;
                var deviation = (words - TargetWords) / (double)TargetWords;
                var total = cost[from] + (from == 0 ? 0 : prices[first + from]) + (deviation * deviation);
                if (total < cost[to]) (cost[to], previous[to]) = (total, from);
            }
        }

        var known = ends.Count;
        for (var to = count; to > 0; to = previous[to]) ends.Add(first + to);
        ends.Reverse(known, ends.Count - known);
    }

    /// <summary>What it costs to begin a segment with each piece; less than nothing where that is welcome.</summary>
    private static double[] GapPrices(List<Piece> pieces, IReadOnlyList<Turn> turns, int[] chapters)
    {
        var depths = Cohesion.Depths([.. pieces.Select(piece => turns[piece.Turn].Text.AsMemory(piece.From, piece.To - piece.From))]);
        var mean = depths.Length == 0 ? 0 : depths.Average();
        var deviation = depths.Length == 0 ? 0 : Math.Sqrt(depths.Average(depth => (depth - mean) * (depth - mean)));
        var prices = new double[pieces.Count];
        for (var i = 1; i < pieces.Count; i++)
        {
            if (deviation > 0) prices[i] -= DepthGain * Math.Clamp((depths[i - 1] - mean) / deviation, -2, 2);
            if (chapters[i] != chapters[i - 1]) prices[i] -= ChapterGain;
            // A question stays with its answer.
            if (turns[pieces[i - 1].Turn].Text.AsSpan(0, pieces[i - 1].To).TrimEnd() is [.., '?' or '？']) prices[i] += QuestionPrice;
        }

        return prices;
    }

    private static List<Turn> TurnsOf(List<Piece> pieces, IReadOnlyList<Turn> turns, int first, int next)
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

    /// <summary>The chapter in which each piece begins, as far as the times before it tell; -1 before the first.</summary>
    private static int[] ChapterOfEach(List<Piece> pieces, IReadOnlyList<Chapter> chapters)
    {
        var chapter = -1;
        var chapterOf = new int[pieces.Count];
        for (var i = 0; i < pieces.Count; i++)
        {
            var start = pieces[i].Start;
            while (chapter + 1 < chapters.Count && start + ChapterTolerance >= chapters[chapter + 1].Start) chapter++;
            chapterOf[i] = chapter;
        }

        return chapterOf;
    }

    /// <summary>The chapter that most of the segment's words belong to; the earlier one of two that share it evenly.</summary>
    private static int MainChapter(List<Piece> pieces, int[] chapters, int first, int next)
    {
        var (main, mainWords) = (-1, 0);
        for (var i = first; i < next;)
        {
            var (chapter, words) = (chapters[i], 0);
            for (; i < next && chapters[i] == chapter; i++) words += pieces[i].Words;
            if (words > mainWords) (main, mainWords) = (chapter, words);
        }

        return main;
    }
}
