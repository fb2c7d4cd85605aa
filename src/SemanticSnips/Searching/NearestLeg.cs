using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Ranking;
using SemanticSnips.Vectors;

namespace SemanticSnips.Searching;

/// <summary>The vectors of a large library: of all passages only those that may be found are scored exactly, and ranked.</summary>
/// <remarks>
/// Which these are, conditions say where they allow few. Else a sketch of the vectors does, which scores all passages nearly. It takes as long to derive as
/// some dozen scans of all floats, and then each search a tenth of one: so it is derived beside the searches, once there were so many of them. What passages
/// score on average is exact all the same: the dot product of the query and their mean vector.
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
    /// <param name="pending">Of the words, where their proximity is not known yet. Disposed with the scores.</param>
    public PassageScores Score(float[] vector, PassageScores scores, QueryBuffers buffers, int best, PendingProximity? pending = null) =>
        Begin(vector, scores, buffers, pending).FindBest(_sketch!, best);

    /// <summary>The same where conditions allow few passages: all of these are scored exactly, and nothing else is looked at.</summary>
    /// <param name="vector">The query's.</param>
    /// <param name="scores">Those of the words, if these rank too.</param>
    /// <param name="buffers">As for <see cref="Score"/>.</param>
    /// <param name="passages">The allowed ones, ascending.</param>
    /// <param name="pending">As for <see cref="Score"/>.</param>
    public PassageScores ScoreFew(float[] vector, PassageScores scores, QueryBuffers buffers, int[] passages, PendingProximity? pending = null) =>
        Begin(vector, scores, buffers, pending).ScoreAll(passages);

    private NearestSearch Begin(float[] vector, PassageScores scores, QueryBuffers buffers, PendingProximity? pending) =>
        new(vectors, rows, profile, corpus(), vector, scores, pending, buffers);
}
