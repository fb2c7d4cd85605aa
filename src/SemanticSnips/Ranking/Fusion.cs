using System.Numerics;
using SemanticSnips.Ranking;

namespace SemanticSnips;

/// <summary>Which legs rank.</summary>
public enum SearchMode
{
    /// <summary>Both.</summary>
    Hybrid,

    /// <summary>Only the embedding.</summary>
    Vector,

    /// <summary>Only BM25.</summary>
    Keyword,
}

/// <summary>How the legs' scores become one.</summary>
public enum FusionKind
{
    /// <summary>
    /// cosine + w * coverage: both on scales that do not depend on what else was found, so that the score also tells whether anything is relevant.
    /// </summary>
    Absolute,

    /// <summary>Each leg divided by its best score for the query, weighted.</summary>
    Convex,

    /// <summary>Reciprocal rank fusion.</summary>
    Rrf,

    /// <summary>Distribution-based score fusion: each leg scaled by its mean and three standard deviations, then added.</summary>
    Dbsf,
}

/// <summary>The fusions. All but the absolute one look only at each leg's best candidates.</summary>
internal static class Fusion
{
    /// <summary>Candidates a leg: deeper changes nothing that counts (Qdrant's study of 2026 gains .002 to .010 from 10 to 500).</summary>
    private const int CandidatesPerLeg = 200;

    /// <summary>Fuses the legs' scores.</summary>
    /// <param name="scores">Both legs.</param>
    /// <param name="kind">How.</param>
    /// <param name="profile">The constants.</param>
    /// <param name="fused">Receives a score a passage; negative infinity for passages that are no candidates.</param>
    public static void Fuse(PassageScores scores, FusionKind kind, RankingProfile profile, Span<double> fused)
    {
        switch (kind)
        {
            case FusionKind.Absolute:
                Absolute(scores, profile, fused);
                break;
            case FusionKind.Convex:
                Convex(scores, profile.ConvexDenseWeight, fused);
                break;
            case FusionKind.Rrf:
                Rrf(scores, profile.RrfK, fused);
                break;
            case FusionKind.Dbsf:
                Dbsf(scores, fused);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a fusion.");
        }
    }

    /// <summary>One leg alone.</summary>
    /// <param name="scores">Which passages may be found.</param>
    /// <param name="leg">The leg's scores.</param>
    /// <param name="positiveOnly">Whether a score of 0 is none.</param>
    /// <param name="single">Receives a score a passage; negative infinity for passages that are no candidates.</param>
    public static void Single(PassageScores scores, float[] leg, bool positiveOnly, Span<double> single)
    {
        for (var i = 0; i < single.Length; i++)
        {
            single[i] = scores.IsAllowed(i) && !float.IsNaN(leg[i]) && (!positiveOnly || leg[i] > 0) ? leg[i] : double.NegativeInfinity;
        }
    }

    /// <summary>The default formula, for one passage.</summary>
    public static double AbsoluteScore(double cosine, double coverage, RankingProfile profile) => cosine + profile.CoverageWeight * coverage;

    /// <remarks>
    /// A passage without a vector yet must neither vanish nor win. It is taken to be as near to the query as passages are on average: then its words
    /// decide, on the same scale. With a cosine of 0 it would stand below every passage that has one, whatever its words, since cosines of one model lie in a
    /// narrow band well above 0.
    /// The mean is of all passages, forbidden ones too: a filter says nothing about how near a passage is. It is computed only where a vector is missing.
    /// </remarks>
    private static void Absolute(PassageScores scores, RankingProfile profile, Span<double> fused)
    {
        var cosines = scores.Cosines.AsSpan();
        var unknown = double.NaN;
        for (var i = AbsoluteOfWhole(scores, profile, fused); i < fused.Length; i++)
        {
            if (!scores.IsAllowed(i))
            {
                fused[i] = double.NegativeInfinity;
                continue;
            }

            double cosine = cosines[i];
            if (double.IsNaN(cosine)) cosine = double.IsNaN(unknown) ? unknown = scores.Background?.Cosine ?? MeanCosine(cosines) : unknown;
            fused[i] = AbsoluteScore(cosine, scores.Coverage(i), profile);
        }
    }

    /// <summary>The same, several passages at a time, up to the first that has no vector; where all are allowed.</summary>
    /// <returns>Passages that are done.</returns>
    private static int AbsoluteOfWhole(PassageScores scores, RankingProfile profile, Span<double> fused) =>
        scores.Allowed is not null || scores.Bm25 is null || scores.Ceiling <= 0 ? 0 : Absolute(scores.Cosines, scores.Bm25, scores.Ceiling, profile, fused);

