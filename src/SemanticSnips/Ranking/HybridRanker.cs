using System.Collections.Concurrent;

namespace SemanticSnips.Ranking;

/// <summary>
/// Ranks the snips of a corpus: fuses the legs, lets neighbours speak for each other, takes each snip by its best passage and makes one hit of a moment.
/// </summary>
/// <remarks>Thread-safe; a pure function of corpus, scores and profile.</remarks>
internal sealed class HybridRanker(Corpus corpus)
{
    /// <summary>Enough that handing out a task costs nothing beside it.</summary>
    private const int PassagesPerTask = 4096;

    /// <summary>What is ranked.</summary>
    public Corpus Corpus => corpus;

    /// <summary>The snips that have a candidate, best first.</summary>
    /// <param name="scores">Those of the legs that the mode names.</param>
    /// <param name="mode">Which legs rank.</param>
    /// <param name="fusion">How they are fused in hybrid mode.</param>
    /// <param name="profile">The constants.</param>
    /// <param name="buffers">Used as long as the ranking is.</param>
    public SnipRanking Rank(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, QueryBuffers buffers) =>
        BestOfSnips(FusePassages(scores, mode, fusion, profile, buffers), buffers);

    /// <summary>The moments that a query found, best first, each led by its best snip.</summary>
    /// <param name="scores">As for <see cref="Rank"/>.</param>
    /// <param name="mode">As for <see cref="Rank"/>.</param>
    /// <param name="fusion">As for <see cref="Rank"/>.</param>
    /// <param name="profile">As for <see cref="Rank"/>.</param>
    /// <param name="count">Moments at most.</param>
    /// <param name="buffers">Free again afterwards.</param>
    public IReadOnlyList<Moment> FindMoments(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, int count, QueryBuffers buffers)
    {
        if (scores.Nearest is { } nearest) return FindAmong(nearest, scores, mode, profile, count, buffers);
        var fused = FusePassages(scores, mode, fusion, profile, buffers);
        return MomentCollapse.Collapse(corpus, BestOfSnips(fused, buffers), snip => corpus.TryFindBest(fused, snip, out var best) ? best : null, count);
    }

    /// <summary>Each snip's place without moments and without anything to show; for evaluation.</summary>
    /// <param name="scores">As for <see cref="Rank"/>.</param>
    /// <param name="mode">As for <see cref="Rank"/>.</param>
    /// <param name="fusion">As for <see cref="Rank"/>.</param>
    /// <param name="profile">As for <see cref="Rank"/>.</param>
    /// <param name="depth">Snips at most.</param>
    /// <param name="buffers">Free again afterwards.</param>
    public IReadOnlyList<RankedSnip> RankSnips(
        PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, int depth, QueryBuffers buffers) =>
        [.. Rank(scores, mode, fusion, profile, buffers)
            .Take(depth)
            .Select(b => new RankedSnip(corpus.Snips[b.Snip].Id, b.Score, scores.Cosines?[b.Passage] ?? double.NaN, scores.Coverage(b.Passage), b.Passage))];

    /// <summary>One score a passage; negative infinity for passages that are no candidates.</summary>
    private double[] FusePassages(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, QueryBuffers buffers)
    {
        var fused = buffers.Fused;
        if (mode == SearchMode.Keyword) Fusion.Single(scores, scores.Bm25!, positiveOnly: true, fused);
        else if (mode == SearchMode.Vector) Fusion.Single(scores, scores.Cosines!, positiveOnly: false, fused);
        else Fusion.Fuse(scores, fusion, profile, fused);
        if (mode == SearchMode.Hybrid && fusion == FusionKind.Absolute) fused = Smooth(scores, fused, profile, buffers);
        if (scores.Candidates is { } candidates)
        {
            for (var i = 0; i < fused.Length; i++) fused[i] = candidates[i] ? fused[i] : double.NegativeInfinity;
        }

        return fused;
    }

