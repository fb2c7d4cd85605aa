namespace SemanticSnips.Evaluation;

/// <summary>A collection whose judged questions are scored by both legs once, so that many weights can be tried.</summary>
/// <remarks>Scores stay in memory: five bytes and more a passage and question. Disposing closes the index.</remarks>
internal sealed class ScoredCollection : IDisposable
{
    private ScoredCollection(TestCollection collection, SnipIndex index, bool within)
    {
        (Collection, Index) = (collection, index);
        Runner = new CollectionRunner(index, collection, within);
    }

    public TestCollection Collection { get; }

    public SnipIndex Index { get; }

    public CollectionRunner Runner { get; }

    public IReadOnlyList<ScoredQuery> Queries { get; private set; } = [];

    /// <summary>Builds or reuses the index and scores every judged question.</summary>
    public static ScoredCollection Score(
        TestCollection collection,
        string indexFolder,
        ChunkerOptions chunking,
        ModelLoader model,
        RankingProfile profile,
        bool within,
        IProgress<BenchmarkProgress>? progress,
        CancellationToken cancellationToken)
    {
        CollectionIndex.Build(collection, indexFolder, model, chunking, Benchmark.Embedding(collection, progress), cancellationToken);
        var scored = new ScoredCollection(collection, SnipIndex.Open(indexFolder, model, profile), within && collection.IsGrouped);
        try
        {
            var queries = new List<ScoredQuery>(collection.Queries.Count);
            foreach (var query in scored.Runner.Score(cancellationToken))
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

/// <summary>Several scored collections; disposing closes them all.</summary>
internal sealed class ScoredCollections : IDisposable
{
    private readonly List<ScoredCollection> _collections = [];

    public IReadOnlyList<ScoredCollection> Collections => _collections;

    public static ScoredCollections Score(IReadOnlyList<TestCollection> collections, Func<TestCollection, ScoredCollection> score)
    {
        var scored = new ScoredCollections();
        try
        {
            foreach (var collection in collections) scored._collections.Add(score(collection));
            return scored;
        }
        catch
        {
            scored.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var collection in _collections) collection.Dispose();
    }
}