    /// <summary>The default formula for many passages, several at a time, up to the first whose cosine is not known.</summary>
    /// <param name="cosines">One a passage.</param>
    /// <param name="bm25">One a passage.</param>
    /// <param name="ceiling">See <see cref="PassageScores.Ceiling"/>; above 0.</param>
    /// <param name="profile">The constants.</param>
    /// <param name="fused">Receives one a passage.</param>
    /// <returns>Passages that are done; some may be left at the end.</returns>
    /// <remarks>The very operations of <see cref="AbsoluteScore"/>, so the very bits.</remarks>
    public static int Absolute(ReadOnlySpan<float> cosines, ReadOnlySpan<float> bm25, double ceiling, RankingProfile profile, Span<double> fused)
    {
        var (weight, ceilings) = (new Vector<double>(profile.CoverageWeight), new Vector<double>(ceiling));
        var i = 0;
        for (; i <= fused.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var cosine = new Vector<float>(cosines[i..]);
            if (!Vector.EqualsAll(cosine, cosine)) break; // NaN is not itself
            Vector.Widen(cosine, out var lowCosine, out var highCosine);
            Vector.Widen(new Vector<float>(bm25[i..]), out var lowBm25, out var highBm25);
            (lowCosine + (weight * (lowBm25 / ceilings))).CopyTo(fused[i..]);
            (highCosine + (weight * (highBm25 / ceilings))).CopyTo(fused[(i + Vector<double>.Count)..]);
        }

        return i;
    }

    private static void Convex(PassageScores scores, double denseWeight, Span<double> fused)
    {
        var (dense, sparse) = Candidates(scores);
        var bestCosine = Math.Max(1e-9, dense.Select(i => (double)scores.Cosines![i]).DefaultIfEmpty().Max());
        var bestBm25 = Math.Max(1e-9, sparse.Select(i => (double)scores.Bm25![i]).DefaultIfEmpty().Max());
        Union(fused, dense, sparse, i =>
            denseWeight * Known(scores.Cosines![i]) / bestCosine + (1 - denseWeight) * (scores.Bm25?[i] ?? 0) / bestBm25);
    }

    private static void Rrf(PassageScores scores, int k, Span<double> fused)
    {
        var (dense, sparse) = Candidates(scores);
        fused.Fill(double.NegativeInfinity);
        foreach (var leg in new[] { dense, sparse })
        {
            for (var rank = 1; rank <= leg.Length; rank++)
            {
                var i = leg[rank - 1];
                fused[i] = (double.IsNegativeInfinity(fused[i]) ? 0 : fused[i]) + 1.0 / (k + rank);
            }
        }
    }

    private static void Dbsf(PassageScores scores, Span<double> fused)
    {
        var (dense, sparse) = Candidates(scores);
        var denseScale = Scale([.. dense.Select(i => (double)scores.Cosines![i])]);
        var sparseScale = Scale([.. sparse.Select(i => (double)scores.Bm25![i])]);
        Union(fused, dense, sparse, i => denseScale(Known(scores.Cosines![i])) + sparseScale(scores.Bm25?[i] ?? 0));
    }

    /// <summary>Mean - 3 sigma is 0 and mean + 3 sigma is 1.</summary>
    private static Func<double, double> Scale(double[] values)
    {
        if (values.Length == 0) return _ => 0;
        var mean = values.Average();
        var sigma = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        return sigma < 1e-12 ? _ => 0.5 : v => Math.Clamp((v - mean + 3 * sigma) / (6 * sigma), 0, 1);
    }

    /// <summary>Scores the union of both legs' candidates with both scores filled in, so that like is compared with like.</summary>
    private static void Union(Span<double> fused, int[] dense, int[] sparse, Func<int, double> score)
    {
        fused.Fill(double.NegativeInfinity);
        foreach (var i in dense) fused[i] = score(i);
        foreach (var i in sparse) fused[i] = score(i);
    }

    private static (int[] Dense, int[] Sparse) Candidates(PassageScores scores) => (
        Best(scores, scores.Cosines!, positiveOnly: false),
        scores.Bm25 is null ? [] : Best(scores, scores.Bm25, positiveOnly: true));

    private static int[] Best(PassageScores scores, float[] leg, bool positiveOnly)
    {
        var single = new double[leg.Length];
        Single(scores, leg, positiveOnly, single);
        return TopPassages.Of(single, CandidatesPerLeg);
    }

    private static double MeanCosine(ReadOnlySpan<float> cosines)
    {
        var (sum, count) = (0.0, 0);
        foreach (var cosine in cosines)
        {
            if (float.IsNaN(cosine)) continue;
            sum += cosine;
            count++;
        }

        return count > 0 ? sum / count : 0;
    }

    private static double Known(float cosine) => float.IsNaN(cosine) ? 0 : cosine;
}
