namespace SemanticSnips.Evaluation.Tests;

/// <summary>A small benchmark with three runs over six queries.</summary>
internal static class Sample
{
    public static readonly string[] Queries = ["q1", "q2", "q3", "q4", "q5", "q6"];

    /// <param name="hostile">Put wherever text from outside may stand.</param>
    public static BenchmarkResult Result(string hostile = "")
    {
        var qrels = new Qrels(Queries.Select(query => (query + hostile, "right", 1)));
        return new BenchmarkResult
        {
            Dataset = "sample" + hostile,
            Queries = Queries.Length,
            Documents = 1234,
            Runs =
            [
                RunResult.From(Ranked("keyword", hostile, 1, 2, 0, 5, 1, 0), qrels, latencies: [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(3)]),
                RunResult.From(Ranked("vector", hostile, 2, 1, 3, 0, 1, 0), qrels),
                RunResult.From(Ranked("hybrid", hostile, 1, 1, 2, 4, 1, 0), qrels),
                RunResult.From(Ranked("hybrid-rrf" + hostile, hostile, 1, 2, 2, 4, 1, 0), qrels),
            ],
            Machine = "a machine" + hostile,
            Commit = "0123abc" + hostile,
            Model = "bge-small-en-v1.5" + hostile,
            ModelSha256 = "feed" + hostile,
            Command = "snips eval sample" + hostile,
            Measured = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
            IndexBytes = 12_345_678,
            Chunks = 2345,
            ChunksPerSecond = 33.4,
            Chunking = "at most 440 tokens, overlap 1" + hostile,
            Curves =
            [
                new("coverage" + hostile, "weight of the words" + hostile, 0.3, [new(0, 0.5), new(0.3, 0.7), new(1, 0.6)]),
                new("next", "weight of the passage after", 0, [new(0, 0.7)]),
            ],
            Calibration = new CalibrationResult(30, 0.05, 0.1, [new(0, 0.5, 20, 0.1, 0.15), new(0.5, 1, 10, 0.8, 0.7)]),
            Abstention =
            [
                new AbstentionResult
                {
                    Kind = "masked" + hostile,
                    Answerable = 6,
                    Unanswerable = 4,
                    AurocRelevance = 0.75,
                    AurocScore = 0.7,
                    Threshold = 0.2,
                    FalseAnswers = 0.25,
                    FalseRefusals = 0.5,
                    RiskCoverage = [new(0.5, 0.2), new(1, 0.4)],
                    RiskCoverageScore = [new(0.5, 0.3), new(1, 0.4)],
                    RiskArea = 0.3,
                    RiskAreaScore = 0.35,
                    RiskAreaBest = 0.1,
                },
            ],
            Moments = new MomentResult
            {
                Queries = 6,
                Marked = 4,
                RightMoment = 0.5,
                RightMomentInterval = new Interval(0.2, 0.8),
                PassageIou = 0.1,
                PassageIouCeiling = 0.3,
                StartErrorSeconds = 33.5,
                StartErrorWhenRightSeconds = 6.5,
                DuplicateRate = 0,
                DuplicateRateUnfolded = 0.1,
            },
            Answers = [new AnswerFigures("ask" + hostile, 0.4, new Interval(0.1, 0.7), 0.6, new Interval(0.3, 0.9), 41)],
            QueryTexts = Queries.ToDictionary(query => query + hostile, query => $"The text of {query}?{hostile}"),
            Notes = ["A note." + hostile],
        }.ComparedTo("keyword");
    }

    /// <summary>A run that has the right document of each query at the given rank, or nowhere for 0.</summary>
    private static Run Ranked(string name, string suffix, params int[] ranks)
    {
        var run = new Run(name);
        foreach (var (query, rank) in Queries.Zip(ranks))
            run.Add(query + suffix, Enumerable.Range(1, 6).Select(i => new ScoredDocument(i == rank ? "right" : $"wrong{i}", -i)));
        return run;
    }
}
