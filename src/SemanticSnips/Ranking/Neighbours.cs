using System.Collections.Concurrent;
using System.Numerics;

namespace SemanticSnips.Ranking;

/// <summary>For each passage of speech the one before and the one after it in the episode, within its snip or in an adjacent or overlapping one.</summary>
/// <remarks>Speech is a stream: what is asked or introduced in one passage is answered in the next.</remarks>
internal sealed class Neighbours
{
    /// <summary>Snips farther apart than this say nothing about each other.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What stays of a lifted passage's distance to its better neighbour at least: two that lean on one peak keep their order, and no score is shared.
    /// </summary>
    private const double Distance = 0.05;

    /// <summary>The score of a passage that is no candidate, or of none.</summary>
    private const double None = double.NegativeInfinity;

    /// <summary>Enough that handing out a task costs nothing beside it.</summary>
    private const int PassagesPerTask = 16_384;
    private const int SnipsPerTask = 4096;

    /// <summary>Takes the links as a store tells them.</summary>
    /// <param name="previous">For each passage the one before, or -1.</param>
    /// <param name="next">For each passage the one after, or -1.</param>
    public Neighbours(ReadOnlyMemory<int> previous, ReadOnlyMemory<int> next)
    {
        if (previous.Length != next.Length)
        {
            throw new ArgumentException($"There are {next.Length} passages after, expected {previous.Length}, as there are before.", nameof(next));
        }

        (AllPrevious, AllNext) = (previous, next);
    }

    /// <summary>For each passage the one before, or -1.</summary>
    public ReadOnlyMemory<int> AllPrevious { get; }

    /// <summary>For each passage the one after, or -1.</summary>
    public ReadOnlyMemory<int> AllNext { get; }

    /// <summary>The passage before, or -1.</summary>
    public int Previous(int passage) => AllPrevious.Span[passage];

    /// <summary>The passage after, or -1.</summary>
    public int Next(int passage) => AllNext.Span[passage];

