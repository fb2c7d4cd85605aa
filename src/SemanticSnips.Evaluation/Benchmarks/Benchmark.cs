namespace SemanticSnips.Evaluation;

/// <summary>Runs a test collection by keyword, vector and every fusion, and measures what comes out.</summary>
/// <remarks>Queries are scored one at a time, so that memory holds the rankings and no scores.</remarks>
public static class Benchmark
{
    /// <summary>The measures in the order in which they are shown; the first is the one that systems are compared by.</summary>
    public static IReadOnlyList<Measure> ShownMeasures { get; } =
        [.. new[] { "nDCG@10", "MRR@10", "MAP", "P@10", "Recall@10", "Recall@100" }.Select(Measure.Parse)];

    /// <summary>Builds or reuses the index of a collection and measures every system on it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="indexFolder">The index's folder; created where it is missing.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <param name="progress">Told as it goes on.</param>
    /// <param name="cancellationToken">Stops at once; vectors made so far stay in the index.</param>
    /// <exception cref="IndexException">The folder cannot be used for an index.</exception>
    /// <exception cref="EvaluationException">There is no system with the baseline's name.</exception>
    public static BenchmarkOutcome Run(
        TestCollection collection, string indexFolder, ModelLoader model, BenchmarkOptions? options = null,
            IProgress<BenchmarkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new BenchmarkOptions();
        IReadOnlyList<RunnerSystem> systems = options.Rerank ? [.. RunnerSystem.All, RunnerSystem.Reranked] : RunnerSystem.All;
        RequireRun(options.Baseline, systems.Select(s => s.Name));
        var within = options.Within && collection.IsGrouped;
        var build = CollectionIndex.Build(collection, indexFolder, model, options.Chunking, Embedding(collection, progress), cancellationToken);
        using var index = SnipIndex.Open(indexFolder, model, options.Profile);
        var runner = new CollectionRunner(index, collection, within);
        var runs = systems.Select(s => new Run(s.Name)).ToList();
        var sweep = new ConstantSweep(runner, ShownMeasures[0]);
        var engine = new EngineTally(index, collection, model, options);
        var unanswerable = CollectionMetadata.ReadUnanswerable(collection);
        var (done, total) = (0, collection.Queries.Count + unanswerable.Count);
        foreach (var query in runner.Score(cancellationToken))
        {
            for (var s = 0; s < systems.Count; s++) runs[s].Add(query.Query.Id, runner.Retrieve(query, systems[s], index.Profile));
            sweep.Add(query, collection.Qrels[query.Query.Id]);
            engine.Add(query, runs[HybridOf(systems)][query.Query.Id]);
            progress?.Report(new BenchmarkProgress($"Ranking {collection.Name}", ++done, total));
        }

        foreach (var query in unanswerable)
        {
            engine.AddUnanswerable(runner.Score(query, SearchMode.Hybrid, cancellationToken));
            progress?.Report(new BenchmarkProgress($"Ranking {collection.Name}", ++done, total));
        }

        var times = runner.Time(systems, options.TimedQueries, progress, cancellationToken);
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
            IndexBytes = index.MeasureBytes(),
            Chunks = status.Passages,
            Chunking = $"at most {options.Chunking.MaxTokens} tokens, overlap {options.Chunking.OverlapSentences}",
            ChunksPerSecond = build.Embedded > 0 ? build.Embedded / build.Elapsed.TotalSeconds : null,
            Curves = sweep.ToCurves(index.Profile),
            Abstention = engine.Abstention,
            Calibration = engine.Calibration,
            Moments = engine.Moments,
            Answers = options.Answers && collection.Evidence.Count > 0
                ? AnswerBenchmark.Measure(
                    index, model, collection, within,
                    progress: new Relay<int>(n => progress?.Report(new BenchmarkProgress($"Quoting {collection.Name}", n, collection.Queries.Count))),
                        cancellationToken: cancellationToken)
                : null,
            QueryTexts = TextsOf(collection),
            Notes = Listed(NotesOn(collection, options, index.Profile)),
        };
        var worst = new ReportView(result).Worst(HtmlReport.WorstQueries);
        result = result with { Opened = OpenedQuery.Read(collection, runs[HybridOf(systems)], worst) };
        return new BenchmarkOutcome(result.ComparedTo(options.Baseline), runs);
    }

    /// <summary>Says at once what would only be found after the measurement.</summary>
    /// <exception cref="EvaluationException">No run has the name.</exception>
    public static void RequireRun(string baseline, IEnumerable<string> runs)
    {
        if (!runs.Contains(baseline)) throw new EvaluationException($"There is no run \"{baseline}\" to compare with; the runs are {string.Join(", ", runs)}.");
    }

    /// <summary>Measures two runs that were made elsewhere, the second compared with the first.</summary>
    /// <param name="collection">Whose judgments count.</param>
    /// <param name="baseline">The first.</param>
    /// <param name="run">The second.</param>
    /// <exception cref="EvaluationException">Both have the same name.</exception>
    public static BenchmarkResult Compare(TestCollection collection, Run baseline, Run run)
    {
        if (baseline.Name == run.Name)
            throw new EvaluationException($"Both runs are called \"{run.Name}\"; give one of them another name in its sixth column.");
        return new BenchmarkResult
        {
            Dataset = collection.Name,
            Queries = collection.Queries.Count,
            Documents = collection.DocumentCount,
            Runs = [RunResult.From(baseline, collection.Qrels, ShownMeasures), RunResult.From(run, collection.Qrels, ShownMeasures)],
            QueryTexts = TextsOf(collection),
            Notes = Listed(new[] { baseline, run }.SelectMany(r => Oddities(collection, r)).Concat(ProblemsOf(collection))),
        }.ComparedTo(baseline.Name);
    }

    internal static IProgress<EmbeddingProgress>? Embedding(TestCollection collection, IProgress<BenchmarkProgress>? progress) =>
        progress is null ? null
            : new Relay<EmbeddingProgress>(step => progress.Report(new BenchmarkProgress($"Embedding {collection.Name}", step.Done, step.Total)));

    private static IEnumerable<string> NotesOn(TestCollection collection, BenchmarkOptions options, RankingProfile profile)
    {
        if (profile.MadeBy?.Split([' ', ',', ';', ':']).Contains(collection.Name) == true)
            yield return $"The ranking profile was learnt on {collection.Name}, too: its figures are not those of new questions.";
        if (options.Within && !collection.IsGrouped)
            yield return $"{collection.Name} does not name a group for every document, or for no query: all documents were ranked.";
        if (options.Within && collection.IsGrouped && collection.Queries.Count(q => q.Group is null) is > 0 and var free)
            yield return $"{free} of {collection.Queries.Count} queries name no group: they ranked all documents.";
        if (options.Answers && collection.Evidence.Count == 0)
            yield return $"{collection.Name} marks no sentences in evidence.jsonl: answers were not measured.";
        foreach (var problem in ProblemsOf(collection)) yield return problem;
        foreach (var warning in collection.Warnings) yield return $"{warning}";
    }

    private static IEnumerable<string> ProblemsOf(TestCollection collection)
    {
        foreach (var problem in collection.Problems.Take(CollectionException.Listed)) yield return $"Left out: {problem}";
        if (collection.Problems.Count > CollectionException.Listed) yield return $"Left out: {collection.Problems.Count - CollectionException.Listed} more.";
    }

    private static List<string>? Listed(IEnumerable<string> notes) => notes.ToList() is { Count: > 0 } some ? some : null;

    private static Dictionary<string, string> TextsOf(TestCollection collection) =>
        collection.Queries.ToDictionary(q => q.Id, q => q.Text, StringComparer.Ordinal);

    private static int HybridOf(IReadOnlyList<RunnerSystem> systems) => Enumerable.Range(0, systems.Count).First(s => systems[s] == RunnerSystem.Hybrid);

    private static IEnumerable<string> Oddities(TestCollection collection, Run run)
    {
        var missing = collection.Qrels.Queries.Count(query => run[query].Count == 0);
        if (missing > 0) yield return $"{run.Name} ranks nothing for {missing} of {collection.Qrels.Queries.Count} judged queries; they count as 0.";
        var unknown = run.Queries.SelectMany(query => run[query]).Select(hit => hit.Document).Distinct().Count(document => !collection.Contains(document));
        if (unknown > 0) yield return $"{run.Name} names {unknown} documents that {collection.Name} does not hold.";
    }

    private sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
