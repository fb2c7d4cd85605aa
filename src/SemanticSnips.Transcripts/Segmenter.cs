namespace SemanticSnips.Transcripts;

/// <summary>Cuts a long transcript into segments of a few minutes, where the subject changes.</summary>
/// <remarks>
/// A segment ends between turns; only a turn that is too long for one segment is cut, at the ends of sentences. Among all ways to cut, the one is taken whose
/// segments are nearest to <see cref="TargetWords"/> while their ends fall on chapters and on dips of lexical cohesion (see <see cref="Cohesion"/>).
/// A long silence ends a segment in any case. A segment that begins or ends inside a turn without a time there gets an interpolated one; its turn gets none.
/// Deterministic; time is linear in the transcript, memory is that of a window.
/// </remarks>
internal static class Segmenter
{
    /// <summary>About two and a half minutes of speech: long enough for a thought, short enough to listen to.</summary>
    public const int TargetWords = 350;

    /// <summary>A transcript of fewer words is one segment.</summary>
    public const int ShortWords = 500;

    /// <summary>No segment is longer, unless text has no place where it could be cut.</summary>
    public const int MaxWords = 600;

    /// <summary>A recording of a day: what is longer is cut window by window, so that a source of any length takes no more memory.</summary>
    private const int WindowWords = 200_000;

    private const int BeginningLength = 4096;

    // Prices against the squared relative deviation from the target: 0.25 makes up for half a target's deviation.
    private const double DepthGain = 0.25;
    private const double ChapterGain = 0.75;
    private const double QuestionPrice = 0.3;

    /// <summary>Music, a break or another recording: what lies before and behind is not one moment.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    // Players and show notes round chapters to seconds.
    private static readonly TimeSpan ChapterTolerance = TimeSpan.FromSeconds(1);

    /// <summary>The segments, in order, made as they are asked for: together they hold every turn once.</summary>
    /// <param name="episode">Its chapters are preferred boundaries and give the segments their titles.</param>
    /// <param name="turns">In the order in which they were spoken; enumerated once.</param>
    /// <param name="source">As <see cref="Snip.Source"/>.</param>
    /// <param name="exported">As <see cref="Snip.Exported"/>.</param>
    /// <param name="windowWords">Words that are weighed at a time, at least <see cref="MaxWords"/>.</param>
    /// <returns>Snips with <see cref="Snip.IsSegment"/>. A segment starts with its first known time and ends with its last turn, or where the next one
    /// starts.</returns>
    public static IEnumerable<Snip> Cut(
        Episode episode, IEnumerable<Turn> turns, string source, DateTimeOffset? exported, int windowWords = WindowWords)
    {
        string? name = null;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var window = new List<Turn>();
        var isTimed = false;
        TimeSpan? heard = null;
        using var rest = turns.GetEnumerator();
        for (var goesOn = rest.MoveNext(); goesOn || window.Count > 0;)
        {
            var words = window.Sum(turn => Words.Count(turn.Text));
            // What lies between two times is timed by both: a window ends where the next turn's begin is known, if any is.
            for (; goesOn && (words < windowWords || (isTimed && rest.Current.Start is null)); goesOn = rest.MoveNext())
            {
                words += Words.Count(rest.Current.Text);
                isTimed |= rest.Current.Start is not null || rest.Current.End is not null;
                window.Add(rest.Current);
            }

            // Transcripts that name no episode are told apart by where they are from, else by how they begin.
            name ??= episode.Title ?? episode.Url ?? Beginning(window[0].Text);
            var pieces = TurnPieces.Of(window, heard, goesOn ? rest.Current.Start : episode.Duration);
            var chapters = ChapterOfEach(pieces, episode.Chapters);
            var ends = Ends(pieces, window, chapters);
            // What follows may belong to the last segment: it is weighed once more with the next window, from a turn's begin on.
            var taken = goesOn ? Array.FindLastIndex(ends, ends.Length - 2, end => pieces[end].From == 0) + 1 : 0;
            if (taken == 0) taken = ends.Length;
            for (var i = 0; i < taken; i++)
            {
                var snip = Segment(pieces, window, chapters, i == 0 ? 0 : ends[i - 1], ends[i], goesOn);
                var number = $"segment {ids.Count + 1}";
                var id = SnipId.FromContent(episode.Show, name, snip.Start, snip.End, snip.Start is null ? number : null);
                if (!ids.Add(id)) ids.Add(id = SnipId.FromContent(episode.Show, name, snip.Start, snip.End, number));
                yield return snip with { Id = id };
            }

            heard = pieces[ends[taken - 1] - 1].End ?? heard;
            window.RemoveRange(0, taken == ends.Length ? window.Count : pieces[ends[taken - 1]].Turn);
        }

        Snip Segment(List<Piece> pieces, List<Turn> turns, int[] chapters, int first, int next, bool goesOn)
        {
            var parts = TurnPieces.Join(pieces, turns, first, next);
            var start = pieces[first].Start ?? parts.Select(turn => turn.Start).FirstOrDefault(time => time is not null);
            // How long the last words may take is no end, unless something comes after them, or the start is an estimate too.
            var isOpen = next == pieces.Count && !goesOn && episode.Duration is null && pieces[first].From == 0;
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
