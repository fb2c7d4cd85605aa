using System.Numerics;
using SemanticSnips.Ranking;
using SemanticSnips.Vectors;

namespace SemanticSnips.Searching;

/// <summary>The vectors of a large library that is asked often: all passages are scored nearly, from a sketch, and exactly those that may be found.</summary>
/// <remarks>
/// A sketch takes as long to derive as some dozen scans of all floats, and then each search a tenth of one: so it is derived beside the searches, once there
/// were so many of them. Which passages may be found is told by the fused estimates. Their neighbours are scored exactly too, since these lift them. What
/// passages score on average is exact all the same: the dot product of the query and their mean vector.
/// Thread-safe. Store and rows stay the caller's.
/// </remarks>
/// <param name="vectors">The vectors.</param>
/// <param name="rows">Each passage's row.</param>
/// <param name="profile">The weights of the fusion.</param>
/// <param name="corpus">The passages.</param>
internal sealed class SketchedLeg(VectorStore vectors, int[] rows, RankingProfile profile, Func<Corpus> corpus)
{
    /// <summary>Below that a scan takes less than a millisecond.</summary>
    private const int FewestRows = 32_768;

    /// <summary>Beyond that all cosines may as well be exact.</summary>
    private const int MostSnips = 64;

    private const int ScansBeforeSketch = 16;

    // Passages that are scored exactly at least, their neighbours aside: so many, and so many times the square root of all.
    private const int Candidates = 256;
    private const int RootShare = 2;

    /// <summary>Estimates err by more than so many root mean squares once in a thousand times.</summary>
    private const int Errors = 3;

    /// <summary>Snips that may tell of one moment.</summary>
    private const int SnipsPerMoment = 2;

    /// <summary>The best passages, whose neighbours are scored exactly too, on each side.</summary>
    private const int WithNeighbours = 512;
    private const int NeighboursEachSide = 2;

    private const int PassagesPerTask = 16_384;

    // Finer than the estimates are; what lies outside is counted at its end.
    private const int Bins = 8192;
    private const double LowestBin = -0.5;
    private const double BinsPerUnit = Bins / 2.5;

    private int _scans;
    private volatile double[]? _mean;

    /// <summary>Whether a store is large enough, and ranked in a way that the best passages alone decide.</summary>
    public static bool Pays(VectorStore vectors, RankingProfile profile) => vectors.Count >= FewestRows && profile.BackgroundDepth == 0;

    /// <summary>Whether the sketch is there.</summary>
    public bool IsReady => _mean is not null;

    /// <summary>Whether a query that looks at some of the best snips can be served; until it can, each one counts towards that.</summary>
    public bool CanServe(int best)
    {
        if (best > MostSnips) return false;
        if (IsReady) return true;
        if (Interlocked.Increment(ref _scans) == ScansBeforeSketch) _ = Task.Run(MakeReady);
        return false;
    }

