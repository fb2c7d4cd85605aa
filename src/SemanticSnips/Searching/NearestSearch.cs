using System.Numerics;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Ranking;
using SemanticSnips.Vectors;

namespace SemanticSnips.Searching;

/// <summary>One query over a large library: estimates choose, in three steps, whose vectors and words are read for their scores.</summary>
/// <remarks>
/// The best by estimates are scored exactly, and tell which score those that are shown reach at least. Whose estimate lies too low by no more than estimates
/// err is scored too. Of all these the best remain, with the passages beside them, which lift them. What lies beside a passage but is forbidden does not. For
/// one thread.
/// </remarks>
internal sealed class NearestSearch
{
    // Passages that are scored exactly at least: so many, and so many times the square root of all.
    private const int Candidates = 256;
    private const int RootShare = 2;

    /// <summary>Estimates are kept of so many times the candidates: mostly of all that may still be among the best.</summary>
    private const int KeptShare = 4;

    /// <summary>Estimates err by more than so many standard deviations once in a thousand times; and high ones are too high rather than too low, by nearly one,
    /// since it is for that that some are among the highest.</summary>
    private const int Errors = 3;

    /// <summary>Snips that may tell of one moment, and passages that are looked at to find a snip.</summary>
    private const int SnipsPerMoment = 2;
    private const int PassagesPerSnip = 8;

    /// <summary>The best passages, which may still be lifted to the top, and how far beside a passage whatever lifts it stands.</summary>
    private const int Remaining = 512;
    private const int NeighboursEachSide = 2;

    private readonly VectorStore _vectors;
    private readonly ReadOnlyMemory<int> _rows;
    private readonly RankingProfile _profile;
    private readonly Corpus _corpus;
    private readonly float[] _vector;
    private readonly PassageScores _scores;
    private readonly PendingProximity? _pending;
    private readonly QueryBuffers _buffers;
    private readonly float[] _cosines;
    private readonly double[] _fused;

    // What is known of a passage: that its cosine is exact, and then its proximity too. Other numbers are of earlier queries.
    private readonly int[] _known;
    private readonly int _scored;
    private readonly int _complete;

    /// <summary>Begins with a query.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="rows">Each passage's row.</param>
    /// <param name="profile">The weights of the fusion.</param>
    /// <param name="corpus">The passages.</param>
    /// <param name="vector">The query's.</param>
    /// <param name="scores">Those of the words, if these rank too.</param>
    /// <param name="pending">What the words' proximity is; null where it is known, or none. Disposed with what is found.</param>
    /// <param name="buffers">Nobody else's as long as the scores are used.</param>
    public NearestSearch(
        VectorStore vectors,
        ReadOnlyMemory<int> rows,
        RankingProfile profile,
        Corpus corpus,
        float[] vector,
        PassageScores scores,
        PendingProximity? pending,
        QueryBuffers buffers)
    {
        (_vectors, _rows, _profile, _corpus, _vector, _pending, _buffers) = (vectors, rows, profile, corpus, vector, pending, buffers);
        (_cosines, _fused, _known) = (buffers.Cosines, buffers.Fused, buffers.Known);
        _scores = scores with { Cosines = _cosines };
        (_scored, _complete) = buffers.NextKnown();
    }

    /// <summary>The scores of the best passages, in the buffers' arrays.</summary>
    /// <param name="sketch">What the vectors are estimated by.</param>
    /// <param name="best">How many of the best snips are looked at.</param>
    public PassageScores FindBest(VectorSketch sketch, int best)
    {
        var (all, allowed) = (_fused.Length, _scores.Allowed?.AsSpan().Count(true) ?? _fused.Length);
        var query = sketch.Signs.Prepare(_vector);
        var stretches = new (double Cosine, double Bm25)[(all / BestEstimates.StretchLength) + 1];
        var wanted = Candidates + (int)(RootShare * Math.Sqrt(allowed));
        var estimates = new BestEstimates(all, KeptShare * wanted, (from, some) =>
            stretches[from / BestEstimates.StretchLength] = Estimate(sketch.Signs, query, from, some));
        var floor = estimates.FloorOf(wanted);
        var candidates = estimates.Between(floor);
        var error = Score(candidates);
        int[] scored = [.. candidates.Select(e => e.Passage)];
        var least = LeastOf(scored, SnipsPerMoment * best);
        if ((float)(least - (Errors * error)) is var lower && lower < floor)
        {
            var further = estimates.Between(lower, floor);
            Score(further);
            scored = [.. scored, .. further.Select(e => e.Passage)];
        }

        var nearest = new List<int>();
        foreach (var passage in Best(scored, Remaining))
        {
            if (_fused[passage] >= least) AddAround(passage, nearest);
            else nearest.Add(passage);
        }

        var found = Distinct(nearest);
        Complete(found);
        var cosine = _scores.Allowed is null ? Dot(_vector, sketch.Mean.Span) : stretches.Sum(s => s.Cosine) / Math.Max(1, allowed);
        return Found(found, cosine, stretches.Sum(s => s.Bm25) / Math.Max(1, allowed));
    }