    /// <summary>Tells the links from the snips' times.</summary>
    /// <param name="snips">Whole: with all of their passages.</param>
    /// <param name="passages">In the order of the snips.</param>
    public static Neighbours Of(IReadOnlyList<CorpusSnip> snips, IReadOnlyList<CorpusPassage> passages)
    {
        var (previous, next) = (new int[passages.Count], new int[passages.Count]);
        Array.Fill(previous, -1);
        Array.Fill(next, -1);
        if (snips.Count == 0) return new Neighbours(previous, next);
        Parallel.ForEach(Partitioner.Create(0, snips.Count, SnipsPerTask), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++) LinkWithin(snips[i], passages, previous, next);
        });

        // Episodes have no passage in common, so that each can be linked beside the others.
        var episodes = snips.Where(s => s.Start is not null && s.End is not null && Speech(s, passages).Count > 0).GroupBy(s => s.EpisodeKey).ToList();
        Parallel.ForEach(episodes, episode => LinkAcross([.. episode], passages, previous, next));
        return new Neighbours(previous, next);
    }

    /// <summary>Lifts each passage by a share of what its neighbours' scores lie above the mean: a neighbour like any other says nothing.</summary>
    /// <param name="scores">By passage number; negative infinity where a passage is no candidate.</param>
    /// <param name="profile">The shares.</param>
    /// <param name="smoothed">Receives a score a passage; not the same memory as <paramref name="scores"/>.</param>
    /// <param name="mean">The mean score of passages at large; null where these are all, so that it can be computed.</param>
    /// <remarks>
    /// A passage that is better than both of its neighbours is a peak, and what it gains decides which peak comes first. Any other is lifted nearly
    /// to the height of the better neighbour at most: it is found because of it, and so not before it. Where there is no neighbour, because the clip ends
    /// there, one is taken to lie above the mean by a share of what the passage itself does, so that a lone clip does not lose against a cut of a long one.
    /// </remarks>
    public void Smooth(double[] scores, RankingProfile profile, double[] smoothed, double? mean = null)
    {
        if (scores.Length == 0) return;
        var background = profile.BackgroundDepth > 0 ? MeanOfBest(scores, profile.BackgroundDepth) : mean ?? Mean(scores);
        var ranges = Partitioner.Create(0, scores.Length, PassagesPerTask);
        Parallel.ForEach(ranges, range => Smooth(scores, range.Item1, range.Item2, background, profile, smoothed));
    }

    /// <summary>The same for some passages alone.</summary>
    /// <param name="scores">As there.</param>
    /// <param name="from">The first that is smoothed.</param>
    /// <param name="to">The first after it that is not.</param>
    /// <param name="mean">The mean score of passages at large.</param>
    /// <param name="profile">As there.</param>
    /// <param name="smoothed">As there; the others stay what they are.</param>
    public void Smooth(ReadOnlySpan<double> scores, int from, int to, double mean, RankingProfile profile, Span<double> smoothed)
    {
        var befores = AllPrevious.Span;
        var afters = AllNext.Span;
        for (var i = from; i < to; i++)
        {
            var score = scores[i];
            if (double.IsNegativeInfinity(score))
            {
                smoothed[i] = score;
                continue;
            }

            var missing = profile.MissingNeighbourShare * Excess(score, mean);
            var (previous, next) = (befores[i], afters[i]);
            var before = ScoreOf(scores, previous);
            var after = ScoreOf(scores, next);
            var gain =
                profile.PreviousWeight * (Lift(before) + profile.SecondNeighbourShare * Lift(previous >= 0 ? ScoreOf(scores, befores[previous]) : None))
                + profile.NextWeight * (Lift(after) + profile.SecondNeighbourShare * Lift(next >= 0 ? ScoreOf(scores, afters[next]) : None));
            var height = Math.Max(before, after);
            smoothed[i] = score >= height ? score + profile.PeakShare * gain : Math.Min(score + gain, height - Distance * (height - score));

            double Lift(double neighbour) => double.IsNegativeInfinity(neighbour) ? missing : Excess(neighbour, mean);
        }
    }

    /// <summary>The mean of the candidates' scores, rounded so that it does not hang on the order in which they are added up; 0 where there are none.</summary>
    public static double Mean(ReadOnlySpan<double> scores)
    {
        var (sums, counts, i) = (Vector<double>.Zero, Vector<long>.Zero, 0);
        for (; i <= scores.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var vector = new Vector<double>(scores[i..]);
            var known = Vector.GreaterThan(vector, new Vector<double>(None));
            sums += Vector.ConditionalSelect(known, vector, Vector<double>.Zero);
            counts -= known;
        }

        var (sum, count) = (Vector.Sum(sums), Vector.Sum(counts));
        foreach (var score in scores[i..])
        {
            if (double.IsNegativeInfinity(score)) continue;
            sum += score;
            count++;
        }

        return count > 0 ? Math.Round(sum / count, 6) : 0;
    }

    private static double ScoreOf(ReadOnlySpan<double> scores, int passage) => passage >= 0 ? scores[passage] : None;

    /// <summary>What a neighbour has to lend.</summary>
    private static double Excess(double neighbour, double mean) => Math.Max(0, neighbour - mean);

    /// <summary>The mean of the best candidates: in a library of many talks, what a neighbour must stand out from is its like and not everything.</summary>
    private static double MeanOfBest(double[] scores, int count)
    {
        var best = TopPassages.Of(scores, count);
        return best.Length > 0 ? Math.Round(best.Sum(i => scores[i]) / best.Length, 6) : 0;
    }

    private static (int First, int Count) Speech(CorpusSnip snip, IReadOnlyList<CorpusPassage> passages)
    {
        var count = 0;
        while (count < snip.PassageCount && passages[snip.FirstPassage + count].Kind == ChunkKind.Transcript) count++;
        return (snip.FirstPassage, count);
    }

    private static void LinkWithin(CorpusSnip snip, IReadOnlyList<CorpusPassage> passages, int[] previous, int[] next)
    {
        var (first, count) = Speech(snip, passages);
        for (var i = first + 1; i < first + count; i++)
        {
            previous[i] = i - 1;
            next[i - 1] = i;
        }
    }

    /// <summary>Links a snip's first passage to the one that is spoken just before it in another snip, and its last one likewise.</summary>
    /// <param name="snips">Those of one episode that have times and speech.</param>
    /// <param name="passages">All passages.</param>
    /// <param name="previous">For each passage the one before, or -1.</param>
    /// <param name="next">Likewise the one after.</param>
    /// <remarks>
    /// Snips of one episode may lie apart, adjoin, overlap or contain each other. All their passages are put on one line by when they begin, and from each
    /// end that is still open the line is walked outwards. What belongs to the same snip is passed over, and so is what overlaps the passage by more than half:
    /// that is the same speech once more, in another cut. The first passage that is left is the neighbour, unless more than <see cref="MaxGap"/> of silence
    /// lies between: then there is none, since whatever lies beyond begins farther away still. The walk is short: what is passed over lies about the same time.
    /// Links need not be mutual where snips overlap:
    /// two cuts that end in the same words go on in the same passage, which comes from one of them.
    /// </remarks>
    private static void LinkAcross(List<CorpusSnip> snips, IReadOnlyList<CorpusPassage> passages, int[] previous, int[] next)
    {
        var spoken = new List<(TimeSpan Start, TimeSpan End, int Passage, CorpusSnip Snip)>();
        foreach (var snip in snips)
        {
            var (first, count) = Speech(snip, passages);
            var length = passages[first + count - 1].To;
            for (var i = first; i < first + count; i++) spoken.Add((TimeAt(snip, passages[i].From, length), TimeAt(snip, passages[i].To, length), i, snip));
        }

        spoken.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Passage.CompareTo(b.Passage));
        for (var i = 0; i < spoken.Count; i++)
        {
            var (start, end, passage, snip) = spoken[i];
            if (previous[passage] < 0)
            {
                for (var j = i - 1; j >= 0; j--)
                {
                    if (spoken[j].Snip == snip || Middle(spoken[j].Start, spoken[j].End) > start) continue;
                    if (spoken[j].End + MaxGap >= start) previous[passage] = spoken[j].Passage;
                    break;
                }
            }

            if (next[passage] < 0)
            {
                for (var j = i + 1; j < spoken.Count; j++)
                {
                    if (spoken[j].Snip == snip || Middle(spoken[j].Start, spoken[j].End) < end) continue;
                    if (spoken[j].Start <= end + MaxGap) next[passage] = spoken[j].Passage;
                    break;
                }
            }
        }
    }

    /// <summary>What overlaps by more than half is the same speech, which must not speak for itself.</summary>
    private static TimeSpan Middle(TimeSpan start, TimeSpan end) => start + ((end - start) / 2);

    private static TimeSpan TimeAt(CorpusSnip snip, int position, int length) =>
        snip.Start!.Value + (snip.End!.Value - snip.Start.Value) * ((double)position / Math.Max(1, length));
}