    /// <summary>Derives the sketch. A store that is closed meanwhile needs none.</summary>
    public void MakeReady()
    {
        if (IsReady) return;
        try
        {
            vectors.Sketch();
            _mean = vectors.MeanOf(rows);
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>The scores with cosines, in the buffers' arrays, and the passages that may be found.</summary>
    /// <param name="vector">The query's.</param>
    /// <param name="scores">Those of the words, if these rank too.</param>
    /// <param name="buffers">Nobody else's as long as the scores are used.</param>
    /// <param name="best">How many of the best snips are looked at.</param>
    public PassageScores Score(float[] vector, PassageScores scores, QueryBuffers buffers, int best)
    {
        var (cosines, fused) = (buffers.Cosines, buffers.Fused);
        vectors.Estimate(vector, buffers.ByRow);
        scores = scores with { Cosines = cosines };
        var counts = FuseEstimates(scores, buffers);
        var floor = FloorOf(counts, Candidates + (int)(RootShare * Math.Sqrt(fused.Length)));
        var passages = Between(floor, Bins, fused);
        var error = Rescore(passages);

        // Whose estimate lies too low by no more than estimates err may still be among the best.
        int[] ordered = [.. passages.OrderByDescending(p => fused[p])];
        if (BinOf(LeastOf(ordered, SnipsPerMoment * best, fused) - (Errors * error)) is var lower && lower < floor)
        {
            var further = Between(lower, floor, fused);
            Rescore(further);
            passages = [.. passages, .. further];
        }

        var beside = fused[ordered[Math.Min(WithNeighbours, ordered.Length) - 1]];
        passages = AddNeighbours(passages, passages.Where(p => fused[p] >= beside), buffers.Marks);
        Rescore(passages);
        return scores with { Background = new Background(MeanCosine(vector), MeanCoverage(scores)), Nearest = new NearestPassages(passages, fused) };

        double Rescore(int[] some)
        {
            var squares = 0.0;
            vectors.ScoreRows(vector, Array.ConvertAll(some, p => rows[p]), buffers.ByRow);
            for (var i = 0; i < some.Length; i++)
            {
                var passage = some[i];
                var difference = buffers.ByRow[i] - cosines[passage];
                squares += difference * difference;
                cosines[passage] = buffers.ByRow[i];
                fused[passage] = Fuse(scores, passage);
            }

            return Math.Sqrt(squares / Math.Max(1, some.Length));
        }
    }

    /// <summary>The score at which so many snips are found, or the last where there are fewer.</summary>
    private double LeastOf(int[] ordered, int snips, double[] fused)
    {
        var found = new HashSet<int>();
        var passages = corpus().Passages;
        foreach (var passage in ordered)
        {
            if (found.Add(passages[passage].Snip) && found.Count == snips) return fused[passage];
        }

        return fused[ordered[^1]];
    }

    private double MeanCosine(float[] vector)
    {
        var (mean, sum) = (_mean!, 0.0);
        for (var i = 0; i < vector.Length; i++) sum += vector[i] * mean[i];
        return sum;
    }

    private static double MeanCoverage(PassageScores scores)
    {
        if (scores.Bm25 is not { } bm25 || scores.Ceiling <= 0) return 0;
        var sum = 0.0;
        foreach (var score in bm25) sum += score;
        return sum / scores.Ceiling / bm25.Length;
    }

    private double Fuse(PassageScores scores, int passage)
    {
        double cosine = scores.Cosines![passage];
        if (scores.Bm25 is null) return cosine;
        var score = Fusion.AbsoluteScore(cosine, scores.Coverage(passage), profile);
        return scores.Proximity is { } proximity ? score + (profile.ProximityWeight * proximity[passage]) : score;
    }

    /// <summary>Fuses the estimates, and counts them in bins.</summary>
    private int[] FuseEstimates(PassageScores scores, QueryBuffers buffers)
    {
        var (fused, counts) = (buffers.Fused, new int[Bins]);
        Parallel.For(0, Parts(fused), () => new int[Bins], (part, _, own) =>
        {
            var (from, to) = Range(part, fused);
            for (var i = from; i < to; i++) buffers.Cosines[i] = buffers.ByRow[rows[i]];
            FusePart(scores, from, to, fused);
            for (var i = from; i < to; i++) own[BinOf(fused[i])]++;
            return own;
        }, own =>
        {
            lock (counts)
            {
                for (var i = 0; i < Bins; i++) counts[i] += own[i];
            }
        });
        return counts;
    }

    /// <summary>The bin from which on there are enough.</summary>
    private static int FloorOf(int[] counts, int wanted)
    {
        var (floor, above) = (Bins - 1, counts[Bins - 1]);
        while (floor > 0 && above < wanted) above += counts[--floor];
        return floor;
    }

    /// <summary>The passages in some bins, ascending.</summary>
    private static int[] Between(int floor, int end, double[] fused)
    {
        var chosen = new List<int>[Parts(fused)];
        Parallel.For(0, chosen.Length, part =>
        {
            var own = chosen[part] = [];
            var (from, to) = Range(part, fused);
            for (var i = from; i < to; i++)
            {
                if (BinOf(fused[i]) is var bin && bin >= floor && bin < end) own.Add(i);
            }
        });
        return [.. chosen.SelectMany(c => c)];
    }

    private static int Parts(double[] fused) => (fused.Length + PassagesPerTask - 1) / PassagesPerTask;

    private static (int From, int To) Range(int part, double[] fused) =>
        (part * PassagesPerTask, Math.Min((part + 1) * PassagesPerTask, fused.Length));

    private void FusePart(PassageScores scores, int from, int to, double[] fused)
    {
        var i = from;
        if (scores.Bm25 is { } bm25 && scores.Ceiling > 0)
        {
            var part = fused.AsSpan(from..to);
            i += Fusion.Absolute(scores.Cosines.AsSpan(from..to), bm25.AsSpan(from..to), scores.Ceiling, profile, part);
            if (scores.Proximity is { } proximity)
            {
                var weight = new Vector<double>(profile.ProximityWeight);
                for (var at = 0; at < i - from; at += Vector<float>.Count)
                {
                    Vector.Widen(new Vector<float>(proximity, from + at), out var low, out var high);
                    (new Vector<double>(part[at..]) + (weight * low)).CopyTo(part[at..]);
                    (new Vector<double>(part[(at + Vector<double>.Count)..]) + (weight * high)).CopyTo(part[(at + Vector<double>.Count)..]);
                }
            }
        }

        for (; i < to; i++) fused[i] = Fuse(scores, i);
    }

    private static int BinOf(double fused) => (int)Math.Clamp((fused - LowestBin) * BinsPerUnit, 0, Bins - 1);

    /// <summary>The same passages and those that stand beside some of them, each once, ascending.</summary>
    private int[] AddNeighbours(int[] passages, IEnumerable<int> some, bool[] marks)
    {
        var links = corpus().Neighbours;
        foreach (var passage in passages) marks[passage] = true;
        foreach (var passage in some)
        {
            Walk(passage, links.Previous);
            Walk(passage, links.Next);
        }

        var all = new List<int>(2 * passages.Length);
        for (var at = marks.AsSpan().IndexOf(true); at >= 0;)
        {
            all.Add(at);
            marks[at] = false;
            var further = marks.AsSpan(at + 1).IndexOf(true);
            at = further < 0 ? -1 : at + 1 + further;
        }

        return [.. all];

        void Walk(int from, Func<int, int> step)
        {
            var at = step(from);
            for (var i = 0; i < NeighboursEachSide && at >= 0; i++, at = step(at)) marks[at] = true;
        }
    }
}
