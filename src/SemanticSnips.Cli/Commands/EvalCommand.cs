using System.CommandLine;
using System.Globalization;
using SemanticSnips.Cli.Output;
using SemanticSnips.Evaluation;
using SemanticSnips.Ranking;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips eval: a retrieval benchmark over test collections.</summary>
internal static class EvalCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var folders = new Argument<string[]>("folder") { Description = "A collection: corpus.jsonl, queries.jsonl, qrels/ (BEIR layout)", Arity = ArgumentArity.OneOrMore };
        var within = new Option<bool>("--within") { Description = "Rank only the query's own group, where the collection names groups" };
        var qrels = new Option<string?>("--qrels") { Description = "The judgments' file in qrels/ [default: test.tsv]", HelpName = "FILE" };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Measure on what is right in a faulty collection" };
        var mask = new Option<bool>("--mask-answers") { Description = "Also ask each question with its answers hidden: does the engine notice?" };
        var baseline = new Option<string>("--baseline") { Description = "The run that the others are compared with [default: vector]", HelpName = "NAME", DefaultValueFactory = _ => "vector" };
        var chunkTokens = CommonOptions.PositiveNumber("--chunk-tokens", "Cut documents into chunks of at most so many tokens [default: whole where they fit the model]");
        var weight = Number("--weight", "Weight of the words' coverage in the default fusion");
        var previous = Number("--previous", "Weight of the passage before");
        var next = Number("--next", "Weight of the passage after");
        var run = new Option<string?>("--run") { Description = "Write the hybrid's TREC run; into a folder, a file for every run", HelpName = "FILE" };
        var perQuery = new Option<string?>("--per-query") { Description = "Write every query's figures as tab-separated values", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write a report with plots, readable offline", HelpName = "FILE" };
        var compare = new Option<string[]>("--compare") { Description = "Measure two TREC runs made elsewhere instead", HelpName = "A.run B.run", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var command = new SnipsCommand("eval", "Run a retrieval benchmark over test collections")
        {
            folders, within, qrels, keepGoing, mask, baseline, chunkTokens, weight, previous, next, run, perQuery, html, compare, common.Json,
        };
        command.SetExamples(
            new("snips eval beir/scifact", "every system, with intervals and significance"),
            new("snips eval qmsum --within --html report.html", "only the query's own meeting; with plots"),
            new("snips eval scifact --compare mine.run theirs.run", "runs made elsewhere"));
        command.SetAction(parse => Refusing(() =>
        {
            using var session = new Session(parse, common, host);
            var results = new List<BenchmarkResult>();
            foreach (var folder in parse.GetRequiredValue(folders))
            {
                var options = new CollectionOptions { QrelsFile = parse.GetValue(qrels) ?? new CollectionOptions().QrelsFile, KeepGoing = parse.GetValue(keepGoing) };
                var collection = TestCollection.Load(host.FullPath(folder), options, host.Stop);
                if (parse.GetValue(compare) is [var first, var second])
                {
                    results.Add(Benchmark.Compare(collection, Run.Read(host.FullPath(first)), Run.Read(host.FullPath(second))));
                    continue;
                }

                var profile = RankingProfile.Load(session.Model.Folder);
                profile = profile with
                {
                    CoverageWeight = parse.GetValue(weight) ?? profile.CoverageWeight,
                    PreviousWeight = parse.GetValue(previous) ?? profile.PreviousWeight,
                    NextWeight = parse.GetValue(next) ?? profile.NextWeight,
                };
                var outcome = Benchmark.Run(
                    collection,
                    IndexFolder(session, collection),
                    session.Model,
                    new BenchmarkOptions
                    {
                        Within = parse.GetValue(within),
                        MaskAnswers = parse.GetValue(mask),
                        Baseline = parse.GetValue(baseline)!,
                        ChunkTokens = parse.GetValue(chunkTokens),
                        Profile = profile,
                    },
                    ProgressLine.For(host),
                    host.Stop);
                ProgressLine.Clear(host);
                results.Add(outcome.Result with
                {
                    Machine = Surroundings.Machine,
                    Commit = Surroundings.Commit,
                    Measured = DateTimeOffset.UtcNow,
                    Command = "snips " + string.Join(' ', parse.Tokens.Select(t => t.Value)),
                });
                if (parse.GetValue(run) is { } file) WriteRuns(host.FullPath(file), outcome.Runs);
            }

            if (parse.GetValue(perQuery) is { } table) BenchmarkText.WritePerQuery(host.FullPath(table), results);
            if (parse.GetValue(html) is { } page) File.WriteAllText(host.FullPath(page), HtmlReport.Render([.. results]));
            if (parse.GetValue(common.Json)) host.Output.WriteLine(BenchmarkJson.Write([.. results.Select(r => r.WithoutQueries())]));
            else foreach (var result in results) BenchmarkText.Write(host.Output, result);
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Faults of collections and runs are the user's to mend.</summary>
    internal static int Refusing(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is CollectionException or ArgumentException or FormatException or DirectoryNotFoundException or FileNotFoundException)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>Indexes over collections live beside the snips' own, one a collection and model.</summary>
    internal static string IndexFolder(Session session, TestCollection collection) =>
        Path.Combine(session.Locations.Index, "eval", $"{collection.Name}-{session.Model.Card.Id}");

    internal static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "W",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0) return number;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; expected a number of 0 or more");
            return null;
        },
    };

    private static void WriteRuns(string path, IReadOnlyList<Run> runs)
    {
        if (Directory.Exists(path))
        {
            foreach (var run in runs) run.Write(Path.Combine(path, $"{run.Name}.run"));
        }
        else
        {
            runs.Single(r => r.Name == RunnerSystem.Hybrid.Name).Write(path);
        }
    }
}
