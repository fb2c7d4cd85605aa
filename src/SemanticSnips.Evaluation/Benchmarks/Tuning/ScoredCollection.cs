using SemanticSnips.Indexing;

namespace SemanticSnips.Evaluation;

/// <summary>A collection whose judged questions are scored by both legs once, so that many weights can be tried.</summary>
/// <remarks>Scores stay in memory: five bytes and more a passage and question. Disposing closes the index.</remarks>
internal sealed class ScoredCollection : IDisposable
{
    private readonly bool _within;

    private ScoredCollection(TestCollection collection, SnipIndex index, bool within)
    {
        (Collection, Index, _within) = (collection, index, within);
        Runner = new CollectionRunner(index, collection, within);
    }

    public TestCollection Collection { get; }

    public SnipIndex Index { get; }

    public CollectionRunner Runner { get; }

    public bool WithinGroup => _within;

    public IReadOnlyList<ScoredQuery> Queries { get; private set; } = [];

    public static ScoredCollection Score(
        TestCollection collection, string indexFolder, ModelLoader model, TuningOptions options, IProgress<BenchmarkProgress>? progress, CancellationToken cancellation)
    {
        CollectionIndex.Build(collection, indexFolder, model, Benchmark.ChunkerOf(new BenchmarkOptions { ChunkTokens = options.ChunkTokens }), Benchmark.Embedding(collection, progress), cancellation);
        var scored = new ScoredCollection(collection, SnipIndex.Open(indexFolder, model, options.Profile), options.Within && collection.IsGrouped);
        try
        {
            var queries = new List<ScoredQuery>(collection.Queries.Count);
            foreach (var query in scored.Runner.Score(cancellation))
            {
                queries.Add(query);
                progress?.Report(new BenchmarkProgress($"Scoring {collection.Name}", queries.Count, collection.Queries.Count));
            }

            scored.Queries = queries;
            return scored;
        }
        catch
        {
            scored.Dispose();
            throw;
        }
    }

    /// <summary>What is held out together: the query's group, else the query alone.</summary>
    public static string GroupOf(TestQuery query) => query.Group ?? query.Id;

    public void Dispose() => Index.Dispose();
}