    /// <summary>The scores of allowed passages that are few.</summary>
    /// <param name="passages">All of them, ascending.</param>
    public PassageScores ScoreAll(int[] passages)
    {
        _pending?.ReadAll();
        Score(passages);
        foreach (var passage in passages) _known[passage] = _complete;
        Complete(passages);
        var (cosine, bm25) = (0.0, 0.0);
        foreach (var passage in passages)
        {
            cosine += _cosines[passage];
            bm25 += _scores.Bm25?[passage] ?? 0;
        }

        return Found(passages, cosine / Math.Max(1, passages.Length), bm25 / Math.Max(1, passages.Length));
    }

    private static double Dot(float[] vector, ReadOnlySpan<double> mean)
    {
        var sum = 0.0;
        for (var i = 0; i < vector.Length; i++) sum += vector[i] * mean[i];
        return sum;
    }

    private PassageScores Found(int[] passages, double meanCosine, double meanBm25) => _scores with
    {
        Background = new Background(meanCosine, _scores.Ceiling > 0 ? meanBm25 / _scores.Ceiling : 0),
        Nearest = new NearestPassages(passages, _fused, snip => Complete(PassagesOf(snip)), _pending),
    };

    /// <summary>Estimates the fused scores of a stretch of passages; nothing may reach those that are forbidden.</summary>
    /// <returns>The sums of the allowed ones' cosines, where not all are allowed, and of their BM25.</returns>
    private (double Cosine, double Bm25) Estimate(SignSketch signs, SketchQuery query, int from, Span<float> estimates)
    {
        if (_scores.Allowed is not { } allowed)
        {
            signs.EstimateBlock(query, from, estimates);
            return (0, AddWords(from, estimates));
        }

        var isAllowed = allowed.AsSpan(from, estimates.Length);
        if (!isAllowed.Contains(true))
        {
            estimates.Fill(float.NegativeInfinity);
            return default;
        }

        signs.EstimateBlock(query, from, estimates);
        var cosine = 0.0;
        for (var at = 0; at < estimates.Length;)
        {
            var forbidden = isAllowed[at..].IndexOf(true);
            if (forbidden < 0) forbidden = estimates.Length - at;
            estimates.Slice(at, forbidden).Fill(float.NegativeInfinity);
            for (at += forbidden; at < estimates.Length && isAllowed[at]; at++) cosine += estimates[at];
        }

        return (cosine, AddWords(from, estimates));
    }

    /// <summary>Adds to the estimates of cosines what the words come to.</summary>
    /// <returns>The sum of their BM25.</returns>
    private double AddWords(int from, Span<float> estimates)
    {
        if (_scores.Bm25 is not { } bm25 || _scores.Ceiling <= 0) return 0;
        var (sum, i) = (0.0, 0);
        var (coverage, near) = ((float)(_profile.CoverageWeight / _scores.Ceiling), (float)_profile.ProximityWeight);
        var sums = Vector<float>.Zero;
        for (; i <= estimates.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var words = new Vector<float>(bm25, from + i);
            sums += words;
            var estimate = new Vector<float>(estimates[i..]) + (coverage * words);
            if (_scores.Proximity is { } proximity) estimate += near * new Vector<float>(proximity, from + i);
            estimate.CopyTo(estimates[i..]);
        }

        for (; i < estimates.Length; i++)
        {
            sum += bm25[from + i];
            estimates[i] += (coverage * bm25[from + i]) + (near * (_scores.Proximity?[from + i] ?? 0));
        }

        return sum + Vector.Sum(sums);
    }

