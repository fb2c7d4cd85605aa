using System.Numerics;
using SemanticSnips.Indexing;
using SemanticSnips.Ranking;
using SemanticSnips.Vectors;

namespace SemanticSnips.Searching;

/// <summary>The vectors of a large library: of all passages only those that may be found are scored exactly, and ranked.</summary>
/// <remarks>
/// Which these are, conditions say where they allow few. Else a sketch of the vectors does, which scores all passages nearly. It takes as long to derive as
/// some dozen scans of all floats, and then each search a tenth of one: so it is derived beside the searches, once there were so many of them. The fused
/// estimates choose, and the neighbours of what they choose are scored exactly too, since these lift it. What passages score on average is exact all the
/// same: the dot product of the query and their mean vector.
/// Thread-safe. Store and rows stay the caller's.
/// </remarks>
/// <param name="vectors">The vectors.</param>
/// <param name="rows">Each passage's row.</param>
/// <param name="profile">The weights of the fusion.</param>
/// <param name="corpus">The passages.</param>
/// <param name="kept">The sketch, where it was kept with the commit.</param>
internal sealed class NearestLeg(
    VectorStore vectors, ReadOnlyMemory<int> rows, RankingProfile profile, Func<Corpus> corpus, VectorSketch? kept = null)
{

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

    private int _scans;
    private volatile VectorSketch? _sketch = kept;

    /// <summary>Whether a store is large enough, and ranked in a way that the best passages alone decide.</summary>
    public static bool Pays(VectorStore vectors, RankingProfile profile) =>
        vectors.CanSketch && vectors.Count >= VectorSketch.FewestRows && profile.BackgroundDepth == 0;

    /// <summary>Whether the sketch is there.</summary>
    public bool IsReady => _sketch is not null;

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
            _sketch = VectorSketch.Of(vectors, rows);
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
        var sketch = _sketch!;
        var (cosines, fused) = (buffers.Cosines, buffers.Fused);
        scores = scores with { Cosines = cosines };
        var query = sketch.Signs.Prepare(vector);
        var bm25 = new double[(fused.Length + ScoreBins.ScoresPerPart - 1) / ScoreBins.ScoresPerPart];
        var bins = new ScoreBins(fused, (from, to) =>
        {
            sketch.Signs.EstimateBlock(query, from, cosines.AsSpan(from..to));
            bm25[from / ScoreBins.ScoresPerPart] = Fuse(scores, fused, from, to);
        });
        var floor = bins.FloorOf(Candidates + (int)(RootShare * Math.Sqrt(fused.Length)));
        var passages = bins.Between(floor);
        var error = Rescore(passages);

        // Whose estimate lies too low by no more than estimates err may still be among the best.
        int[] ordered = [.. passages];
        Array.Sort(Array.ConvertAll(ordered, p => -fused[p]), ordered);
        if (ScoreBins.Of(LeastOf(ordered, SnipsPerMoment * best, fused) - (Errors * error)) is var lower && lower < floor)
        {
            var further = Without(passages, bins.Between(lower, floor), buffers.Marks);
            Rescore(further);
            passages = [.. passages, .. further];
        }

        var threshold = fused[ordered[Math.Min(WithNeighbours, ordered.Length) - 1]];
        var beside = Beside(passages, p => fused[p] >= threshold, buffers.Marks);
        Rescore(beside);
        int[] exact = [.. passages, .. beside];
        Array.Sort(exact);
        return scores with
        {
            Background = new Background(Dot(vector, sketch.Mean.Span), scores.Ceiling > 0 ? bm25.Sum() / scores.Ceiling / fused.Length : 0),
            Nearest = new NearestPassages(exact, fused),
        };

        double Rescore(int[] some)
        {
            var squares = 0.0;
            vectors.ScoreRows(vector, RowsOf(some), buffers.ByRow);
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

    /// <summary>The same where conditions allow few passages: all of these are scored exactly, and nothing else is looked at.</summary>
    /// <param name="vector">The query's.</param>
    /// <param name="scores">Those of the words, if these rank too.</param>
    /// <param name="buffers">As for <see cref="Score"/>.</param>
    /// <param name="passages">The allowed ones, ascending.</param>
    public PassageScores ScoreFew(float[] vector, PassageScores scores, QueryBuffers buffers, int[] passages)
    {
        var (cosines, fused) = (buffers.Cosines, buffers.Fused);
        scores = scores with { Cosines = cosines };
        vectors.ScoreRows(vector, RowsOf(passages), buffers.ByRow);
        Array.Fill(cosines, float.NaN);
        Array.Fill(fused, double.NegativeInfinity);
        var (cosine, coverage) = (0.0, 0.0);
        for (var i = 0; i < passages.Length; i++)
        {
            var passage = passages[i];
            cosine += cosines[passage] = buffers.ByRow[i];
            coverage += scores.Coverage(passage);
            fused[passage] = Fuse(scores, passage);
        }

        var count = Math.Max(1, passages.Length);
        return scores with { Background = new Background(cosine / count, coverage / count), Nearest = new NearestPassages(passages, fused) };
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

    private static double Dot(float[] vector, ReadOnlySpan<double> mean)
    {
        var sum = 0.0;
        for (var i = 0; i < vector.Length; i++) sum += vector[i] * mean[i];
        return sum;
    }

    private double Fuse(PassageScores scores, int passage)
    {
        double cosine = scores.Cosines![passage];
        if (scores.Bm25 is null) return cosine;
        var score = Fusion.AbsoluteScore(cosine, scores.Coverage(passage), profile);
        return scores.Proximity is { } proximity ? score + (profile.ProximityWeight * proximity[passage]) : score;
    }

    /// <summary>Fuses the scores of a range of passages.</summary>
    /// <returns>The sum of their BM25.</returns>
    private double Fuse(PassageScores scores, double[] fused, int from, int to)
    {
        var (i, sum) = (from, 0.0);
        if (scores.Bm25 is { } bm25 && scores.Ceiling > 0)
        {
            var part = fused.AsSpan(from..to);
            var sums = Vector<double>.Zero;
            i += Fusion.Absolute(scores.Cosines.AsSpan(from..to), bm25.AsSpan(from..to), scores.Ceiling, profile, part);
            var weight = new Vector<double>(profile.ProximityWeight);
            for (var at = 0; at < i - from; at += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(bm25, from + at), out var low, out var high);
                sums += low + high;
                if (scores.Proximity is not { } proximity) continue;
                Vector.Widen(new Vector<float>(proximity, from + at), out low, out high);
                (new Vector<double>(part[at..]) + (weight * low)).CopyTo(part[at..]);
                (new Vector<double>(part[(at + Vector<double>.Count)..]) + (weight * high)).CopyTo(part[(at + Vector<double>.Count)..]);
            }

            sum = Vector.Sum(sums);
        }

        for (; i < to; i++)
        {
            fused[i] = Fuse(scores, i);
            sum += scores.Bm25?[i] ?? 0;
        }

        return sum;
    }

    /// <summary>The passages that stand beside some, and are not among them.</summary>
    /// <param name="passages">Each once.</param>
    /// <param name="isGood">Which of them are worth it.</param>
    /// <param name="marks">All false, also afterwards.</param>
    private int[] Beside(int[] passages, Func<int, bool> isGood, bool[] marks)
    {
        var links = corpus().Neighbours;
        var beside = new List<int>();
        foreach (var passage in passages) marks[passage] = true;
        foreach (var passage in passages.Where(isGood))
        {
            Walk(passage, links.Previous);
            Walk(passage, links.Next);
        }

        foreach (var passage in passages.Concat(beside)) marks[passage] = false;
        return [.. beside];

        void Walk(int from, Func<int, int> step)
        {
            var at = step(from);
            for (var i = 0; i < NeighboursEachSide && at >= 0; i++, at = step(at))
            {
                if (marks[at]) continue;
                marks[at] = true;
                beside.Add(at);
            }
        }
    }

    /// <summary>Passages that are not among others.</summary>
    /// <param name="others">The others.</param>
    /// <param name="passages">The passages.</param>
    /// <param name="marks">All false, also afterwards.</param>
    private static int[] Without(int[] others, int[] passages, bool[] marks)
    {
        foreach (var other in others) marks[other] = true;
        var left = Array.FindAll(passages, passage => !marks[passage]);
        foreach (var other in others) marks[other] = false;
        return left;
    }

    private int[] RowsOf(int[] passages)
    {
        var (all, some) = (rows, new int[passages.Length]);
        for (var i = 0; i < some.Length; i++) some[i] = all.Span[passages[i]];
        return some;
    }
}
