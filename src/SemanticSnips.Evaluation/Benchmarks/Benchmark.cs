using SemanticSnips.Chunking;
using SemanticSnips.Indexing;
using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>Runs a test collection by keyword, vector and every fusion, and measures what comes out.</summary>
/// <remarks>Queries are scored one at a time, so that memory holds the rankings and no scores.</remarks>
public static class Benchmark
{
    private const int MeasuredDepth = 10;

    private static readonly double[] SweptWeights = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1];

    /// <summary>The measures in the order in which they are shown; the first is the one that systems are compared by.</summary>
    public static IReadOnlyList<Measure> ShownMeasures { get; } =
        [.. new[] { "nDCG@10", "MRR@10", "MAP", "P@10", "Recall@10", "Recall@100" }.Select(Measure.Parse)];

    /// <summary>Builds or reuses the index of a collection and measures every system on it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="indexFolder">The index's folder; created where it is missing.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <param name="progress">Told as it goes on.</param>
    /// <param name="cancellation">Stops at once; vectors made so far stay in the index.</param>
    /// <exception cref="IndexException">The folder cannot be used for an index.</exception>
    /// <exception cref="ArgumentException">There is no system with the baseline's name.</exception>
    public static BenchmarkOutcome Run(
        TestCollection collection, string indexFolder, ModelLoader model, BenchmarkOptions? options = null, IProgress<BenchmarkProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new BenchmarkOptions();
        var systems = RunnerSystem.All;
        var within = options.Within && collection.IsGrouped;
        var build = CollectionIndex.Build(collection, indexFolder, model, ChunkerOf(options), Embedding(collection, progress), cancellation);
        using var index = SnipIndex.Open(indexFolder, model, options.Profile);
        var runner = new CollectionRunner(index, collection, within);
        var moments = CollectionMetadata.ReadMoments(collection);
        var tally = new MomentTally(moments);
        var runs = systems.Select(s => new Run(s.Name)).ToList();
        var sweep = SweptWeights.Append(index.Profile.CoverageWeight).Distinct().Order().Select(w => (Weight: w, Values: new List<double>())).ToList();
        var (answerable, masked) = (new List<FirstHit>(), new List<FirstHit>());
        var unanswerable = CollectionMetadata.ReadUnanswerable(collection);
        var done = 0;
        foreach (var query in runner.Score(cancellation))
        {
            var judgments = collection.Qrels[query.Query.Id];
            for (var s = 0; s < systems.Count; s++) runs[s].Add(query.Query.Id, runner.Retrieve(query, systems[s], index.Profile));
            foreach (var (weight, values) in sweep) values.Add(NdcgAt(weight, query, judgments));
            if (options.MaskAnswers || unanswerable.Count > 0 || moments.Count > 0) AskBoth(query, judgments);
            progress?.Report(new BenchmarkProgress($"Ranking {collection.Name}", ++done, collection.Queries.Count));
        }

        var notFound = unanswerable.Select(q => FirstHit.Of(index.Rank(runner.Score(q, SearchMode.Hybrid, cancellation).Scores, new SearchOptions()), new Dictionary<string, int>())).ToList();
        var threshold = index.RelevanceThreshold;
        AbstentionResult?[] abstention = [Abstention.Measure("masked", answerable, masked, threshold), Abstention.Measure("unanswerable", answerable, notFound, threshold)];
        var times = runner.Time(systems, options.TimedQueries, cancellation);
        var status = index.ReadStatus();
        var result = new BenchmarkResult
        {
            Dataset = collection.Name,
            Queries = collection.Queries.Count,
            Documents = collection.DocumentCount,
            WithinGroup = within,
            Runs = [.. runs.Select(run => RunResult.From(run, collection.Qrels, ShownMeasures, times[run.Name]))],
            Model = model.Card.Id,
            ModelSha256 = model.Card.Sha256,
            IndexBytes = status.Bytes,
            Chunks = status.Passages,
            ChunksPerSecond = build.Embedded > 0 ? build.Embedded / build.Elapsed.TotalSeconds : null,
            WeightCurve = [.. sweep.Select(point => new WeightPoint(point.Weight, point.Values.Average()))],
            Weight = index.Profile.CoverageWeight,
            Abstention = abstention.OfType<AbstentionResult>().ToList() is { Count: > 0 } measured ? measured : null,
            Moments = tally.ToResult(),
            QueryTexts = collection.Queries.ToDictionary(q => q.Id, q => q.Text, StringComparer.Ordinal),
            Notes = NotesOn(collection, options).ToList() is { Count: > 0 } notes ? notes : null,
        };
        return new BenchmarkOutcome(result.ComparedTo(options.Baseline), runs);

        double NdcgAt(double weight, ScoredQuery query, IReadOnlyDictionary<string, int> judgments) =>
            ShownMeasures[0].Of([.. runner.Retrieve(query, RunnerSystem.Hybrid, index.Profile with { CoverageWeight = weight }, MeasuredDepth)], judgments);

        void AskBoth(ScoredQuery query, IReadOnlyDictionary<string, int> judgments)
        {
            var hits = index.Rank(query.Scores, new SearchOptions());
            tally.Add(hits, judgments);
            string[] relevant = [.. judgments.Where(j => j.Value > 0).Select(j => j.Key)];
            if (relevant.Length == 0) return;
            answerable.Add(FirstHit.Of(hits, judgments));
            if (options.MaskAnswers) masked.Add(FirstHit.Of(index.Rank(index.Hide(query.Scores, relevant), new SearchOptions()), judgments));
        }
    }

    /// <summary>Measures two runs that were made elsewhere, the second compared with the first.</summary>
    /// <param name="collection">Whose judgments count.</param>
    /// <param name="baseline">The first.</param>
    /// <param name="run">The second; of another name than the first.</param>
    public static BenchmarkResult Compare(TestCollection collection, Run baseline, Run run)
    {
        var notes = new[] { baseline, run }.SelectMany(r => Oddities(collection, r)).ToList();
        return new BenchmarkResult
        {
            Dataset = collection.Name,
            Queries = collection.Queries.Count,
            Documents = collection.DocumentCount,
            Runs = [RunResult.From(baseline, collection.Qrels, ShownMeasures), RunResult.From(run, collection.Qrels, ShownMeasures)],
            QueryTexts = collection.Queries.ToDictionary(q => q.Id, q => q.Text, StringComparer.Ordinal),
            Notes = notes.Count > 0 ? notes : null,
        }.ComparedTo(baseline.Name);
    }

    /// <summary>How documents are cut for a benchmark.</summary>
    internal static ChunkerOptions ChunkerOf(BenchmarkOptions options) => options.ChunkTokens is { } tokens
        ? new ChunkerOptions(Math.Min(CollectionIndex.WholeDocuments.MinTokens, tokens / 2), tokens)
        : CollectionIndex.WholeDocuments;

    internal static IProgress<EmbeddingProgress>? Embedding(TestCollection collection, IProgress<BenchmarkProgress>? progress) =>
        progress is null ? null : new Relay(step => progress.Report(new BenchmarkProgress($"Embedding {collection.Name}", step.Done, step.Total)));

    internal static IEnumerable<string> NotesOn(TestCollection collection, BenchmarkOptions options)
    {
        if (options.Within && !collection.IsGrouped) yield return $"{collection.Name} does not name a group for every document and query: all documents were ranked.";
        foreach (var problem in collection.Problems) yield return $"Left out: {problem}";
        foreach (var warning in collection.Warnings) yield return $"{warning}";
    }

    private static IEnumerable<string> Oddities(TestCollection collection, Run run)
    {
        var missing = collection.Qrels.Queries.Count(query => run[query].Count == 0);
        if (missing > 0) yield return $"{run.Name} ranks nothing for {missing} of {collection.Qrels.Queries.Count} judged queries; they count as 0.";
        var unknown = run.Queries.SelectMany(query => run[query]).Select(hit => hit.Document).Distinct().Count(document => !collection.Contains(document));
        if (unknown > 0) yield return $"{run.Name} names {unknown} documents that {collection.Name} does not hold.";
    }

    private sealed class Relay(Action<EmbeddingProgress> report) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => report(value);
    }
}