    /// <summary>Scores passages by their vectors; their proximity is what it is at most.</summary>
    /// <returns>The standard deviation of what their estimates are off by.</returns>
    private double Score(Estimate[] estimates)
    {
        Score(Array.ConvertAll(estimates, e => e.Passage));
        var (sum, squares) = (0.0, 0.0);
        foreach (var (passage, estimate) in estimates)
        {
            var error = estimate - _fused[passage];
            sum += error;
            squares += error * error;
        }

        var count = Math.Max(1, estimates.Length);
        return Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))));
    }

    private void Score(int[] passages)
    {
        var rows = _rows.Span;
        var some = new int[passages.Length];
        for (var i = 0; i < some.Length; i++) some[i] = rows[passages[i]];
        _vectors.ScoreRows(_vector, some, _buffers.ByRow);
        for (var i = 0; i < some.Length; i++)
        {
            var passage = passages[i];
            _cosines[passage] = _buffers.ByRow[i];
            _fused[passage] = Fuse(passage);
            _known[passage] = _scored;
        }
    }

    /// <summary>The fused score of one passage whose cosine is known.</summary>
    private double Fuse(int passage)
    {
        double cosine = _cosines[passage];
        if (_scores.Bm25 is null) return cosine;
        var score = Fusion.AbsoluteScore(cosine, _scores.Coverage(passage), _profile);
        return _scores.Proximity is { } proximity ? score + (_profile.ProximityWeight * proximity[passage]) : score;
    }

    /// <summary>A score that so many snips reach at least, or the last where there are fewer.</summary>
    private double LeastOf(int[] scored, int snips)
    {
        for (var looked = PassagesPerSnip * snips; ; looked *= PassagesPerSnip)
        {
            var some = Best(scored, looked);
            Read(some);
            var best = new Dictionary<int, double>();
            foreach (var passage in some)
            {
                var (snip, _, _, kind) = _corpus.Passages[passage];
                var score = _fused[passage] - (kind == ChunkKind.Episode ? _profile.EpisodeOnlyPenalty : 0);
                best[snip] = Math.Max(score, best.GetValueOrDefault(snip, double.NegativeInfinity));
            }

            if (best.Count >= snips || some.Length == scored.Length)
                return best.Values.OrderDescending().Take(snips).LastOrDefault(double.NegativeInfinity);
        }
    }

    /// <summary>Those of some passages whose fused scores are the best: so many, or some more; ascending if they are.</summary>
    private int[] Best(int[] passages, int wanted)
    {
        if (passages.Length <= wanted) return passages;
        var scores = Array.ConvertAll(passages, p => _fused[p]);
        Array.Sort(scores);
        var least = scores[^wanted];
        return Array.FindAll(passages, p => _fused[p] >= least);
    }

    private IEnumerable<int> PassagesOf(int snip)
    {
        var (from, to) = _corpus.PassagesOf(snip);
        return Enumerable.Range(from, to - from);
    }

    /// <summary>Makes the scores of passages exact, and of those that lift them; forbidden ones have none.</summary>
    private void Complete(IEnumerable<int> passages)
    {
        var around = new List<int>();
        foreach (var passage in passages) AddAround(passage, around);
        var needed = Array.FindAll(Distinct(around), p => _known[p] != _complete);
        if (_scores.Allowed is { } allowed)
        {
            foreach (var passage in needed.Where(p => !allowed[p])) (_fused[passage], _known[passage]) = (double.NegativeInfinity, _complete);
            needed = Array.FindAll(needed, p => allowed[p]);
        }

        if (Array.FindAll(needed, p => _known[p] != _scored) is { Length: > 0 } unscored) Score(unscored);
        Read(needed);
    }

    /// <summary>Reads the proximity of passages that have their cosine.</summary>
    /// <param name="passages">Ascending.</param>
    private void Read(int[] passages)
    {
        if (_scores.Proximity is { } proximity && _pending is not null
            && Array.FindAll(passages, p => proximity[p] > 0 && _known[p] == _scored) is { Length: > 0 } unread)
        {
            _pending.Read(unread);
            foreach (var passage in unread) _fused[passage] = Fuse(passage);
        }

        foreach (var passage in passages) _known[passage] = _complete;
    }

    /// <summary>Adds a passage and those before and after it.</summary>
    private void AddAround(int passage, List<int> passages)
    {
        var neighbours = _corpus.Neighbours;
        passages.Add(passage);
        for (var (i, at) = (0, neighbours.Previous(passage)); i < NeighboursEachSide && at >= 0; i++, at = neighbours.Previous(at)) passages.Add(at);
        for (var (i, at) = (0, neighbours.Next(passage)); i < NeighboursEachSide && at >= 0; i++, at = neighbours.Next(at)) passages.Add(at);
    }

    /// <summary>Each of some passages once, ascending.</summary>
    private static int[] Distinct(List<int> passages)
    {
        passages.Sort();
        var distinct = new List<int>(passages.Count);
        foreach (var passage in passages)
        {
            if (distinct.Count == 0 || distinct[^1] != passage) distinct.Add(passage);
        }

        return [.. distinct];
    }
}