    /// <summary>The same of the passages that may be found: only these are smoothed, and their snips ordered, and those of the moments that come of
    /// it.</summary>
    private IReadOnlyList<Moment> FindAmong(
        NearestPassages nearest, PassageScores scores, SearchMode mode, RankingProfile profile, int count, QueryBuffers buffers)
    {
        var smooths = profile is not { PreviousWeight: 0, NextWeight: 0 };
        var background = scores.Background ?? default;
        var mean = Math.Round(Fusion.AbsoluteScore(background.Cosine, background.Coverage, profile), 6); // as Neighbours.Mean does
        var (passages, fused) = (nearest.Passages, mode == SearchMode.Hybrid ? buffers.Smoothed : nearest.Fused);
        if (mode == SearchMode.Hybrid && passages.Length <= PassagesPerTask) Smooth(passages);
        else if (mode == SearchMode.Hybrid)
            Parallel.ForEach(Partitioner.Create(0, passages.Length, PassagesPerTask), range => Smooth(passages.AsSpan(range.Item1..range.Item2)));

        var (found, kept) = (buffers.Snips, 0);
        for (var (i, end) = (0, 0); i < passages.Length; i = end)
        {
            var (snip, best) = (corpus.Passages[passages[i]].Snip, i);
            var after = corpus.PassagesOf(snip).To;
            for (end = i + 1; end < passages.Length && passages[end] < after; end++)
            {
                if (fused[passages[end]] > fused[passages[best]]) best = end;
            }

            if (!double.IsNegativeInfinity(fused[passages[best]])) found[kept++] = new SnipScore(snip, passages[best], fused[passages[best]]);
        }

        return MomentCollapse.Collapse(corpus, new SnipRanking(corpus, found, kept), FindBest, count);

        void Smooth(ReadOnlySpan<int> some)
        {
            foreach (var passage in some)
            {
                if (smooths) corpus.Neighbours.Smooth(nearest.Fused, passage, passage + 1, mean, profile, fused);
                else fused[passage] = nearest.Fused[passage];
                if (corpus.Passages[passage].Kind == ChunkKind.Episode) fused[passage] -= profile.EpisodeOnlyPenalty;
            }
        }

        SnipScore? FindBest(int snip)
        {
            nearest.Complete(snip);
            var (first, end) = corpus.PassagesOf(snip);
            if (mode == SearchMode.Hybrid) Smooth([.. Enumerable.Range(first, end - first)]);
            return corpus.TryFindBest(fused, snip, out var best) ? best : null;
        }
    }

    private double[] Smooth(PassageScores scores, double[] fused, RankingProfile profile, QueryBuffers buffers)
    {
        var smooths = profile is not { PreviousWeight: 0, NextWeight: 0 };

        // Passages at large do not have the query's words side by side: another store need not look at them all to tell their mean.
        var mean = !smooths ? 0
            : scores.Background is { } background ? Fusion.AbsoluteScore(background.Cosine, background.Coverage, profile)
            : Neighbours.Mean(fused);
        if (scores.Proximity is { } proximity)
        {
            for (var i = 0; i < fused.Length; i++) fused[i] += profile.ProximityWeight * proximity[i];
        }

        if (smooths)
        {
            corpus.Neighbours.Smooth(fused, profile, buffers.Smoothed, mean);
            fused = buffers.Smoothed;
        }

        foreach (var passage in corpus.EpisodeOnlyPassages) fused[passage] -= profile.EpisodeOnlyPenalty;
        return fused;
    }

    private SnipRanking BestOfSnips(double[] fused, QueryBuffers buffers)
    {
        var (found, count) = (buffers.Snips, 0);
        for (var snip = 0; snip < found.Length; snip++)
        {
            if (corpus.TryFindBest(fused, snip, out var best)) found[count++] = best;
        }

        return new SnipRanking(corpus, found, count);
    }
}

/// <summary>A snip's place in a ranking, without anything to show.</summary>
/// <param name="Id">The snip's id.</param>
/// <param name="Score">What it is ordered by.</param>
/// <param name="Cosine">Of its best passage; NaN where unknown.</param>
/// <param name="Coverage">Of its best passage.</param>
/// <param name="Passage">Its best passage.</param>
internal readonly record struct RankedSnip(string Id, double Score, double Cosine, double Coverage, int Passage);
